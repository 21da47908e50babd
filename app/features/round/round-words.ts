import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import type { RoundSummary } from '#app/contract.ts';

const reporters = (count: number) => formatCount(count, 'reporters');
const people = (count: number) => formatCount(count, 'people');

/** What was done, as the address says it; null for an address that says nothing, or nothing that can be. */
export function describeDone(
  search: URLSearchParams,
  rows: readonly { reporter: { code: string; name: string }; dueOn: string }[],
  describeDate: (iso: string) => string,
): string | null {
  const row = rows.find(({ reporter }) => reporter.code === search.get('reporter'));
  if (search.get('done') === 'extend' && row) {
    return `The report of ${row.reporter.name} is now due on ${describeDate(row.dueOn)}. Its focal point is told by mail.`;
  }
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  if (search.get('done') === 'extend-all') {
    const kept = count('kept');
    return `${reporters(count('extended'))} ${formatVerb(count('extended'), 'have')} more time and ${formatVerb(count('extended'), 'are')} told by mail.${kept === 0 ? '' : ` ${reporters(kept)} had until then already.`}`;
  }
  return describeReminded(search);
}

/** How many were reminded, as the address says it; null for an address that says nothing. */
export function describeReminded(search: URLSearchParams): string | null {
  if (search.get('done') !== 'remind') return null;
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const [reminded, already] = [count('reminded'), count('already')];
  const had = already === 0 ? '' : ` ${people(already)} had a reminder today already; nobody gets two a day.`;
  if (reminded === 0) return `No reminder was written.${had}`;
  return `A reminder goes to ${people(reminded)}.${had}`;
}

/** The words people see for the state of a round. */
export const roundStateLabels: Record<RoundSummary['state'], string> = {
  planned: 'Planned',
  open: 'Open',
  closed: 'Closed',
};

/** How many reports of a round have been received, of those that are due. */
export function countReceived(round: Pick<RoundSummary, 'submissions'>): { received: number; due: number } {
  return {
    received: round.submissions.filter(({ status }) => status !== 'draft' && status !== 'cleared').length,
    due: round.submissions.length,
  };
}
