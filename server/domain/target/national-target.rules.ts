import { can, type Viewer } from '../access/can.rules.ts';
import type { FieldProblem } from '../error/domain-error.ts';
import { parseDecimal, trimDecimal } from '../value/decimal.calculations.ts';
import { toLatinDigits } from '../value/digits.rules.ts';
import { getAnswerKind, type Measure, measureRules, measures } from '../value/measures.ts';

/** How far national targets have come; a return leads back to the state's focal point. */
export const nationalTargetStatuses = ['proposed', 'cleared', 'accepted', 'returned'] as const;
export type NationalTargetStatus = (typeof nationalTargetStatuses)[number];

/** A year with its number, as exact decimal text. */
export type YearValue = { year: number; value: string };

/** A state's own baseline and targets for one indicator. */
export type NationalTargetContent = { baseline: YearValue | null; targets: YearValue[] };

/** What somebody typed: numbers as text, empty where nothing is set. */
export type TypedNationalTarget = {
  baseline: { year: string; value: string };
  targets: readonly { year: number; value: string }[];
};

/** Who takes a step. */
export type TargetActor = 'focal_point' | 'clearing_officer' | 'secretariat';

/** Whether a step may follow the last one; null where there is none yet. */
export function canFollow(
  last: NationalTargetStatus | null,
  next: NationalTargetStatus,
  actor: TargetActor,
): boolean {
  switch (next) {
    case 'proposed':
      return actor === 'focal_point' && last !== 'cleared';
    case 'cleared':
      return actor === 'clearing_officer' && last === 'proposed';
    case 'accepted':
      return actor === 'secretariat' && last === 'cleared';
    case 'returned':
      return (
        (actor === 'clearing_officer' && last === 'proposed') ||
        (actor === 'secretariat' && last === 'cleared')
      );
  }
}

/** What a viewer may do now with what a state has set for itself. */
export type NationalMoves = { propose: boolean; clear: boolean; accept: boolean; return: boolean };

/**
 * Decides what a viewer may do now. `last` is the last step that it may read; nothing is proposed in a round that is not
 * open, nor before the round of that step.
 */
export function decideNationalMoves(
  viewer: Viewer,
  {
    reporter,
    round,
    last,
  }: {
    reporter: { code: string; kind: 'state' | 'body' };
    round: { state: string };
    last: { status: NationalTargetStatus; isLater: boolean } | null;
  },
): NationalMoves {
  const status = last?.status ?? null;
  const clears = can(viewer, 'target.clear', { reporter });
  const decides = can(viewer, 'target.decide');
  return {
    propose:
      can(viewer, 'target.propose', { reporter }) &&
      round.state === 'open' &&
      !last?.isLater &&
      canFollow(status, 'proposed', 'focal_point'),
    clear: clears && canFollow(status, 'cleared', 'clearing_officer'),
    accept: decides && canFollow(status, 'accepted', 'secretariat'),
    return:
      (clears && canFollow(status, 'returned', 'clearing_officer')) ||
      (decides && canFollow(status, 'returned', 'secretariat')),
  };
}

/** The measures of indicators that can have targets: what they measure is a number. */
export const numericMeasures: readonly Measure[] = measures.filter((measure) =>
  ['number', 'ratio'].includes(getAnswerKind(measure)),
);

/** Whether an indicator can have targets. */
export const hasNumericTargets = (measure: Measure): boolean => numericMeasures.includes(measure);

/** The first year that a baseline can have. */
const firstBaselineYear = 2000;

/**
 * Checks what was typed as a baseline and targets. `years` are those of the plan. Returns the content in the order of
 * years, and the problems by field: "baseline.year", "baseline.value", "targets.2027", "targets".
 */
export function checkNationalTarget(
  typed: TypedNationalTarget,
  { measure, years }: { measure: Measure; years: readonly number[] },
): { content: NationalTargetContent; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const report = (path: string, message: string) => {
    problems.push({ path, message });
    return null;
  };
  const readNumber = (text: string, path: string): string | null => {
    const plain = toLatinDigits(text).replaceAll(/[\s,]/g, '');
    const { isWhole, limit, entry } = measureRules[measure];
    if (!/^\d{1,16}(\.\d{1,4})?$/.test(plain)) {
      return report(path, 'Enter a number, such as 1200.');
    }
    if (isWhole && plain.includes('.')) return report(path, 'Enter a whole number.');
    const most = limit === null ? entry.largest : BigInt(limit);
    if (parseDecimal(plain) > parseDecimal(String(most))) {
      return report(path, `Enter a number of at most ${most}.`);
    }
    return trimDecimal(plain.replace(/^0+(?=\d)/, ''));
  };
  const targets = typed.targets
    .filter(({ value }) => value.trim() !== '')
    .toSorted((one, other) => one.year - other.year)
    .flatMap(({ year, value }) => {
      const path = `targets.${year}`;
      if (!years.includes(year)) return report(path, `The plan does not cover ${year}.`) ?? [];
      const number = readNumber(value, path);
      return number === null ? [] : [{ year, value: number }];
    });
  if (new Set(typed.targets.map(({ year }) => year)).size < typed.targets.length) {
    report('targets', 'Give one target for each year.');
  }
  if (typed.targets.every(({ value }) => value.trim() === '')) {
    report('targets', 'Enter a target for at least one year.');
  }
  return { content: { baseline: readBaseline(), targets }, problems };

  function readBaseline(): YearValue | null {
    const [year, value] = [toLatinDigits(typed.baseline.year.trim()), typed.baseline.value.trim()];
    if (year === '' && value === '') return null;
    if (year === '') return report('baseline.year', 'Enter the year of the baseline.');
    if (value === '') return report('baseline.value', 'Enter the value of the baseline.');
    const last = Math.max(...years);
    const isYear = /^\d{4}$/.test(year) && Number(year) >= firstBaselineYear && Number(year) <= last;
    if (!isYear) report('baseline.year', `Enter a year from ${firstBaselineYear} to ${last}.`);
    const number = readNumber(value, 'baseline.value');
    return isYear && number !== null ? { year: Number(year), value: number } : null;
  }
}

const longestReason = 2000;

/** Checks why national targets are returned. */
export function checkReturnReason(typed: string): { reason: string; problems: FieldProblem[] } {
  const reason = typed.trim();
  const message =
    reason === ''
      ? 'Say what the state should change.'
      : reason.length > longestReason
        ? `Write at most ${longestReason} characters.`
        : null;
  return { reason, problems: message === null ? [] : [{ path: 'reason', message }] };
}
