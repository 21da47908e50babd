import { readAmounts, buildPlaceKey, type RoundTable } from './round-table.calculations.ts';
import type { DisclosedIndicator, EarlierFigure } from './disclosure.types.ts';

/**
 * What an earlier public figure says about the values of today. It is a sum over reporters, and where their
 * values have not been revised since it still holds of today's values.
 */
export type EarlierSum = {
  figure: EarlierFigure;
  place: number;
  amounts: bigint[];
  /** Reporters of the table in it whose figure was not public in the same publication, or is the same today. */
  members: number[];
  /** Codes of reporters in it that have no figure today; their part is `missing`. */
  gone: string[];
  missing: bigint[];
  /** For each quantity, whether today's values explain it: a sum that was revised tells nothing exact. */
  holds: boolean[];
};

/**
 * Matches the figures that earlier publications show with the table of their round. A reporter whose own figure
 * stood in the same publication and has been revised since is taken off the sum, as any reader can do. Figures
 * that say the same as another one are left out.
 */
export function matchEarlierFigures(
  indicator: DisclosedIndicator,
  table: RoundTable,
  earlier: readonly EarlierFigure[],
): EarlierSum[] {
  const placeAt = new Map(table.places.map((place, index) => [buildPlaceKey(place), index]));
  const reporterAt = new Map(table.reporters.map((reporter, index) => [reporter, index]));
  const ownFigures = new Map<string, bigint[]>();
  const read = earlier.flatMap((figure) => {
    const place = placeAt.get(buildPlaceKey(figure));
    const amounts = readAmounts(indicator.measure, table.answers, figure);
    if (place === undefined || !amounts) return [];
    if (figure.scope !== 'region') ownFigures.set(buildOwnKey(figure, figure.scope, place), amounts);
    return [{ figure, place, amounts }];
  });
  const sums = new Map<string, EarlierSum>();
  for (const { figure, place, amounts } of read.sort(compareFigures)) {
    const members: number[] = [];
    const gone: string[] = [];
    const missing = [...amounts];
    const codes = figure.scope === 'region' ? figure.contributing : [figure.scope];
    for (const code of [...new Set(codes)].sort()) {
      const reporter = reporterAt.get(code);
      const now = reporter === undefined ? null : (table.cells[reporter]?.[place]?.amounts ?? null);
      const then = figure.scope === 'region' ? ownFigures.get(buildOwnKey(figure, code, place)) : undefined;
      if (then && !(now && isSame(then, now))) subtract(missing, then);
      else if (!now || reporter === undefined) gone.push(code);
      else {
        members.push(reporter);
        subtract(missing, now);
      }
    }
    const holds = missing.map((amount) => (gone.length > 0 ? amount >= 0n : amount === 0n));
    const key = [place, figure.scope, members, gone, amounts].join('|');
    // The newest of several that say the same stands for them all.
    sums.set(key, { figure, place, amounts, members, gone, missing, holds });
  }
  return [...sums.values()];
}

/** Whether today's values explain the whole of an earlier figure, with every reporter that was in it. */
export function isUnchanged(sum: EarlierSum): boolean {
  return (
    sum.gone.length === 0 &&
    sum.holds.every(Boolean) &&
    sum.members.length === new Set(sum.figure.contributing).size
  );
}

function buildOwnKey({ publication }: EarlierFigure, reporter: string, place: number): string {
  return `${publication}|${place}|${reporter}`;
}

type Read = { figure: EarlierFigure; place: number };

function compareFigures(a: Read, b: Read): number {
  return (
    a.figure.publication - b.figure.publication ||
    a.place - b.place ||
    (a.figure.scope < b.figure.scope ? -1 : a.figure.scope > b.figure.scope ? 1 : 0)
  );
}

function isSame(a: readonly bigint[], b: readonly bigint[]): boolean {
  return a.every((amount, index) => amount === b[index]);
}

function subtract(from: bigint[], amounts: readonly bigint[]): void {
  amounts.forEach((amount, index) => {
    from[index] = (from[index] ?? 0n) - amount;
  });
}
