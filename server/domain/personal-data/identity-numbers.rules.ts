/**
 * Numbers of identity documents of the eleven member states. If a number contains a check digit or a date,
 * that is checked, because a row of thirteen digits can be many things.
 */

const onlyDigits = (text: string) => text.replace(/\D/g, '');

/** Thai citizens: thirteen digits, the last one a check digit modulo 11. */
export function isThaiId(text: string): boolean {
  const digits = onlyDigits(text);
  if (digits.length !== 13 || /^(\d)\1+$/.test(digits)) return false;
  const sum = Array.from(digits.slice(0, 12)).reduce(
    (total, digit, index) => total + Number(digit) * (13 - index),
    0,
  );
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
}

const weights = [2, 7, 6, 5, 4, 3, 2];
const letters: Record<string, { table: string; offset: number }> = {
  S: { table: 'JZIHGFEDCBA', offset: 0 },
  T: { table: 'JZIHGFEDCBA', offset: 4 },
  F: { table: 'XWUTRQPNMLK', offset: 0 },
  G: { table: 'XWUTRQPNMLK', offset: 4 },
  M: { table: 'XWUTRQPNJLK', offset: 3 },
};

/** Singapore: a letter for the kind and century, seven digits, a check letter. */
export function isSingaporeId(text: string): boolean {
  const upper = text.toUpperCase();
  const kind = letters[upper.charAt(0)];
  if (!kind) return false;
  const sum = weights.reduce(
    (total, weight, index) => total + weight * Number(upper[index + 1]),
    kind.offset,
  );
  const place = upper.startsWith('M') ? 10 - (sum % 11) : sum % 11;
  return kind.table[place] === upper[8];
}

const isDay = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;

/** Malaysia: the birth date as YYMMDD, the place of birth, four more. */
export function isMalaysianId(text: string): boolean {
  const digits = onlyDigits(text);
  const place = Number(digits.slice(6, 8));
  return (
    digits.length === 12 &&
    isDay(Number(digits.slice(4, 6)), Number(digits.slice(2, 4))) &&
    ((place >= 1 && place <= 59) ||
      (place >= 60 && place <= 99 && ![69, 70, 73, 80, 81, 94, 95, 96, 97].includes(place)))
  );
}

/** Indonesia: district, birth date as DDMMYY with 40 added to the day of a woman, four more. */
export function isIndonesianId(text: string): boolean {
  const digits = onlyDigits(text);
  const [province, day] = [Number(digits.slice(0, 2)), Number(digits.slice(6, 8))];
  return (
    digits.length === 16 &&
    province >= 11 &&
    province <= 97 &&
    isDay(day > 40 ? day - 40 : day, Number(digits.slice(8, 10))) &&
    !digits.endsWith('0000')
  );
}

/** Viet Nam: three digits for the province, one for sex and century, two for the year of birth, six more. */
export function isVietnameseId(text: string): boolean {
  const digits = onlyDigits(text);
  const province = Number(digits.slice(0, 3));
  return digits.length === 12 && province >= 1 && province <= 96 && Number(digits[3]) <= 3;
}
