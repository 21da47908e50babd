const textOid = 25;
const headLength = 20;

/**
 * Texts, or their UTF-8, as one parameter of type text[], in the binary form of Postgres (array_recv in arrayfuncs.c). The driver would
 * write out an array letter by letter, with everything quoted; for megabytes of documents that takes most of the time.
 */
export function encodeTextArray(texts: readonly (string | Uint8Array | null)[]): Buffer {
  const lengths = texts.map((text) => (text === null ? -1 : Buffer.byteLength(text)));
  const size = lengths.reduce((sum, length) => sum + 4 + Math.max(length, 0), headLength);
  const buffer = Buffer.allocUnsafe(size);
  const head = [1, lengths.includes(-1) ? 1 : 0, textOid, texts.length, 1];
  let at = 0;
  for (const number of head) at = buffer.writeInt32BE(number, at);
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(lengths[index] ?? 0, at);
    if (typeof text === 'string') at += buffer.write(text, at);
    else if (text !== null) {
      buffer.set(text, at);
      at += text.length;
    }
  });
  return buffer;
}
