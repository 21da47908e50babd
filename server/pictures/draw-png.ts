import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import sharp from 'sharp';
import { listFontFiles } from './font-files.ts';

let fonts: Promise<void> | null = null;

/**
 * Makes the fonts known to whatever draws text in this process, once. A font is known from the first text set in it.
 * The machine's own fonts would take the place of ours and give other pictures: the library, which looks for them when
 * the first letter is set, is told of none. Programs that this process starts later are to find theirs.
 */
function openFonts(): Promise<void> {
  fonts ??= (async () => {
    const before = process.env['FONTCONFIG_FILE'];
    process.env['FONTCONFIG_FILE'] = join(import.meta.dirname, 'fonts.conf');
    try {
      for (const fontfile of listFontFiles('600SemiBold')) {
        await sharp({ text: { text: 'A', font: 'Noto Sans', fontfile } })
          .raw()
          .toBuffer();
      }
    } finally {
      if (before === undefined) delete process.env['FONTCONFIG_FILE'];
      else process.env['FONTCONFIG_FILE'] = before;
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
