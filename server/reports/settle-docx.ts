import { unzipSync, zipSync } from 'fflate';

/**
 * Takes out of a Word file what hangs on the moment and the place of its drawing: entries get one date, properties the one
 * at which the document was made, and the numbers that were counted on from the file drawn before, or thrown, begin anew.
 * The same document then gives the same bytes.
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

/** Each kind of number that a document counts its own parts by, wherever that number stands within a tag or a field. */
const counted = [
  /(?<=<w:bookmark(?:Start|End) (?:[^>]*? )?w:id=")\d+/g,
  /(?<=<wp:docPr (?:[^>]*? )?id=")\d+/g,
  /(?<=w:(?:anchor|name)="_Toc|<w:instrText[^>]*>PAGEREF _Toc)\d+/g,
];

/** Counts from 1, in the order in which numbers come first. */
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
