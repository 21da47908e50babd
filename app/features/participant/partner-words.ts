import { countWithVerb } from '#server/domain/finding/sentence-parts.ts';
import { countDone, countLate } from '#server/domain/finding/stands.ts';
import { countStands, type Stand, type StatusWord } from '#server/domain/plan/stand.calculations.ts';
import { say } from '#server/domain/language/say.ts';

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

export function sayPartnerKind(kind: string): string {
  const word = kinds[kind] ?? kind.replaceAll('_', ' ');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The heading of a partner's page: "INTERPOL is named with 4 activities: 2 are completed and none is late". */
export function sayPartner({
  partner,
  activities,
  statuses,
}: {
  partner: { name: string };
  activities: readonly Stand[];
  statuses: readonly StatusWord[];
}): string {
  if (activities.length === 0) return `${partner.name} is not named with an activity`;
  const counts = countStands(activities);
  return `${partner.name} is named with ${say(activities.length, 'activities')}: ${countWithVerb(
    countDone(counts, statuses),
  )} completed and ${countWithVerb(countLate(counts, statuses))} late`;
}
