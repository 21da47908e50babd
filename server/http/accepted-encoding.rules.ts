/**
 * Whether the header "Accept-Encoding" names an encoding, and not with weight 0, which refuses it (RFC 9110,
 * 12.5.3). An encoding that is not named is not sent.
 */
export function isEncodingAccepted(header: string | null | undefined, encoding: 'br' | 'gzip'): boolean {
  return (header ?? '').split(',').some((part) => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
