import { answerForm, intent, number, readFields, text } from '#app/features/forms/answer-form.server.ts';
import type { RequestContext } from '#app/request-context.ts';
import { readTyped, toInput } from './entry-form-values.ts';

/** Answers the forms of an entry: saves it, or says whether the next publication carries it. */
export function answerEntryForm(posted: RequestContext) {
  const { library } = posted.caller;
  const lead = (code: string, done: string) => `/secretariat/library/${code}?done=${done}`;
  const release = (released: boolean) =>
    intent({ code: text, version: number }, async (typed, requestId) => {
      await library.release({ ...typed, released, requestId });
      return lead(typed.code, released ? 'release' : 'withdraw');
    });
  return answerForm(posted, {
    save: intent(
      (form) => ({ ...readFields(form, { version: number }), entry: readTyped(form) }),
      async ({ version, entry }, requestId) => {
        const saved = await library.save({ code: entry.code, version, item: toInput(entry), requestId });
        return lead(saved.code, saved.changed ? (version === 0 ? 'added' : 'changed') : 'unchanged');
      },
      // Problems are named by the fields of the form.
      (path) => path.replace(/^item\./, '').split('.')[0] ?? '',
    ),
    release: release(true),
    withdraw: release(false),
  });
}
