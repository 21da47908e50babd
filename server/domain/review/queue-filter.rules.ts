import { z } from 'zod';
import { type Risk, type RiskKind, riskKinds } from './risk.calculations.ts';

/** Whose reports: those of the viewer, or those that nobody has been assigned to. */
export const queueReviewers = ['me', 'nobody'] as const;

/** The filter of the queue; `none` selects the reports without any reason to look at them first. */
export const queueFilterSchema = z.object({
  why: z.enum([...riskKinds, 'none']).nullable(),
  kind: z.enum(['state', 'body']).nullable(),
  round: z.string().max(30).nullable(),
  reviewer: z.enum(queueReviewers).nullable().default(null),
  /** The plan whose reports are shown; null where there is one. */
  plan: z.string().max(60).nullable().default(null),
});
export type QueueFilter = z.output<typeof queueFilterSchema>;

export const everything: QueueFilter = { why: null, kind: null, round: null, reviewer: null, plan: null };

export const riskLabels: Record<RiskKind | 'none', string> = {
  warnings: 'Warnings',
  changes: 'Large changes',
  first: 'First report',
  returned: 'Returned before',
  late: 'Late',
  none: 'Nothing of these',
};

type Queued = {
  risk: Risk;
  reporter: { kind: 'state' | 'body' };
  round: { code: string; plan: string };
  reviewer: { id: string } | null;
};

/** Returns the reports that pass a filter, in their order; `me` is the person whose reports are "mine". */
export function filterQueue<Report extends Queued>(
  reports: readonly Report[],
  { why, kind, round, reviewer, plan }: QueueFilter,
  me: string,
): Report[] {
  return reports.filter(
    (report) =>
      (why === null ||
        (why === 'none'
          ? report.risk.reasons.length === 0
          : report.risk.reasons.some((reason) => reason.kind === why))) &&
      (kind === null || report.reporter.kind === kind) &&
      (round === null || report.round.code === round) &&
      (reviewer === null || (report.reviewer?.id ?? '') === (reviewer === 'me' ? me : '')) &&
      (plan === null || report.round.plan === plan),
  );
}

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;

/** Reads the filter from the query string of a URL; what cannot be read is as if it were not there. */
export function parseQueueFilter(search: URLSearchParams): QueueFilter {
  const text = (name: string) => search.get(name) ?? '';
  const read = queueFilterSchema.safeParse({
    why: Object.hasOwn(riskLabels, text('why')) ? text('why') : null,
    kind: ['state', 'body'].includes(text('kind')) ? text('kind') : null,
    round: codePattern.test(text('round')) && text('round').length <= 30 ? text('round') : null,
    reviewer: queueReviewers.find((one) => one === text('reviewer')) ?? null,
    plan: codePattern.test(text('plan')) ? text('plan') : null,
  });
  return read.success ? read.data : everything;
}

/** The same as the query string of a URL, "" for the whole queue. */
export function serialiseQueueFilter(filter: QueueFilter): string {
  const search = new URLSearchParams();
  for (const key of ['plan', 'round', 'kind', 'why', 'reviewer'] as const) {
    if (filter[key]) search.set(key, filter[key]);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** Whether anything of the plan is left out. */
export const isFilteredQueue = ({ plan: _plan, ...filter }: QueueFilter): boolean =>
  Object.values(filter).some((value) => value !== null);
