import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { hasShortTerms, isShortTable, type PaperDocument } from '#server/domain/report/document.types.ts';
import { findStatusMeaning, lightPalette } from '#server/domain/figure/status-palette.ts';
import { statusSymbols } from '#server/domain/plan/plan-list.schema.ts';
import { listFontFiles } from '#server/pictures/font-files.ts';
import { drawReportFigure } from './build-edition-page.ts';

let compiler: NodeCompiler | null = null;
let template: string | null = null;

/** Creates the compiler once: loading the fonts takes longer than a document. */
function openCompiler(): NodeCompiler {
  if (compiler) return compiler;
  const fontBlobs = listFontFiles('700Bold').map((file) => readFileSync(file));
  compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  return compiler;
}

function readTemplate(): string {
  template ??= readFileSync(new URL('./templates/document.typ', import.meta.url), 'utf8');
  return template;
}

/**
 * Renders a document as a tagged PDF that conforms to PDF/UA-1. The same document gives the same bytes. A
 * character without a font is printed as its code point, "[U+4E2D]": a box would hide what is signed.
 */
export function renderPdf(document: PaperDocument): Buffer {
  const data = drawFigures(document);
  const unknown = new Set<string>();
  for (;;) {
    const named = unknown.size > 0 ? nameLetters(data, unknown) : data;
    try {
      return draw(named, 'ua-1');
    } catch (error) {
      const known = unknown.size;
      for (const letter of listUnknownLetters(error)) unknown.add(letter);
      if (unknown.size > known) continue;
      // A tagged PDF that claims no standard is better than none.
      if (String(error).includes('PDF/UA-1')) return draw(named, null);
      throw error;
    }
  }
}

/** The template takes drawings instead of figure definitions, and the bytes of the emblem. */
const drawFigures = (document: PaperDocument) => ({
  ...document,
  cover: document.cover && {
    ...document.cover,
    emblem: document.cover.emblem && [...Buffer.from(document.cover.emblem, 'base64')],
  },
  palette: lightPalette,
  meanings: Object.fromEntries(statusSymbols.map((symbol) => [symbol, findStatusMeaning(symbol)])),
  sections: document.sections.map(({ orientation, blocks, closing = 0 }) => {
    const drawn = blocks.map((block) => {
      if (block.kind === 'table') return { ...block, keep: isShortTable(block) };
      if (block.kind === 'terms') return { ...block, keep: hasShortTerms(block) };
      if (block.kind !== 'figure') return block;
      const { svg, share, notes } = drawReportFigure(block);
      return { ...block, definition: null, svg, share, notes };
    });
    const end = drawn.length - closing;
    return { orientation, blocks: drawn.slice(0, end), closing: drawn.slice(end) };
  }),
});
type PdfData = ReturnType<typeof drawFigures>;

function draw(document: PdfData, standard: string | null): Buffer {
  const typst = openCompiler();
  const made = new Date(document.file.madeAt);
  const date = {
    year: made.getUTCFullYear(),
    month: made.getUTCMonth() + 1,
    day: made.getUTCDate(),
    hour: made.getUTCHours(),
    minute: made.getUTCMinutes(),
  };
  try {
    const compiled = typst.compile({
      mainFileContent: readTemplate(),
      inputs: { document: JSON.stringify({ ...document, date }) },
    });
    const drawn = compiled.result;
    if (!drawn) {
      throw new Error(
        `The document could not be set: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`,
      );
    }
    return typst.pdf(drawn, standard === null ? {} : { pdfStandard: standard });
  } finally {
    // Nothing of one report stays in memory for the next.
    typst.evictCache(0);
  }
}

/** Returns the characters that the compiler's error names as missing from all fonts. */
function listUnknownLetters(error: unknown): Set<string> {
  const letters = new Set<string>();
  for (const [, words = ''] of String(error).matchAll(/the text `\\?"(.*?)\\?"` could not be displayed/g)) {
    for (const letter of readEscapes(words)) if (letter > '\u007f') letters.add(letter);
  }
  return letters;
}

/** Decodes characters as the compiler escapes them: "\u{200d}". */
const readEscapes = (words: string): string =>
  words.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );

function nameLetters(document: PdfData, unknown: Set<string>): PdfData {
  const name = (text: string) =>
    [...text]
      .map((letter) =>
        unknown.has(letter)
          ? `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
          : letter,
      )
      .join('');
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return name(value);
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(document) as PdfData;
}
