import { redirect } from 'react-router';
import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import type { RequestContext } from '#app/request-context.ts';
import { deriveRequestId } from '#app/routes/workspace/derive-request-id.server.ts';

export type TypedNote = {
  id: number | null;
  indicator: string;
  reporter: string;
  from: string;
  until: string;
  kind: string;
  note: string;
  withdrawn: boolean;
};

/** Saves a note on comparability and leads back to the page; or says why not, with what was typed. */
export async function runNoteForm(
  { caller, requestId }: Pick<RequestContext, 'caller' | 'requestId'>,
  round: string,
  form: FormData,
  back: string,
): Promise<{ refusal: Refusal; typed: TypedNote }> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : '';
  };
  const number = (name: string) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : null);
  const typed: TypedNote = {
    id: number('id'),
    indicator: text('indicator'),
    reporter: text('reporter'),
    from: text('from'),
    until: text('until'),
    kind: text('kind'),
    note: text('note'),
    withdrawn: form.get('withdrawn') !== null,
  };
  const content = {
    ...typed,
    plan: round,
    version: number('version') ?? 0,
    reporter: typed.reporter || null,
    from: typed.from || null,
    until: typed.until || null,
  };
  const outcome = await attempt(requestId, () =>
    caller.report.saveComparabilityNote({ ...content, requestId: deriveRequestId(form, content) }),
  );
  if (!outcome.ok) return { refusal: outcome.refusal, typed };
  throw redirect(
    `${back}${back.includes('?') ? '&' : '?'}done=${outcome.value.id}#note-${outcome.value.id}`,
    303,
  );
}
