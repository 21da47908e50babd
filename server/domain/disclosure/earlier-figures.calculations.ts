import type { DisclosedIndicator, EarlierFigure, PublicFigure } from './disclosure.types.ts';
import type { PastRound } from './past-rounds.calculations.ts';
import { buildPlaceKey, findCell, findAmounts, type RoundTable } from './round-table.calculations.ts';

/**
 * What an earlier public figure says about today's values: it is a sum over reporters, and is still true of
 * today's values if those have not been revised.
 */
export type EarlierSum = {
  figure: EarlierFigure;
  /** In today's table; -1 if it has no such place. */
  place: number;
  amounts: bigint[];
  /** The round as it was, if values that a figure had then have been superseded. */
  past: PastRound | null;
  /**
   * Reporters of the table that are included, except those whose figure was public then and has been revised
   * since.
   */
  members: number[];
  /** Codes of included reporters that have no figure today; their part is `missing`. */
  gone: string[];
  missing: bigint[];
  /** For each quantity, whether today's values explain it: a sum that was revised reveals nothing exact. */
  holds: boolean[];
};

/** What a publication with these figures shows: those with numbers, and those that are given as a range. */
export function listShownFigures(
  figures: readonly Omit<PublicFigure, 'reasons'>[],
  publication: number,
): EarlierFigure[] {
  return figures
    .filter(({ show, state, range }) => (show && state === 'reported') || range !== null)
    .map((figure) => ({
      publication,
      round: figure.round,
      scope: figure.scope,
      dimension: figure.dimension,
      category: figure.category,
      value: figure.value,
      numerator: figure.numerator,
      denominator: figure.denominator,
      distribution: figure.distribution,
      choice: figure.choice,
      range: figure.range,
      contributing: figure.contributing,
    }));
}

type Read = Pick<EarlierSum, 'figure' | 'place' | 'amounts' | 'past'>;
/** Finds a reporter's own figure of a place at the time of a publication, if it was public by then. */
type FindOwn = (read: Read, reporter: string) => bigint[] | undefined;

/**
 * Matches the figures that earlier publications show with the table of their round. A reporter whose own
 * figure was public by then and has been revised since is subtracted from the sum, as any reader can do.
 * Duplicate figures are left out.
 */
export function compareEarlierFigures(
  indicator: DisclosedIndicator,
  table: RoundTable,
  earlier: readonly EarlierFigure[],
  pasts: readonly PastRound[],
): EarlierSum[] {
  const placeAt = new Map(table.places.map((place, index) => [buildPlaceKey(place), index]));
  const reads = earlier
    .flatMap((figure): Read[] => {
      const amounts = findAmounts(indicator.measure, table.answers, figure);
      const past = pasts.find(({ publications }) => publications.includes(figure.publication)) ?? null;
      return amounts ? [{ figure, place: placeAt.get(buildPlaceKey(figure)) ?? -1, amounts, past }] : [];
    })
    .sort(compareFigures);
  const own = Map.groupBy(
    reads.filter(({ figure }) => figure.scope !== 'region'),
    ({ place, figure }) => `${place}|${figure.scope}`,
  );
  const listOwn = ({ place }: Read, reporter: string) => own.get(`${place}|${reporter}`) ?? [];
  const findThen: FindOwn = (read, reporter) =>
    listOwn(read, reporter).find((one) => one.figure.publication === read.figure.publication)?.amounts;
  const findBefore: FindOwn = (read, reporter) =>
    listOwn(read, reporter).findLast((one) => one.figure.publication <= read.figure.publication)?.amounts;

  const sums = new Map<string, EarlierSum>();
  for (const read of reads) {
    const { figure, amounts, past } = read;
    let sum = explainFigure(table, read, findThen);
    // A figure that has not changed may be given for the first of its publications only.
    if (!sum.holds.every(Boolean)) sum = explainFigure(table, read, findBefore);
    // The oldest of several identical figures represents them all: the others may have been kept from it.
    const then = past ? pasts.indexOf(past) : '';
    const key = [buildPlaceKey(figure), figure.scope, sum.members, sum.gone, amounts, then].join('|');
    const first = sums.get(key) ?? sum;
    sums.delete(key);
    sums.set(key, first);
  }
  return [...sums.values()];
}

function explainFigure(table: RoundTable, read: Read, findOwn: FindOwn): EarlierSum {
  const { figure, place, amounts, past } = read;
  const members: number[] = [];
  const gone: string[] = [];
  const missing = [...amounts];
  let isRevised = false;
  const codes = figure.scope === 'region' ? figure.contributing : [figure.scope];
  for (const code of [...new Set(codes)].sort()) {
    const reporter = table.reporters.indexOf(code);
    const now = table.cells[reporter]?.[place]?.amounts ?? null;
    const own = figure.scope === 'region' ? findOwn(read, code) : undefined;
    const then = past ? findCell(past.table, code, figure)?.amounts : now;
    if (own && !(now && isSame(own, now))) subtract(missing, own);
    else if (!now) gone.push(code);
    else if (!then || !isSame(then, now)) isRevised = true;
    else {
      members.push(reporter);
      subtract(missing, now);
    }
  }
  const holds = missing.map((amount) => !isRevised && (gone.length > 0 ? amount >= 0n : amount === 0n));
  return { figure, place, amounts, past, members, gone, missing, holds };
}

/** Whether today's values explain the whole of an earlier figure, with every reporter included in it. */
export function isUnchanged(sum: EarlierSum): boolean {
  return (
    sum.gone.length === 0 &&
    sum.holds.every(Boolean) &&
    sum.members.length === new Set(sum.figure.contributing).size
  );
}

function compareFigures(a: Read, b: Read): number {
  return (
    a.figure.publication - b.figure.publication ||
    a.place - b.place ||
    compare(buildPlaceKey(a.figure), buildPlaceKey(b.figure)) ||
    compare(a.figure.scope, b.figure.scope)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isSame(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.every((amount, index) => amount === b[index]);
}

function subtract(from: bigint[], amounts: readonly bigint[]): void {
  amounts.forEach((amount, index) => {
    from[index] = (from[index] ?? 0n) - amount;
  });
}
