import { createRequire } from 'node:module';

/** Scripts in which plans and reports may be written; Noto Sans itself has Latin with Vietnamese, Greek and Cyrillic. */
const families = [
  ['noto-sans', 'NotoSans'],
  ['noto-sans-thai', 'NotoSansThai'],
  ['noto-sans-khmer', 'NotoSansKhmer'],
  ['noto-sans-lao', 'NotoSansLao'],
  ['noto-sans-myanmar', 'NotoSansMyanmar'],
];

/** The font files of every script, in the weight of text and in the one that is given for headings. */
export function listFontFiles(heading: '600SemiBold' | '700Bold'): string[] {
  const require = createRequire(import.meta.url);
  return families.flatMap(([folder, name]) =>
    ['400Regular', heading].map((weight) =>
      require.resolve(`@expo-google-fonts/${folder}/${weight}/${name}_${weight}.ttf`),
    ),
  );
}
