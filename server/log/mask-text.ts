const removed = '[removed]';

/** Parts of a single pattern, so that a text is scanned once and a replacement is never masked again. */
const parts = {
  /** A JSON escape: kept whole, so that the masked line still parses. */
  escape: String.raw`\\(?:u[0-9a-fA-F]{4}|.)`,
  /** The user name and password in a URL: postgres://name:password@host. */
  login: String.raw`(?<scheme>\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"'<>\\]{1,512}@`,
  /** A member of a JSON object, or the rest of a header that holds several values. */
  member: String.raw`(?<member>[\w.-]{0,60}(?:password|passwd|secret|token|api_?key|cookie|authorization)"\s*:\s*"|(?:cookie|authorization)\s*[=:]\s*)(?:[^"\\\n]|\\.)+`,
  /** "password=…". */
  secret: String.raw`(?<name>[\w.-]{0,60}(?:password|passwd|secret|token|api_?key)\s*[=:]\s*)[^\s"'&;,\\]{1,4096}`,
  /** A run without spaces: an email address if "@" follows, otherwise possibly a token. */
  run: String.raw`(?<run>[\p{L}\p{N}.!#$%*+^_~-]+)(?<host>@[\p{L}\p{N}][\p{L}\p{N}.-]*)?`,
};
const pattern = new RegExp(Object.values(parts).join('|'), 'giu');

/**
 * Masks secrets anywhere in a text: passwords in URLs, cookies, named tokens and passwords, email addresses,
 * and long runs of letters and digits that nobody would type. A line of JSON stays valid JSON. This is the
 * last safeguard: describe-fields.ts decides beforehand what may be logged at all.
 */
export function maskText(text: string): string {
  return text.replace(pattern, (...found) => {
    const [whole] = found as [string];
    const { scheme, member, name, run, host } = found.at(-1) as Record<string, string | undefined>;
    if (scheme !== undefined) return `${scheme}${removed}@`;
    if (member !== undefined) return `${member}${removed}`;
    if (name !== undefined) return `${name}${removed}`;
    if (run === undefined) return whole;
    // In a URL, "@" is encoded like this.
    if (host !== undefined || /%40/.test(run)) return '[address]';
    return run.replace(/[A-Za-z0-9_-]{20,}/g, (part) => (looksLikeToken(part) ? '[token]' : part));
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
 * A run with this many characters that form no word is a token. Request references and the short hashes in
 * file names have fewer.
 */
const fewestStrange = 12;

/**
 * Whether a run of 20 characters or more is random. UUIDs are not masked: an id of a person or record opens
 * nothing.
 */
function looksLikeToken(run: string): boolean {
  if (uuid.test(run)) return false;
  const strange = run.split(/[-_]/).filter((piece) => !isWordLike(piece));
  return strange.reduce((sum, piece) => sum + piece.length, 0) >= fewestStrange;
}

/** A short number, or words joined as in code ("saveActivityReport"): with vowels and few capitals. */
function isWordLike(piece: string): boolean {
  const letters = piece.replace(/\d{1,3}$/, '');
  if (letters === '' || /^\d{1,8}$/.test(piece) || /^[A-Z]{1,16}$/.test(letters)) return true;
  if (!/^[A-Za-z]+$/.test(letters)) return false;
  const words = letters.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  const capitals = letters.replace(/[a-z]/g, '').length;
  const vowels = letters.replace(/[^aeiouy]/gi, '').length;
  const { length } = letters;
  return length >= 3 * words.length && length >= 3 * capitals && (length < 6 || vowels >= length / 4);
}
