import type { QueuedReport } from './answers.ts';
import { agree, formatCount } from '#server/domain/language/format-counts.ts';

const days = (n: number) => formatCount(n, 'days');
const reports = (n: number) => formatCount(n, 'reports');

/** How the queue is ordered and what has waited longest, in a sentence or two; nothing for an empty queue. */
export function describeWaiting(queue: readonly QueuedReport[]): string | undefined {
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
export function describeQueueDone(search: URLSearchParams): string | null {
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const left = count('left');
  if (search.get('done') === 'accept') {
    const rest = left === 0 ? '' : ` ${reports(left)} ${agree(left, 'were')} left out and can be read here.`;
    return `${reports(count('accepted'))} ${agree(count('accepted'), 'are')} accepted.${rest}`;
  }
  if (search.get('done') === 'undo') {
    const rest = left === 0 ? '' : ` ${reports(left)} moved since and ${agree(left, 'are')} left alone.`;
    return `${reports(count('undone'))} ${agree(count('undone'), 'are')} in review again.${rest}`;
  }
  return null;
}
