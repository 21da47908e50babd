import { getRefusalStatus } from '#app/features/errors/ask.ts';
import type { SentFile } from '#app/features/evidence/send-file.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/evidence-send';
import {
  addFile,
  errorsOf,
  readDropped,
  readFiles,
  readItem,
  readRequestId,
  readTyped,
} from './evidence-post.server.ts';
import { openPost } from './open-report.server.ts';

/** One file from a page with scripts, answered in JSON: the page stays as it is, with everything typed in it. */
export async function action(args: Route.ActionArgs) {
  const item = readItem(args.request.url);
  const gone = readDropped(args.request);
  if (gone)
    return answer({ outcome: 'refused', sentence: gone.sentence, fields: {} }, getRefusalStatus(gone));
  const viewer = await args.context.get(requestContext).viewer();
  if (!viewer) {
    const sentence = 'You have been signed out. Sign in in another tab, then send it again.';
    return answer({ outcome: 'refused', sentence, fields: {} }, 401);
  }
  const { caller, requestId, form, key } = await openPost(args);
  const [file] = readFiles(form);
  if (!item || !file) return answer({ outcome: 'refused', sentence: 'Choose a file.', fields: {} }, 400);
  const outcome = await addFile({ caller, requestId, key, item }, file, readTyped(form), readRequestId(form));
  if (!outcome.ok) {
    const { refusal } = outcome;
    const said = {
      outcome: 'refused',
      sentence: refusal.sentence,
      fields: errorsOf(refusal, 'file'),
    } as const;
    return answer(said, getRefusalStatus(refusal));
  }
  const added = await caller.evidence.get({ evidence: outcome.value.id });
  return answer({ outcome: 'added', item: added }, 200);
}

const answer = (sent: SentFile, status: number) => Response.json(sent, { status });
