import { randomUUID } from 'node:crypto';
import type { RequestContext } from '#app/request-context.ts';
import { ask } from '../errors/ask.ts';
import type { ReportKey } from '../submission/report-paths.ts';

/** What EntryExtras shows, one field a part. */
export type EntryExtrasData = Awaited<ReturnType<typeof loadEntryExtras>>;

/** Loads all parts side by side. */
export async function loadEntryExtras(
  caller: RequestContext['caller'],
  requestId: string,
  key: ReportKey,
  { kind, code }: { kind: 'activity' | 'indicator'; code: string },
) {
  const { round, reporter } = key;
  const [findings, evidence, comments] = await Promise.all([
    ask(requestId, () => caller.validation.item({ round, reporter, subject: kind, code })),
    ask(requestId, () => caller.evidence.list({ round, reporter, item: { subject: kind, code } })),
    kind === 'activity'
      ? ask(requestId, () => caller.cooperation.comments({ round, reporter, activity: code }))
      : [],
  ]);
  return {
    findings,
    comments,
    evidence: { ...evidence, requestIds: { file: randomUUID(), link: randomUUID() } },
  };
}
