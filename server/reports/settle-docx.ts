import { unzipSync, zipSync } from 'fflate';

/**
 * Takes the moment of drawing out of a Word file: entries get one date, and the properties the one at which the document
 * was made. The same document then gives the same bytes.
 */
export function settleDocx(file: Uint8Array, madeAt: string): Buffer {
  const entries = unzipSync(file);
  const moment = new Date(madeAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const properties = entries['docProps/core.xml'];
  if (properties) {
    entries['docProps/core.xml'] = new TextEncoder().encode(
      new TextDecoder()
        .decode(properties)
        .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`),
    );
  }
  return Buffer.from(zipSync(entries, { level: 6, mtime: new Date(2020, 0, 1) }));
}
