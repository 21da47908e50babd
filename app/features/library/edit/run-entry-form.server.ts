import { redirect } from 'react-router';
import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import type { RequestContext } from '#app/request-context.ts';
import { deriveRequestId } from '#app/routes/workspace/derive-request-id.server.ts';
import { readTyped, toInput, type TypedEntry } from './entry-form-values.ts';

export type EntryOutcome = { refusal: Refusal; typed: TypedEntry | null };

/**
 * Does what a form of an entry asks for and leads to its page; or says why not, with what was typed. Problems are
 * named by the fields of the form.
 */
export async function runEntryForm(
  { caller, requestId }: Pick<RequestContext, 'caller' | 'requestId'>,
  form: FormData,
): Promise<EntryOutcome> {
  const intent = String(form.get('intent') ?? '');
  const given = String(form.get('version') ?? '');
  const version = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  const typed = readTyped(form);
  const { code } = typed;
  if (intent === 'release' || intent === 'withdraw') {
    const content = { code, version, released: intent === 'release' };
    const outcome = await attempt(requestId, () =>
      caller.library.release({ ...content, requestId: deriveRequestId(form, content) }),
    );
    if (!outcome.ok) return { refusal: outcome.refusal, typed: null };
    throw redirect(`/secretariat/library/${code}?done=${intent}`, 303);
  }
  const content = { code, version, item: toInput(typed) };
  const outcome = await attempt(requestId, () =>
    caller.library.save({ ...content, requestId: deriveRequestId(form, content) }),
  );
  if (outcome.ok) {
    const done = outcome.value.changed ? (version === 0 ? 'added' : 'changed') : 'unchanged';
    throw redirect(`/secretariat/library/${outcome.value.code}?done=${done}`, 303);
  }
  const fields = outcome.refusal.fields.map(({ path, message }) => ({
    path: path.replace(/^item\./, '').split('.')[0] ?? '',
    message,
  }));
  return { refusal: { ...outcome.refusal, fields }, typed };
}

/** What was done, as the address says it. */
export const doneWords: Readonly<Record<string, string>> = {
  added: 'The entry is added. It is not released yet.',
  changed: 'The entry is saved.',
  unchanged: 'Nothing was different, so nothing was saved.',
  release: 'The next publication carries this entry.',
  withdraw: 'The next publication does not carry this entry. Publications that have it keep it.',
};
