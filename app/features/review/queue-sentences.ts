import type { QueuedReport } from './answers.ts';

const days = (n: number) => (n === 1 ? '1 day' : `${n} days`);
const reports = (n: number) => (n === 1 ? '1 report' : `${n} reports`);

/** How the queue is ordered and what has waited longest, in a sentence or two; nothing for an empty queue. */
export function sayWaiting(queue: readonly QueuedReport[]): string | undefined {
  if (queue.length === 0) return undefined;
  const oldest = queue.reduce((a, b) => (b.daysWaiting > a.daysWaiting ? b : a));
  const order =
    queue.length > 1
      ? 'What asks most to be looked at stands first: warnings left, large changes, first reports, returned before, late.'
      : '';
  const waited =
    oldest.daysWaiting > 0
      ? `The oldest, from ${oldest.reporter.name}, has waited ${days(oldest.daysWaiting)}.`
      : '';
  return [order, waited].filter((part) => part !== '').join(' ') || undefined;
}

/** What was done with several reports, as the address says it; null for an address that says nothing. */
export function sayQueueDone(search: URLSearchParams): string | null {
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const left = count('left');
  if (search.get('done') === 'accept') {
    const rest =
      left === 0 ? '' : ` ${reports(left)} ${left === 1 ? 'was' : 'were'} left out and can be read here.`;
    return `${reports(count('accepted'))} ${count('accepted') === 1 ? 'is' : 'are'} accepted.${rest}`;
  }
  if (search.get('done') === 'undo') {
    const rest =
      left === 0 ? '' : ` ${reports(left)} moved since and ${left === 1 ? 'is' : 'are'} left alone.`;
    return `${reports(count('undone'))} ${count('undone') === 1 ? 'is' : 'are'} in review again.${rest}`;
  }
  return null;
}
