/** What the heading of a participant is made from. */
export type CountedParticipant = {
  participant: { kind: 'state' | 'body'; code: string; name: string };
  coverage: readonly { state: 'reported' | 'not_reported' | 'not_due' }[];
  activities: readonly { part: 'leads' | 'cooperates' | 'takes part' }[];
};

const countOf = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** "activities it leads" and the like, in numbers, without names: "leads 12 activities and cooperates in 9". */
export function sayParts(activities: CountedParticipant['activities']): string {
  const counts = { leads: 0, cooperates: 0, 'takes part': 0 };
  for (const { part } of activities) counts[part] += 1;
  const parts: string[] = [];
  const next = (count: number) =>
    parts.length === 0 ? countOf(count, 'activity', 'activities') : String(count);
  if (counts.leads > 0) parts.push(`leads ${next(counts.leads)}`);
  if (counts.cooperates > 0) parts.push(`cooperates in ${next(counts.cooperates)}`);
  if (counts['takes part'] > 0) parts.push(`takes part in ${next(counts['takes part'])}`);
  if (parts.length === 0) return 'is not named with an activity';
  return parts.length === 1 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "has reported for 2 of 3 rounds"; says so where no round was due yet. Never how late. */
export function sayReported(coverage: CountedParticipant['coverage']): string {
  const due = coverage.filter(({ state }) => state !== 'not_due');
  const reported = due.filter(({ state }) => state === 'reported');
  if (due.length === 0) return 'was not due to report yet';
  if (reported.length === due.length) {
    return due.length === 1
      ? 'has reported for the one round due'
      : `has reported for all ${due.length} rounds due`;
  }
  return `has reported for ${reported.length} of ${countOf(due.length, 'round', 'rounds')} due`;
}

/** The heading of a participant's page: what it has to do with and for how many rounds it has reported. */
export function buildParticipantFinding({ participant, coverage, activities }: CountedParticipant): string {
  const name = participant.kind === 'state' ? participant.name : participant.code;
  return `${name} ${sayParts(activities)} and ${sayReported(coverage)}`;
}
