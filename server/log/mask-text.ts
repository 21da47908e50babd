const removed = '[removed]';

/** Parts of one pattern, so that a text is gone through once and nothing that was put in is masked again. */
const parts = {
  /** An escape of JSON: kept whole, so that a masked line can still be read. */
  escape: String.raw`\\(?:u[0-9a-fA-F]{4}|.)`,
  /** The name and password in an address: postgres://name:password@host. */
  login: String.raw`(?<scheme>\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"'<>\\]{1,512}@`,
  /** The member of an object, and the rest of a header that holds several values. */
  member: String.raw`(?<member>[\w.-]{0,60}(?:password|passwd|secret|token|api_?key|cookie|authorization)"\s*:\s*"|(?:cookie|authorization)\s*[=:]\s*)(?:[^"\\\n]|\\.)+`,
  /** "password=…". */
  secret: String.raw`(?<name>[\w.-]{0,60}(?:password|passwd|secret|token|api_?key)\s*[=:]\s*)[^\s"'&;,\\]{1,4096}`,
  /** A run without spaces: an e-mail address when an "@" follows, and else perhaps a token. */
  run: String.raw`(?<run>[\p{L}\p{N}.!#$%*+^_~-]+)(?<host>@[\p{L}\p{N}][\p{L}\p{N}.-]*)?`,
};
const pattern = new RegExp(Object.values(parts).join('|'), 'giu');

/**
 * Masks what a log must never hold wherever it stands in a text: passwords in addresses, values of cookies, tokens and
 * passwords that are named, e-mail addresses, and long runs of letters and digits that nobody would write by hand.
 * A line of JSON stays one. This is the last net; what words may be logged at all is decided before.
 */
export function maskText(text: string): string {
  return text.replace(pattern, (...found) => {
    const [whole] = found as [string];
    const { scheme, member, name, run, host } = found.at(-1) as Record<string, string | undefined>;
    if (scheme !== undefined) return `${scheme}${removed}@`;
    if (member !== undefined) return `${member}${removed}`;
    if (name !== undefined) return `${name}${removed}`;
    if (run === undefined) return whole;
    // In an address of a page an "@" is written so.
    if (host !== undefined || /%40/.test(run)) return '[address]';
    return run.replace(/[A-Za-z0-9_-]{20,}/g, (part) => (looksLikeToken(part) ? '[token]' : part));
  });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** So much that is no word is a token. A request's reference and the short hash in a file's name are less. */
const fewestStrange = 12;

/** Whether a run of 20 characters or more is random. Ids of people and records (UUIDs) open nothing and are not masked. */
function looksLikeToken(run: string): boolean {
  if (uuid.test(run)) return false;
  const strange = run.split(/[-_]/).filter((piece) => !isWordLike(piece));
  return strange.reduce((sum, piece) => sum + piece.length, 0) >= fewestStrange;
}

/** A short number, or words run together as in a programme ("saveActivityReport"): with vowels and few capitals. */
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
