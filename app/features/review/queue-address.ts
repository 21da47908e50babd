import { everything, type QueueFilter, riskLabels } from '#server/domain/review/queue-filter.rules.ts';

/** Reports on one page of the queue. */
export const queuePageSize = 20;

/** Reads what of the queue is meant from an address; what it does not know is as if it were not there. */
export function readQueueFilter(search: URLSearchParams): QueueFilter {
  const why = search.get('why') ?? '';
  const kind = search.get('kind');
  const round = search.get('round') ?? '';
  return {
    why: Object.hasOwn(riskLabels, why) ? (why as QueueFilter['why']) : null,
    kind: kind === 'state' || kind === 'body' ? kind : null,
    round: /^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/.test(round) ? round : null,
  };
}

/** The same as the end of an address, "" for the whole queue. */
export function writeQueueFilter(filter: QueueFilter): string {
  const search = new URLSearchParams();
  for (const key of ['why', 'kind', 'round'] as const) if (filter[key]) search.set(key, filter[key]);
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** The page that an address asks for, as far as there is one. */
export function readQueuePage(search: URLSearchParams, reports: number): number {
  const asked = Number(search.get('page') ?? '1');
  const last = Math.max(1, Math.ceil(reports / queuePageSize));
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : 1;
}

/** Whether anything is left out. */
export const isFiltered = (filter: QueueFilter): boolean =>
  (Object.keys(everything) as (keyof QueueFilter)[]).some((key) => filter[key] !== null);

const whyWords: Record<NonNullable<QueueFilter['why']>, string> = {
  warnings: 'with warnings left',
  changes: 'with figures far from the last round',
  first: 'that are the first of their reporter',
  returned: 'that were returned before',
  late: 'that came late',
  none: 'in which nothing asks to be looked at first',
};

/** What a filter leaves, as the end of a sentence: "of states for 2026-H1 that came late"; "" for everything. */
export function describeQueueFilter({ why, kind, round }: QueueFilter): string {
  return [
    kind === 'state' ? 'of states' : kind === 'body' ? 'of bodies' : '',
    round ? `for ${round}` : '',
    why ? whyWords[why] : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}
