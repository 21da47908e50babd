import { isByAge } from '../value/age-breakdowns.rules.ts';
import { calculatePercentage } from '../value/decimal.calculations.ts';
import type { Release } from '../value/indicator-definition.ts';

/** A figure calculated from the tracker's own records. All are percentages of countable things. */
export type RegisterFigure = {
  round: string;
  value: string | null;
  numerator: string;
  denominator: string;
  /**
   * Codes of the reporters behind the figure; for a figure about activities, of the activities with a report.
   */
  contributing: string[];
  expected: number;
};

type Share = { numerator: number; denominator: number; contributing: string[]; expected: number };

function asFigure(round: string, share: Share): RegisterFigure {
  const [numerator, denominator] = [String(share.numerator), String(share.denominator)];
  return {
    round,
    value: calculatePercentage(BigInt(share.numerator), BigInt(share.denominator)),
    numerator,
    denominator,
    contributing: share.contributing,
    expected: share.expected,
  };
}

/** Reporters whose first submission was on or before the due date, of those from whom a report was due. */
export function calculateReportsOnTime(
  round: string,
  submissions: { round: string; reporter: string; included: boolean; onTime: boolean }[],
): RegisterFigure {
  const due = submissions.filter((submission) => submission.round === round);
  return asFigure(round, {
    numerator: due.filter(({ onTime, included }) => onTime && included).length,
    denominator: due.length,
    contributing: due.filter(({ included }) => included).map(({ reporter }) => reporter),
    expected: due.length,
  });
}

type SplitReport = {
  round: string;
  reporter: string;
  included: boolean;
  release: Release;
  cells: { dimension: string | null; category: string | null; state: string }[];
};

/**
 * Indicator reports with figures that have breakdowns by both sex and age, of those with figures that ask for
 * both. A breakdown counts if any category other than "unknown" has a figure, zero included. A report that may
 * not be published in any form is in no part of it, as in no total: beside the totals, which state how many
 * reports are in them, the denominator would tell how many there are.
 */
export function calculateSplitsReported(round: string, reports: SplitReport[]): RegisterFigure {
  const asked = reports.filter((report) => report.round === round);
  const given = asked.filter(
    ({ release, cells }) =>
      release !== 'withheld' &&
      cells.some(({ dimension, state }) => dimension === null && state === 'reported'),
  );
  const hasSplit = ({ cells }: SplitReport, isMeant: (dimension: string | null) => boolean) =>
    cells.some(
      ({ dimension, category, state }) =>
        isMeant(dimension) && category !== 'unknown' && state === 'reported',
    );
  const isBySex = (dimension: string | null) => dimension === 'sex';
  return asFigure(round, {
    numerator: given.filter((report) => hasSplit(report, isBySex) && hasSplit(report, isByAge)).length,
    denominator: given.length,
    contributing: [...new Set(given.map(({ reporter }) => reporter))].sort(),
    expected: new Set(asked.map(({ reporter }) => reporter)).size,
  });
}

/**
 * Activities that their lead body reports as done or on track, of those active in the round's year. A
 * cancelled or merged activity is left out; one without an accepted report stays in the denominator.
 */
export function calculateActivitiesOnTrack(
  round: string,
  statuses: {
    round: string;
    activity: string;
    active: boolean;
    status: string | null;
    isDone: boolean;
    isOnTrack: boolean;
    isCancelled: boolean;
  }[],
): RegisterFigure {
  const active = statuses.filter((status) => status.round === round && status.active && !status.isCancelled);
  const good = active.filter(({ isDone, isOnTrack }) => isDone || isOnTrack);
  return asFigure(round, {
    numerator: good.length,
    denominator: active.length,
    contributing: active.filter(({ status }) => status !== null).map(({ activity }) => activity),
    expected: active.length,
  });
}
