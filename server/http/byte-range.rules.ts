/** A part of a file: first and last byte, both included. */
export type ByteRange = { from: number; to: number };

/**
 * Reads the header "Range" for a file of so many bytes (RFC 9110, 14.2). "whole" where it is to be passed over: another
 * unit, something that cannot be read, or several parts at once, which nobody needs; null where the file has no such
 * part.
 */
export function readByteRange(header: string, size: number): ByteRange | 'whole' | null {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/.exec(header) ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? null : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return 'whole';
  return from >= size ? null : { from, to };
}
