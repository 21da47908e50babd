import { z } from 'zod';
import { type Risk, type RiskKind, riskKinds } from './risk.calculations.ts';

/** The filter of the queue; `none` selects the reports without any reason to look at them first. */
export const queueFilterSchema = z.object({
  why: z.enum([...riskKinds, 'none']).nullable(),
  kind: z.enum(['state', 'body']).nullable(),
  round: z.string().max(30).nullable(),
});
export type QueueFilter = z.infer<typeof queueFilterSchema>;

export const everything: QueueFilter = { why: null, kind: null, round: null };

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
  round: { code: string };
};

/** Returns the reports that pass a filter, in their order. */
export function filterQueue<Report extends Queued>(
  reports: readonly Report[],
  { why, kind, round }: QueueFilter,
): Report[] {
  return reports.filter(
    (report) =>
      (why === null ||
        (why === 'none'
          ? report.risk.reasons.length === 0
          : report.risk.reasons.some((reason) => reason.kind === why))) &&
      (kind === null || report.reporter.kind === kind) &&
      (round === null || report.round.code === round),
  );
}
