/**
 * Converts the digits of the region's scripts, and full-width ones, to 0 to 9. No digit of one script is
 * another digit of a second.
 */
export function toLatinDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
// Arabic-Indic, eastern Arabic-Indic, Devanagari, Bengali, Tamil, Thai, Lao, Burmese, Shan, Khmer, full-width.
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xbe6, 0xe50, 0xed0, 0x1040, 0x1090, 0x17e0, 0xff10];
