import { redirect } from 'react-router';
import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import type { RequestContext } from '#app/request-context.ts';
import { deriveRequestId } from '#app/routes/workspace/derive-request-id.server.ts';
import type { PublicationWords } from './publication-word-fields.tsx';

/** What was typed: the words of a publication, that the report does not go along, and the minute where one is set. */
export type PublishTyped = PublicationWords & { withoutReport: boolean; date: string; time: string };

export type PublishOutcome = {
  /** Which form it was. `check` asks before it publishes. */
  form: 'check' | 'publish' | 'schedule';
  typed: PublishTyped;
  refusal: Refusal | null;
};

/** Does what a form of the page asks for and leads on; or says what was typed and what is wrong with it. */
export async function runPublishForm(
  { caller, requestId }: Pick<RequestContext, 'caller' | 'requestId'>,
  round: string,
  form: FormData,
): Promise<PublishOutcome> {
  const read = (name: string) => String(form.get(name) ?? '');
  const words = { title: read('title'), meeting: read('meeting'), note: read('note') };
  const withoutReport = form.has('withoutReport');
  const typed = { ...words, withoutReport, date: read('date'), time: read('time') };
  const intent = read('intent');
  const given = read('version');
  const version = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (intent === 'schedule' || intent === 'cancel') {
    const key = { round, version };
    const content = intent === 'schedule' ? { ...key, ...typed } : key;
    const id = deriveRequestId(form, { intent, ...content });
    const outcome = await attempt<unknown>(requestId, () =>
      intent === 'schedule'
        ? caller.publication.schedule({ ...key, ...typed, requestId: id })
        : caller.publication.cancelSchedule({ ...key, requestId: id }),
    );
    if (!outcome.ok) return { form: 'schedule', typed, refusal: outcome.refusal };
    throw redirect(`/secretariat/publish/${encodeURIComponent(round)}?done=${intent}`, 303);
  }
  if (intent !== 'publish') return { form: 'check', typed, refusal: null };
  const outcome = await attempt(requestId, () =>
    caller.publication.publish({ round, ...words, withoutReport }),
  );
  if (!outcome.ok) return { form: 'publish', typed, refusal: outcome.refusal };
  throw redirect(`/secretariat/publish/${outcome.value.round}?published=${outcome.value.number}`, 303);
}

/** What was done, as the address says it. */
export const doneWords: Readonly<Record<string, string>> = {
  schedule: 'The minute is set.',
  cancel: 'Nothing is scheduled any more.',
};
