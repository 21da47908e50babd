import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { sendPublishedFile } from '#app/features/evidence/send-file.server.ts';
import { requestContext } from '#app/request-context.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import type { Route } from './+types/report-file';

/** The approved public report behind a publication, as a file. Streamed, and not kept among the pages. */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const format = reportFormats.find((known) => new URL(request.url).pathname.endsWith(`.${known}`));
  const publication = Number(/^[1-9]\d{0,8}$/.exec(params.number ?? '')?.[0] ?? 0);
  if (!format || publication === 0) throw data(null, { status: 404 });
  const file = await ask(requestId, () => publicCaller.dashboard.reportFile({ publication, format }));
  const { redraw, withdrawnAt } = file;
  return sendPublishedFile(request, requestId, file, {
    stream: 'report',
    // The file stays as it was made, so its head says it.
    headers: withdrawnAt === null ? {} : { 'publication-withdrawn': withdrawnAt },
    gone: null,
    redraw,
  });
}
