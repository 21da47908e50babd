/** Where a published value stands, read from the address of its receipt. */
export type ValuePlace = {
  indicator: string;
  round: string;
  /** "region" or a reporter's code. */
  scope: string;
  dimension: string | null;
  category: string | null;
};

const name = /^[A-Za-z0-9._-]{1,60}$/;

/**
 * Reads what `buildReceiptPath` wrote. Null for what no published value can be called: the caller answers as for one
 * that is not there.
 */
export function readValuePlace(given: {
  indicator: string;
  round: string;
  scope: string;
  cell: string;
}): ValuePlace | null {
  const { indicator, round, scope, cell } = given;
  if (![indicator, round, scope].every((part) => name.test(part))) return null;
  if (cell === 'total') return { indicator, round, scope, dimension: null, category: null };
  const [dimension = '', category = '', ...more] = cell.split('=');
  if (more.length > 0 || !name.test(dimension) || !name.test(category)) return null;
  return { indicator, round, scope, dimension, category };
}
