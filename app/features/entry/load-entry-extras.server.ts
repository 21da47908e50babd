import type { RequestContext } from '#app/request-context.ts';
import type { ReportKey } from '../submission/report-paths.ts';

/** What EntryExtras shows, one field a part. */
export type EntryExtrasData = Awaited<ReturnType<typeof loadEntryExtras>>;

/** Loads all parts side by side. */
export async function loadEntryExtras(
  _caller: RequestContext['caller'],
  _requestId: string,
  _key: ReportKey,
  _item: { kind: 'activity' | 'indicator'; code: string },
) {
  return {};
}
