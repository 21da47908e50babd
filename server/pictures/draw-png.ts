import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache';
import sharp from 'sharp';

/** Scripts in which plans and reports may be written; Noto Sans itself has Latin with Vietnamese, Greek and Cyrillic. */
const families: [string, string][] = [
  ['noto-sans', 'NotoSans'],
  ['noto-sans-thai', 'NotoSansThai'],
  ['noto-sans-khmer', 'NotoSansKhmer'],
  ['noto-sans-lao', 'NotoSansLao'],
  ['noto-sans-myanmar', 'NotoSansMyanmar'],
];

/** The files of the fonts, in the weights that drawings use: text and headings. */
export function listFontFiles(): string[] {
  const require = createRequire(import.meta.url);
  return families.flatMap(([folder, name]) =>
    ['400Regular', '600SemiBold'].map((weight) =>
      require.resolve(`@expo-google-fonts/${folder}/${weight}/${name}_${weight}.ttf`),
    ),
  );
}

let fonts: Promise<void> | null = null;

/**
 * Makes the fonts known to whatever draws text in this process, once: the machine need have none of its own. A font is
 * known from the first text that was set in it.
 */
function openFonts(): Promise<void> {
  fonts ??= (async () => {
    for (const fontfile of listFontFiles()) {
      await sharp({ text: { text: 'A', font: 'Noto Sans', fontfile } })
        .raw()
        .toBuffer();
    }
  })();
  // A machine that is short of something now may have it later.
  fonts.catch(() => {
    fonts = null;
  });
  return fonts;
}

/** Pictures that are asked for again by another address need not be drawn again; many who ask at once wait for one. */
const pictures = new LRUCache<string, Buffer, { svg: string; scale: number }>({
  maxSize: 16 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
  fetchMethod: (_key, _old, { context }) => draw(context.svg, context.scale),
  ignoreFetchAbort: true,
});

/**
 * A drawing as PNG, `scale` px for each unit of it. Text is set by HarfBuzz, which places the vowels of Thai, Khmer and
 * Burmese where they belong. Drawn beside the thread that answers requests; the same drawing gives the same bytes.
 */
export function drawPng(svg: string, scale: number): Promise<Buffer> {
  const key = createHash('sha256').update(`${scale} ${svg}`).digest('base64');
  return pictures.forceFetch(key, { context: { svg, scale } });
}

async function draw(svg: string, scale: number): Promise<Buffer> {
  await openFonts();
  // At 72 dots an inch a unit of the drawing is a px.
  return (
    sharp(Buffer.from(svg), { density: 72 * scale })
      .flatten({ background: '#ffffff' })
      // Ink and paper need no more colours. Without dithering the paper stays one.
      .png({ palette: true, colours: 256, dither: 0 })
      .toBuffer()
  );
}
