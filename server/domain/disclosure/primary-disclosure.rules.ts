import { getAnswerKind } from '../value/measures.ts';
import { type Reason, reasons } from './disclosure-reasons.rules.ts';
import { countFewestUnknown, type DisclosureRules, isDominated } from './disclosure-settings.rules.ts';
import type { DisclosedIndicator } from './disclosure.types.ts';
import { type EarlierSum, isUnchanged } from './earlier-figures.calculations.ts';
import { type RoundTable, WHOLE } from './round-table.calculations.ts';

export type Verdict = {
  /**
   * shown: with its numbers. held: has numbers, which are suppressed and must not be derivable. closed: not
   * public by class or consent. blank: has no number; the state says why.
   */
  status: 'shown' | 'held' | 'closed' | 'blank';
  reasons: Reason[];
};

/** What the regional figure of one place is made of. */
export type RegionalSum = {
  /** Reporters with a figure that they release for regional totals. */
  contributors: number[];
  /**
   * Those of them whose own figure is hidden and never was public: together they are what a reader can derive.
   */
  hidden: number[];
  sums: bigint[];
  hiddenSums: bigint[];
};

export type PrimaryDecision = {
  /** By reporter, then by place. */
  national: Verdict[][];
  /** By place; null if the indicator has no regional figure. */
  regional: Verdict[] | null;
  sums: RegionalSum[];
};

/**
 * Decides every figure of a round on its own: class, consent, small counts, number of contributors,
 * dominance, and what the figure would reveal beside the national figures and earlier publications of the
 * same figure. Whether figures of different cells reveal each other is decided afterwards.
 */
export function decidePrimary(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  table: RoundTable,
  earlier: readonly EarlierSum[],
): PrimaryDecision {
  const national = table.cells.map((row) =>
    row.map((cell): Verdict => {
      if (indicator.disclosureClass === 'internal')
        return { status: 'closed', reasons: [reasons.classInternal] };
      if (cell.release !== 'national') return { status: 'closed', reasons: [reasons.noConsent] };
      if (cell.state !== 'reported') return { status: 'blank', reasons: [] };
      if (hasSmallCount(indicator, rules, cell.amounts))
        return { status: 'held', reasons: [reasons.smallCount] };
      return { status: 'shown', reasons: [] };
    }),
  );
  const wasPublic = new Set(
    earlier.flatMap(({ figure, place, members, holds }) =>
      figure.scope !== 'region' && members.length === 1 && holds.every(Boolean)
        ? [`${members[0]}|${place}`]
        : [],
    ),
  );
  const isKnown = (reporter: number, place: number) =>
    national[reporter]?.[place]?.status === 'shown' || wasPublic.has(`${reporter}|${place}`);
  const sums = table.places.map((_, place) => addUpPlace(table, isKnown, place));
  const regional =
    indicator.aggregation === 'none'
      ? null
      : sums.map((sum, place) => {
          const here = earlier.filter((figure) => figure.place === place && figure.figure.scope === 'region');
          return decideRegional(indicator, rules, { table, place, sum, isKnown, earlier: here });
        });
  return { national, regional, sums };
}

/**
 * Whether a count of persons is from 1 to the limit. Zero is not: no person is behind it. For a percentage,
 * either part counts: shown with the other, each can be derived.
 */
export function hasSmallCount(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  amounts: readonly bigint[] | null,
): boolean {
  return indicator.personCount && (amounts ?? []).some((amount) => isSmall(rules, amount));
}

export function isSmall({ smallCountUpTo }: DisclosureRules, amount: bigint): boolean {
  return amount > 0n && amount <= BigInt(smallCountUpTo) * WHOLE;
}

/** Whether small counts are shown as a range: of a percentage it would not be clear which part is small. */
export const hasRanges = ({ personCount, measure }: DisclosedIndicator): boolean =>
  personCount && getAnswerKind(measure) === 'number';

/**
 * Whether readers may know of a suppressed regional sum that it is small, by its range or, of a percentage, because they
 * suppose it where only its size explains why it is suppressed. Nobody knows it where too few reporters are behind the
 * sum, which is suppressed whatever its size. No range is given where those who read together have so much of the sum
 * that little is left for the others. `quantity` is the value, or the numerator or denominator.
 */
export function isToldAsSmall(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  { table, primary, place, quantity }: Suppressed,
): boolean {
  const verdict = primary.regional?.[place];
  const { reasons: given = [], status } = verdict ?? {};
  if (!indicator.personCount || getAnswerKind(indicator.measure) === 'choice' || status !== 'held')
    return false;
  if (isOfFew(given)) return false;
  if (!hasRanges(indicator) && given.some((reason) => !sizeReasons.has(reason))) return false;
  const hidden = primary.sums[place]!.hidden.map(
    (reporter) => table.cells[reporter]![place]!.amounts![quantity] ?? 0n,
  );
  const addUp = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);
  if (!isSmall(rules, addUp(hidden))) return false;
  const together = rules.unknownReporters.length - 1;
  const largest = hidden.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)).slice(0, together);
  const left = BigInt(rules.smallCountUpTo) * WHOLE - addUp(largest);
  return !hasRanges(indicator) || left >= BigInt(rules.neighbouringValues) * WHOLE;
}

/** Reasons from which a reader may suppose a size. */
const sizeReasons = new Set<Reason>([reasons.smallCount, reasons.smallRemainder]);

/** Whether a regional sum is suppressed whatever its size, so that nothing follows of it from a missing range. */
export const isOfFew = (given: readonly Reason[]): boolean =>
  given.includes(reasons.tooFew) || given.includes(reasons.fewInRemainder);

type Suppressed = { table: RoundTable; primary: PrimaryDecision; place: number; quantity: number };

