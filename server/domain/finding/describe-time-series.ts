import type { ActivityStatus, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { noStatus } from './describe-status.ts';
import { formatLowerFirst, formatRoundInSentence } from './sentence-parts.ts';

export type TimeSeriesRound = { code: string; title: string } & ActivityStatus;

/**
 * Describes an activity over time in one sentence: its newest status and since when. Rounds are oldest first;
 * a carried status counts as unchanged but is described as old.
 */
export function describeTimeSeries(
  rounds: readonly TimeSeriesRound[],
  statuses: readonly StatusWord[],
  years: readonly number[],
): string {
  const last = rounds.at(-1);
  if (!last) return 'No round has been published';
  if (last.left !== undefined) {
    const from = rounds.find(({ left }) => left !== undefined) ?? last;
    const before = rounds.findLast(({ status }) => status !== null);
    const label = before && statuses.find(({ code }) => code === before.status)?.label;
    const said = `${noStatus[last.left].label} from ${formatRoundInSentence(from.title)} on`;
    return label ? `${said}; ${formatLowerFirst(label)} before` : said;
  }
  const labelOf = (code: string) => statuses.find((word) => word.code === code)?.label ?? code;
  if (last.status === null) {
    if (last.due) return 'The lead body has not reported a status yet';
    return years.length > 0 ? `Not due yet: it begins in ${Math.min(...years)}` : 'Not due yet';
  }
  const label = labelOf(last.status);
  if (last.carriedFrom !== null) {
    const from = rounds.find(({ code }) => code === last.carriedFrom)?.title ?? last.carriedFrom;
    return `${label}, as reported for ${formatRoundInSentence(from)}; not reported on since`;
  }
  let first = rounds.length - 1;
  while (first > 0 && rounds[first - 1]?.status === last.status) first -= 1;
  const since = rounds[first] ?? last;
  const before = rounds[first - 1];
  if (since !== last) return `${label} since ${formatRoundInSentence(since.title)}`;
  return before?.status
    ? `${label} in ${formatRoundInSentence(last.title)}; ${formatLowerFirst(labelOf(before.status))} before`
    : `${label} in ${formatRoundInSentence(last.title)}`;
}
