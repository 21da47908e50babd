import { countWithVerb } from '#server/domain/finding/sentence-parts.ts';
import { countDone, countLate } from '#server/domain/finding/describe-status.ts';
import {
  countStatuses,
  type ActivityStatus,
  type StatusWord,
} from '#server/domain/plan/activity-status.calculations.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

/** What kinds of partners are called; a kind that the list does not know is written as it is. */
const kinds: Record<string, string> = {
  programme: 'Programme',
  development_partner: 'Development partner',
  un_agency: 'United Nations agency',
  regional_process: 'Regional process',
  research: 'Research organisation',
  civil_society: 'Civil society organisation',
  private_sector: 'Private sector',
};

export function describePartnerKind(kind: string): string {
  const word = kinds[kind] ?? kind.replaceAll('_', ' ');
  return formatUpperFirst(word);
}

/** The heading of a partner's page: "INTERPOL is named with 4 activities: 2 are completed and none is late". */
export function formatPartner({
  partner,
  activities,
  statuses,
}: {
  partner: { name: string };
  activities: readonly ActivityStatus[];
  statuses: readonly StatusWord[];
}): string {
  const counts = countStatuses(activities);
  if (counts.total === 0) return `${partner.name} is not named with an activity`;
  return `${partner.name} is named with ${formatCount(counts.total, 'activities')}: ${countWithVerb(
    countDone(counts, statuses),
  )} completed and ${countWithVerb(countLate(counts, statuses))} delayed`;
}
