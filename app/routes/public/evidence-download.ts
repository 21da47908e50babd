import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { sendPublishedFile } from '#app/features/evidence/send-file.server.ts';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/evidence-download';

/**
 * A file that a reporter released and a publication carries, for everybody. Always a download, and unable to run or
 * reach anything: as for the reporter's own people, and the more so since strangers open it. Streamed, and not kept
 * among the pages.
 */
export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.publication) || !/^[0-9a-f]{32}$/.test(params.id)) {
    throw data(null, { status: 404 });
  }
  const file = await ask(requestId, () =>
    publicCaller.dashboard.evidenceFile({ publication: Number(params.publication), id: params.id }),
  );
  return sendPublishedFile(request, requestId, file, {
    stream: 'evidence',
    headers: { 'x-robots-tag': 'noindex', 'cross-origin-resource-policy': 'same-origin' },
    gone: takenDown,
  });
}

const takenDown: Refusal = {
  code: 'NOT_FOUND',
  sentence: english.takenDown,
  fields: [],
  current: null,
  reference: null,
};
