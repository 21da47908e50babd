import type { CoverageRow } from '#server/domain/plan/coverage.calculations.ts';
import type {
  ActivityEnd,
  ActivityStatus,
  StatusCounts,
  StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { countWithVerb, formatLowerFirst, formatRoundInSentence, formatShareOf } from './sentence-parts.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import { countDone, countLate, countWhere } from './describe-status.ts';
import { type Things, formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

type Statuses = readonly StatusWord[];

/**
 * Summarises status counts: "Of 43 activities, 11 are completed and 7 are delayed". `about` narrows what is
 * counted: "on trafficking …".
 */
export function describePlanStatus(counts: StatusCounts, statuses: Statuses, about = ''): string {
  const what = `${formatCount(counts.total, 'activities')}${about ? ` ${about}` : ''}`;
  return `Of ${what}, ${countWithVerb(countDone(counts, statuses))} completed and ${countWithVerb(countLate(counts, statuses))} delayed`;
}

/**
 * Counts late activities and their released reasons: "7 activities are delayed; for 5 of them a released report
 * says why".
 */
export function describeLate(late: readonly { reason: unknown }[]): string {
  const said = late.filter(({ reason }) => reason !== null).length;
  if (late.length === 0) return 'No activity is delayed';
  const are = formatCount(late.length, 'activities', 'are');
  if (said === 0) return `${are} delayed; no released report says why`;
  if (said === late.length) {
    return `${are} delayed, and ${late.length === 1 ? 'a released report says' : 'released reports say'} why`;
  }
  return `${are} delayed; for ${said} of them a released report says why`;
}

/** Says of how many late activities released reports tell the reason, where their number is said before. */
export function describeLateReasons(late: readonly { reason: unknown }[]): string {
  const said = late.filter(({ reason }) => reason !== null).length;
  if (late.length === 0) return 'No activity is delayed';
  const all = late.length === 1 ? 'the activity is' : `the ${formatCount(late.length, 'activities')} are`;
  if (said === 0) return `No released report says why ${all} delayed`;
  if (said === late.length)
    return `${late.length === 1 ? 'A released report says' : 'Released reports say'} why ${all} delayed`;
  return `Released reports say why for ${said} of the ${formatCount(late.length, 'activities')} that are delayed`;
}

/** Counts activities on track: "18 of 43 activities are completed or on track". */
export function describeOnTrack(counts: StatusCounts, statuses: Statuses): string {
  const well = countWhere(counts, statuses, ({ isDone, isOnTrack }) => isDone || isOnTrack);
  const share = formatShareOf(well, counts.total, 'activities');
  return `${formatUpperFirst(share)} ${formatVerb(well, 'are')} completed or on track`;
}

/** Counts late activities by area: "7 activities are delayed: 3 in A, 2 in B and 2 in D". */
export function describeLateByArea(
  areas: readonly { code: string; counts: StatusCounts }[],
  statuses: Statuses,
): string {
  const late = areas
    .map(({ code, counts }) => ({ code, count: countLate(counts, statuses) }))
    .filter(({ count }) => count > 0);
  const total = late.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 'No activity is delayed in any thematic area';
  const [only] = late;
  // Of one area the reader knows which.
  if (areas.length === 1 && areas[0])
    return `${formatUpperFirst(formatShareOf(total, areas[0].counts.total, 'activities'))} ${formatVerb(total, 'are')} delayed`;
  if (late.length === 1 && only)
    return `${formatCount(total, 'activities', 'are')} delayed, ${total === 1 ? '' : 'all '}in ${only.code}`;
  const where = formatList(late.map(({ code, count }) => `${count} in ${code}`));
  return `${formatCount(total, 'activities', 'are')} delayed: ${where}`;
}

/** Counts the states that reported whenever they were asked: "8 of 11 states reported every time in the last 3 rounds". */
export function describeReporting(
  states: readonly { states: readonly CoverageRow['states'][number][] }[],
  rounds: readonly { title: string }[],
): string {
  const asked = states.filter((row) => row.states.some((state) => state !== 'not_due'));
  const [only] = rounds;
  if (asked.length === 0 || !only) return 'No report was due';
  const constant = asked.filter((row) => !row.states.includes('not_reported')).length;
  const share = formatUpperFirst(formatShareOf(constant, asked.length, 'states'));
  return rounds.length === 1
    ? `${share} reported for ${formatRoundInSentence(only.title)}`
    : `${share} reported for each of the last ${rounds.length} rounds that they were asked for`;
}

/**
 * Compares the first and the newest round: "Completed activities rose from 2 to 11 in 4 rounds, delayed ones
 * fell from 9 to 7".
 */
export function describeOverRounds(
  rounds: readonly { title: string; counts: StatusCounts }[],
  statuses: Statuses,
): string {
  const first = rounds[0];
  const last = rounds.at(-1);
  if (!first || !last) return 'No round has been published';
  if (rounds.length === 1)
    return `${describePlanStatus(last.counts, statuses)} in ${formatRoundInSentence(last.title)}`;
  const done = describeMove(countDone(first.counts, statuses), countDone(last.counts, statuses));
  const late = describeMove(countLate(first.counts, statuses), countLate(last.counts, statuses));
  return `Completed activities ${done} in ${rounds.length} rounds, delayed ones ${late}`;
}

function describeMove(from: number, to: number): string {
  if (from === to) return `stayed at ${to}`;
  return `${to > from ? 'rose' : 'fell'} from ${from} to ${to}`;
}

/** Counts the reporters of a kind that were asked for a round, and those that have reported. */
export function countReporters(
  rows: readonly CoverageRow[],
  kind: CoverageRow['kind'],
  roundIndex: number,
): { reported: number; due: number } {
  const states = rows.filter((row) => row.kind === kind).map((row) => row.states[roundIndex]);
  return {
    reported: states.filter((state) => state === 'reported').length,
    due: states.filter((state) => state === 'reported' || state === 'not_reported').length,
  };
}

/** "9 of 11 states and 14 of 16 bodies"; empty if nobody was asked. */
export function formatReporters(rows: readonly CoverageRow[], roundIndex: number): string {
  const states = countReporters(rows, 'state', roundIndex);
  const bodies = countReporters(rows, 'body', roundIndex);
  return formatList([
    ...(states.due > 0 ? [formatShareOf(states.reported, states.due, 'states')] : []),
    ...(bodies.due > 0 ? [formatShareOf(bodies.reported, bodies.due, 'bodies')] : []),
  ]);
}

/** Counts who reported: "9 of 11 states and 14 of 16 bodies reported for the second half of 2025". */
export function formatCoverage(rows: readonly CoverageRow[], rounds: readonly { title: string }[]): string {
  const last = rounds.length - 1;
  const who = formatReporters(rows, last);
  const round = formatRoundInSentence(rounds[last]?.title ?? '');
  return who ? `${formatUpperFirst(who)} reported for ${round}` : `No report was due for ${round}`;
}

/**
 * "7 of 11 states and 9 of 11 bodies reported for every round that they were asked for". Leaves out reporters
 * that were never asked; with one round it is the same as `formatCoverage`.
 */
export function describeConstantReporters(
  rows: readonly CoverageRow[],
  rounds: readonly { title: string }[],
): string {
  if (rounds.length < 2) return formatCoverage(rows, rounds);
  const share = (kind: CoverageRow['kind'], things: Things) => {
    const asked = rows.filter((row) => row.kind === kind && row.states.some((state) => state !== 'not_due'));
    const constant = asked.filter(({ states }) => !states.includes('not_reported'));
    return asked.length > 0 ? [formatShareOf(constant.length, asked.length, things)] : [];
  };
  const who = formatList([...share('state', 'states'), ...share('body', 'bodies')]);
  return who
    ? `${formatUpperFirst(who)} reported for every round that they were asked for`
    : 'No report was due';
}

/**
 * Describes a changed status, after the activity's name: "is now completed; it was on track", "has been merged into
 * another activity; it was delayed".
 */
export function describeChange(from: string | null, to: string | null, left?: ActivityEnd): string {
  const was = `it was ${formatLowerFirst(from ?? 'not reported')}`;
  if (left !== undefined) return `${endWords[left]}; ${was}`;
  if (to === null) return `has no status in this round; ${was}`;
  if (from === null) return `has a first status: ${formatLowerFirst(to)}`;
  return `is now ${formatLowerFirst(to)}; ${was}`;
}

const endWords: Record<ActivityEnd, string> = {
  ended: 'has been taken out of the plan',
  merged: 'has been merged into another activity',
  split: 'has been split into other activities',
};

/**
 * Counts activities that run in a year, without those that have left the plan: "38 of 43 activities run in 2025; it is the last year of 4 of them".
 */
export function describeTimeline(
  all: readonly { years: readonly number[]; stand?: Pick<ActivityStatus, 'left'> }[],
  year: number,
): string {
  const activities = all.filter(({ stand }) => stand?.left === undefined);
  const running = activities.filter(({ years }) => years.includes(year));
  const ending = running.filter(({ years }) => Math.max(...years) === year).length;
  const share = formatShareOf(running.length, activities.length, 'activities');
  const run = `${formatUpperFirst(share)} ${formatVerb(running.length, 'run')} in ${year}`;
  if (ending === 0) return run;
  if (ending === running.length) return `${run}, ${ending === 1 ? 'its' : 'their'} last year`;
  return `${run}; it is the last year of ${ending} of them`;
}

/**
 * Summarises a lens in a sentence: "Of 26 activities on trafficking into …, 5 are completed and 3 are delayed".
 */
export function describeLens(title: string, counts: StatusCounts, statuses: Statuses): string {
  return describePlanStatus(counts, statuses, `on ${formatLowerFirst(title)}`);
}
