import type { AgencyStatus } from '#app/contract.ts';
import type { RequestContext } from '#app/request-context.ts';
import { seesWhole, type Viewer } from '#server/domain/access/can.rules.ts';
import { ask } from '../errors/ask.ts';
import type { ReportKey } from '../submission/report-paths.ts';

/** How the viewer's agencies stand in a report; none for those who see the whole of it. */
export async function loadOwnAgencies(
  caller: RequestContext['caller'],
  requestId: string,
  viewer: Viewer,
  { round, reporter }: ReportKey,
): Promise<AgencyStatus[]> {
  if (seesWhole(viewer, reporter)) return [];
  const { agencies } = await ask(requestId, () => caller.agency.get({ round, reporter }));
  return agencies.filter(({ own }) => own);
}
