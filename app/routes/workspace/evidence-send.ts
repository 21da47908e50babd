import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { errorsOf, type SentFile } from '#app/features/evidence/evidence-forms.tsx';
import { deriveRequestId, files, readFields, refuseField } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/evidence-send';
import { addFile, readItem, readTyped, refuseDropped } from './evidence-post.server.ts';
import { openPost } from './open-report.server.ts';

/** One file from a page with scripts, answered in JSON: the page stays as it is, with everything typed in it. */
export async function action(args: Route.ActionArgs) {
  if (!(await args.context.get(requestContext).viewer())) {
    const sentence = 'You have been signed out. Sign in in another tab, then send it again.';
    return answer({ outcome: 'refused', sentence, fields: {} }, 401);
  }
  const { caller, requestId, form, key } = await openPost(args);
  const outcome = await attempt(requestId, async () => {
    refuseDropped(args.request);
    const item = readItem(args.request.url);
    const [file] = readFields(form, { file: files }).file;
    if (!item || !file) throw refuseField('file', 'Choose a file.');
    const typed = readTyped(form);
    const { id } = await addFile(
      caller,
      { key, item },
      file,
      typed,
      deriveRequestId(form, [typed, file.name]),
    );
    return caller.evidence.get({ evidence: id });
  });
  if (outcome.ok) return answer({ outcome: 'added', item: outcome.value }, 200);
  const { refusal } = outcome;
  return answer(
    { outcome: 'refused', sentence: refusal.sentence, fields: errorsOf(refusal, 'file') },
    getRefusalStatus(refusal),
  );
}

const answer = (sent: SentFile, status: number) => Response.json(sent, { status });
