/**
 * Writes language-names-*.woff2: of Noto Sans, only the letters in which Thai and Khmer name themselves, for readers
 * whose system has no font for them. Run when a name in languages.ts changes:
 * `node app/styles/fonts/subset-language-names.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import { getLanguage } from '#server/domain/language/languages.ts';

const require = createRequire(import.meta.url);
const fontFiles = [
  { code: 'km', file: '@expo-google-fonts/noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf' },
  { code: 'th', file: '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf' },
];

for (const { code, file } of fontFiles) {
  const font = await subsetFont(readFileSync(require.resolve(file)), getLanguage(code).name, {
    targetFormat: 'woff2',
  });
  writeFileSync(join(import.meta.dirname, `language-names-${code}.woff2`), font);
  process.stdout.write(`${code}: ${font.length} bytes\n`);
}
