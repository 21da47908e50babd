/** Decimals of up to four places, as Postgres keeps them in numeric(20,4). */
const places = 4;
const one = 10n ** BigInt(places);

/** Exact decimal text ("12.5") as ten-thousandths. */
export function toUnits(number: string): bigint {
  const [whole = '0', fraction = ''] = number.split('.');
  return BigInt(whole) * one + BigInt(fraction.slice(0, places).padEnd(places, '0') || '0');
}

/** Ten-thousandths as exact decimal text, without trailing zeros. */
export function fromUnits(units: bigint): string {
  if (units < 0n) return `-${fromUnits(-units)}`;
  const fraction = String(units % one)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return fraction ? `${units / one}.${fraction}` : String(units / one);
}
