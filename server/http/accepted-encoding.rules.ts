/**
 * Whether a reader takes answers in an encoding, by its "Accept-Encoding": named, and not with the weight of nought by
 * which it is refused (RFC 9110, 12.5.3). What is not named is not sent.
 */
export function acceptsEncoding(header: string | null | undefined, encoding: 'br' | 'gzip'): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
