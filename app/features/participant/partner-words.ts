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

/** "named with 3 activities". */
export function sayNamedWith(count: number): string {
  if (count === 0) return 'is not named with an activity';
  return `is named with ${count === 1 ? '1 activity' : `${count} activities`}`;
}
