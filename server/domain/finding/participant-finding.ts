import { formatRoundInSentence, formatShareOf } from './sentence-parts.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import type { ActivityEnd } from '../plan/activity-status.calculations.ts';
import { type Things, formatCount } from '#server/domain/language/counted-nouns.ts';

/** The input of a participant's heading. */
export type CountedParticipant = {
  participant: { kind: 'state' | 'body'; code: string; name: string };
  coverage: readonly { state: 'reported' | 'not_reported' | 'not_due' }[];
  activities: readonly { part: 'leads' | 'cooperates' | 'takes part'; left?: ActivityEnd | undefined }[];
};

/**
 * Counts a participant's activities by its part in them, without names and without what has left the plan: "leads 12
 * activities and cooperates in 9".
 */
export function formatParts(activities: CountedParticipant['activities']): string {
  const counts = { leads: 0, cooperates: 0, 'takes part': 0 };
  for (const { part, left } of activities) if (left === undefined) counts[part] += 1;
  const parts: string[] = [];
  const next = (count: number) => (parts.length === 0 ? formatCount(count, 'activities') : String(count));
  if (counts.leads > 0) parts.push(`leads ${next(counts.leads)}`);
  if (counts.cooperates > 0) parts.push(`cooperates in ${next(counts.cooperates)}`);
  if (counts['takes part'] > 0) parts.push(`takes part in ${next(counts['takes part'])}`);
  if (parts.length === 0) return 'is not named with an activity';
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/**
 * Counts reported rounds: "has reported for 2 of 3 rounds"; states if no round was due yet. Never how late.
 */
export function describeReported(coverage: CountedParticipant['coverage']): string {
  const due = coverage.filter(({ state }) => state !== 'not_due');
  const reported = due.filter(({ state }) => state === 'reported');
  if (due.length === 0) return 'was not due to report yet';
  if (reported.length === due.length) {
    return due.length === 1
      ? 'has reported for the one round due'
      : `has reported for all ${due.length} rounds due`;
  }
  return `has reported for ${reported.length} of ${formatCount(due.length, 'rounds')} due`;
}

/** Returns the heading of a participant's page: its activities, and for how many rounds it has reported. */
export function buildParticipantFinding({ participant, coverage, activities }: CountedParticipant): string {
  const name = participant.kind === 'state' ? participant.name : participant.code;
  return `${name} ${formatParts(activities)} and ${describeReported(coverage)}`;
}

/**
 * Counts who has reported, for the map of participants: "9 of 11 states and all 16 bodies reported for …".
 */
export function describeParticipation(
  participants: readonly { kind: 'state' | 'body'; state: 'reported' | 'not_reported' | 'not_due' }[],
  roundTitle: string,
): string {
  const share = (kind: 'state' | 'body', things: Things) => {
    const due = participants.filter((each) => each.kind === kind && each.state !== 'not_due');
    const reported = due.filter(({ state }) => state === 'reported').length;
    return due.length > 0 ? [formatShareOf(reported, due.length, things)] : [];
  };
  const who = formatList([...share('state', 'states'), ...share('body', 'bodies')]);
  const round = formatRoundInSentence(roundTitle);
  return who ? `${formatUpperFirst(who)} reported for ${round}` : `No report was due for ${round}`;
}
