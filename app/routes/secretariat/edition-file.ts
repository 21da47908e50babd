import { data } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { sendOwnFile } from '#app/features/evidence/send-file.server.ts';
import { requestContext } from '#app/request-context.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import type { Route } from './+types/edition-file';

/** A file of a draft: "somtc.pdf". For the secretariat, and for a state's own people that of their state. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const [, edition, extension] = /^([A-Za-z0-9-]{1,100})\.([a-z]{3,4})$/.exec(params.file) ?? [];
  const format = reportFormats.find((known) => known === extension);
  const draft = Number(/^[1-9]\d{0,5}$/.exec(params.draft)?.[0] ?? 0);
  if (!edition || !format || draft === 0) throw data(null, { status: 404 });
  const file = await ask(requestId, () =>
    caller.edition.open({ round: params.round, draft, edition, format }),
  );
  const body = request.method === 'HEAD' ? null : await ask(requestId, () => file.open());
  return sendOwnFile(body, file, { 'cache-control': 'private, no-store' });
}