/**
 * Finds the newest earlier regional figure of a place that may replace one that is suppressed: nothing in it
 * has been revised or withdrawn, and it satisfies today's rules. Returns it as of the first publication that has it;
 * null if there is none.
 */
export function findKeptFigure(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  table: RoundTable,
  earlier: readonly EarlierSum[],
  place: number,
): EarlierSum | null {
  const isFit = (sum: EarlierSum) =>
    sum.place === place &&
    sum.figure.scope === 'region' &&
    isUnchanged(sum) &&
    sum.members.length >= rules.minimumContributors &&
    sum.members.every((reporter) => table.cells[reporter]?.[place]?.release !== 'withheld') &&
    !hasSmallCount(indicator, rules, sum.amounts);
  const newest = earlier.findLast(isFit);
  if (!newest) return null;
  // The publications after the first that has it may have kept it from there.
  const isSame = ({ members, amounts }: EarlierSum) =>
    String(members) === String(newest.members) && String(amounts) === String(newest.amounts);
  return earlier
    .filter((sum) => isFit(sum) && isSame(sum))
    .reduce((first, sum) => (sum.figure.publication < first.figure.publication ? sum : first), newest);
}

function addUpPlace(table: RoundTable, isKnown: IsKnown, place: number): RegionalSum {
  const contributors: number[] = [];
  const hidden: number[] = [];
  const sums: bigint[] = [];
  const hiddenSums: bigint[] = [];
  table.cells.forEach((row, reporter) => {
    const cell = row[place];
    if (!cell?.amounts || cell.release === 'withheld') return;
    contributors.push(reporter);
    addTo(sums, cell.amounts);
    if (isKnown(reporter, place)) return;
    hidden.push(reporter);
    addTo(hiddenSums, cell.amounts);
  });
  return { contributors, hidden, sums, hiddenSums };
}

/** Whether a reporter's own figure of a place is public, or was. */
type IsKnown = (reporter: number, place: number) => boolean;

type Regional = {
  table: RoundTable;
  place: number;
  sum: RegionalSum;
  isKnown: IsKnown;
  earlier: readonly EarlierSum[];
};

function decideRegional(indicator: DisclosedIndicator, rules: DisclosureRules, regional: Regional): Verdict {
  const { table, place, sum } = regional;
  if (indicator.disclosureClass === 'internal') return { status: 'closed', reasons: [reasons.classInternal] };
  if (sum.contributors.length === 0) {
    const reported = table.cells.some((row) => row[place]?.amounts);
    return reported
      ? { status: 'closed', reasons: [reasons.noneReleased] }
      : { status: 'blank', reasons: [] };
  }
  const found: Reason[] = [];
  if (sum.contributors.length < rules.minimumContributors) found.push(reasons.tooFew);
  else if (sum.hidden.length > 0 && sum.hidden.length < countFewestUnknown(rules))
    found.push(reasons.fewInRemainder);
  if (hasSmallCount(indicator, rules, sum.sums)) found.push(reasons.smallCount);
  else if (hasSmallCount(indicator, rules, sum.hiddenSums)) found.push(reasons.smallRemainder);
  if (isRemainderDominated(indicator, rules, regional)) found.push(reasons.dominance);
  found.push(...findChangeReasons(indicator, rules, regional));
  return found.length > 0 ? { status: 'held', reasons: found } : { status: 'shown', reasons: [] };
}

/**
 * Whether one reporter that has not released its own figure makes up too much of what is left after
 * subtracting the public national figures, as every reader can. Answers of a choice have no size.
 */
function isRemainderDominated(
  { measure }: DisclosedIndicator,
  rules: DisclosureRules,
  { table, place, sum }: Regional,
): boolean {
  if (getAnswerKind(measure) === 'choice') return false;
  const cells = sum.hidden.map((reporter) => table.cells[reporter]![place]!);
  return sum.hiddenSums.some((_, quantity) =>
    isDominated(
      rules,
      cells.map(({ amounts }) => amounts![quantity]!),
    ),
  );
}

/**
 * Finds what a change in contributors reveals. A total that is published again with other reporters reveals
 * the sum of those that came or went. That sum must satisfy the rules of any regional total: enough
 * reporters, and no small count. Reporters whose own figure is public do not count. A figure that has also
 * been revised reveals nothing exact.
 */
function findChangeReasons(
  indicator: DisclosedIndicator,
  rules: DisclosureRules,
  { table, place, sum, isKnown, earlier }: Regional,
): Reason[] {
  const found = new Set<Reason>();
  for (const before of earlier) {
    if (!before.holds.every(Boolean)) continue;
    const came = sum.hidden.filter((reporter) => !before.members.includes(reporter));
    const went = before.members.filter(
      (reporter) => !sum.contributors.includes(reporter) && !isKnown(reporter, place),
    );
    const changes = came.length + went.length + before.gone.length;
    if (changes === 0) continue;
    if (changes < countFewestUnknown(rules)) found.add(reasons.fewChanges);
    const difference = [...before.missing];
    for (const reporter of went) addTo(difference, table.cells[reporter]?.[place]?.amounts ?? []);
    for (const reporter of came) subtractFrom(difference, table.cells[reporter]?.[place]?.amounts ?? []);
    const sizes = difference.map((amount) => (amount < 0n ? -amount : amount));
    if (hasSmallCount(indicator, rules, sizes)) found.add(reasons.smallChange);
  }
  return [...found];
}

function addTo(sums: bigint[], amounts: readonly bigint[]): void {
  amounts.forEach((amount, index) => {
    sums[index] = (sums[index] ?? 0n) + amount;
  });
}

function subtractFrom(sums: bigint[], amounts: readonly bigint[]): void {
  addTo(
    sums,
    amounts.map((amount) => -amount),
  );
}
