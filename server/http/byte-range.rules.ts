/** A part of a file: first and last byte, both inclusive. */
export type ByteRange = { from: number; to: number };

/**
 * Reads the header "Range" for a file of `size` bytes (RFC 9110, 14.2). Returns "whole" if the header is
 * ignored (an unknown unit, a malformed value, or several ranges, which nobody needs), and null if the file
 * has no such range.
 */
export function parseByteRange(header: string, size: number): ByteRange | 'whole' | null {
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
