import type { Words } from '#app/features/language/use-words.ts';
import type { CountedParticipant } from '#server/domain/finding/participant-finding.ts';

/** The heading of a participant's page: its activities by its part in them, and for how many rounds it has reported. */
export function describeParticipant(
  { coverage, activities }: Pick<CountedParticipant, 'coverage' | 'activities'>,
  name: string,
  words: Words<'participant'>,
): string {
  return words('finding', {
    name,
    parts: describeParts(activities, words),
    reported: describeReports(coverage, words),
  });
}

function describeParts(activities: CountedParticipant['activities'], words: Words<'participant'>): string {
  const countOf = (wanted: string) =>
    activities.filter(({ part, left }) => part === wanted && left === undefined).length;
  const leads = countOf('leads');
  const cooperates = countOf('cooperates');
  const takesPart = countOf('takes part');
  if (leads > 0 && cooperates > 0) return words('part_both', { leads, cooperates: String(cooperates) });
  if (leads > 0) return words('part_leads', { leads });
  if (cooperates > 0) return words('part_cooperates', { cooperates });
  return takesPart > 0 ? words('part_takes', { count: takesPart }) : words('part_none');
}

function describeReports(coverage: CountedParticipant['coverage'], words: Words<'participant'>): string {
  const due = coverage.filter(({ state }) => state !== 'not_due').length;
  const reported = coverage.filter(({ state }) => state === 'reported').length;
  if (due === 0) return words('reportedNotDue');
  if (reported < due) return words('reportedSome', { reported: String(reported), due });
  return due === 1 ? words('reportedOne') : words('reportedAll', { due: String(due) });
}
