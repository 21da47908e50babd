/**
 * The header that makes a browser save a file under its name (RFC 6266): once in letters that every browser reads,
 * once in full (RFC 5987). What could end the quotes or the header is in neither.
 */
export function buildDisposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const full = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
