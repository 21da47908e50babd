import type { Fixed, Random } from '#tests/support/random-report.ts';

/*
 * Reports in which every number tells whose it is: a reporter counts each indicator in lots of a prime of its own, so
 * that no two figures of different reporters are equal, and hardly any two sums.
 */

/** Numbers below this are anything: years, places in a drawing, identifiers. */
export const leastPlanted = 10_000_000;

/** Multiplies all numbers of a report on these indicators; parts still add up to their totals. */
export function plantLots(random: Random, indicators: readonly string[]): Fixed {
  return Object.fromEntries(
    indicators.map((code) => {
      const lot = findPrime(random.int(leastPlanted, 2 * leastPlanted));
      const times = (number: unknown) => (typeof number === 'number' ? number * lot : undefined);
      const plant: Fixed[string] = (cells) =>
        cells.map((cell) => ({
          ...cell,
          // Money has cents, and is large as it is.
          ...(typeof cell.value === 'string'
            ? { value: (Number(cell.value) * (lot % 10_000)).toFixed(2) }
            : { value: times(cell.value) }),
          numerator: times(cell.numerator),
          denominator: times(cell.denominator),
        }));
      return [code, plant];
    }),
  );
}

/** Two reports with the same prime would take each other's numbers for their own. */
const taken = new Set<number>();

function findPrime(from: number): number {
  const isPrime = (number: number) => {
    for (let divisor = 3; divisor * divisor <= number; divisor += 2) if (number % divisor === 0) return false;
    return true;
  };
  let number = from | 1;
  while (taken.has(number) || !isPrime(number)) number += 2;
  taken.add(number);
  return number;
}

const digitsOf = (text: string) =>
  text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    // The digits of a script stand together, from zero to nine.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });

/** Checksums are written in groups that may be digits alone; at the foot of a page two of them, after the word. */
const checksums =
  /(?:\b[0-9a-f]{4,16}[\s\u00a0\u202f]+){3,}[0-9a-f]{4,16}\b|\bchecksum(?:\s+[0-9a-f]{8}\b)+/gi;

/** The large numbers of a text, however they are written, in hundredths. */
export function listLargeNumbers(text: string): number[] {
  const written =
    /(?<![\w.])\d{1,3}(?:[\u202f\u00a0\u2009,']\d{3}){2,}(?:\.\d{1,2})?|(?<![\w.])\d{8,13}(?:\.\d{1,4})?(?!\w)/g;
  return [...digitsOf(text).replaceAll(checksums, '').matchAll(written)]
    .map(([number]) => Math.round(Number(number.replaceAll(/[^\d.]/g, '')) * 100))
    .filter((number) => number >= leastPlanted * 100);
}
