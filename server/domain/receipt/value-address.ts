/** The position of a published value, from the URL of its receipt. */
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
 * Reads a path made by `buildReceiptPath`. Null for anything that cannot be a published value: the caller
 * answers as for one that does not exist.
 */
export function parseValuePlace(given: {
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
