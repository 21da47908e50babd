import { data, redirect } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { sendOwnFile } from '#app/features/evidence/send-file.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/evidence-file';
import { buildSignInPath } from './open-report.server.ts';

/**
 * A file of evidence, for whoever sees its row. Always a download: nothing that somebody uploaded is ever shown as a
 * page of ours, and if a browser did so all the same it could run nothing and reach nothing.
 */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.id)) throw data(null, { status: 404 });
  if (!(await viewer())) throw redirect(buildSignInPath(request.url));
  const file = await ask(requestId, () => caller.evidence.open({ evidence: Number(params.id) }));
  const body = request.method === 'HEAD' ? null : await ask(requestId, () => file.open());
  return sendOwnFile(body, file, { 'content-length': String(file.sizeBytes), 'cache-control': 'no-store' });
}
