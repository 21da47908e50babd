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
  const [findings] = await Promise.all([
    ask(requestId, () => caller.validation.item({ round, reporter, subject: kind, code })),
  ]);
  return { findings };
}
