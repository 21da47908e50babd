import { unzipSync, zipSync } from 'fflate';

/**
 * Makes a Word file reproducible: gives all entries one date and the properties the date of the document, and
 * renumbers the ids that the library goes on counting from one file to the next or takes at random. The same
 * document then gives the same bytes.
 */
export function settleDocx(file: Uint8Array, madeAt: string): Buffer {
  const entries = unzipSync(file);
  const moment = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const change = (name: string, work: (xml: string) => string) => {
    const entry = entries[name];
    if (entry) entries[name] = new TextEncoder().encode(work(new TextDecoder().decode(entry)));
  };
  change('docProps/core.xml', (xml) =>
    xml.replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`),
  );
  change('word/document.xml', countAnew);
  for (const name of Object.keys(entries)) {
    if (!/^word\/(?:header|footer)\d+\.xml$/.test(name)) continue;
    change(name, (xml) => xml.replaceAll(/(?<=<v:shape id="PowerPlusWaterMarkObject)[^"]*/g, ''));
  }
  return Buffer.from(zipSync(entries, { level: 6, mtime: new Date(2020, 0, 1) }));
}

/** The kinds of ids that a document gives to its own parts, wherever they are within a tag or a field. */
const counted = [
  /(?<=<w:bookmark(?:Start|End) (?:[^>]*? )?w:id=")\d+/g,
  /(?<=<wp:docPr (?:[^>]*? )?id=")\d+/g,
  /(?<=w:(?:anchor|name)="_Toc|<w:instrText[^>]*>PAGEREF _Toc)\d+/g,
];

/** Renumbers ids from 1, in order of appearance. */
function countAnew(xml: string): string {
  return counted.reduce((text, pattern) => {
    const known = new Map<string, string>();
    return text.replaceAll(pattern, (number) => {
      const settled = known.get(number) ?? String(known.size + 1);
      known.set(number, settled);
      return settled;
    });
  }, xml);
}
