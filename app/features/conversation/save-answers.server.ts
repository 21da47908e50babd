import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import type { RequestContext } from '#app/request-context.ts';
import type { ReportKey } from '../submission/report-paths.ts';
import type { ThreadEntry } from './conversation-types.ts';

/** What came of a form of answers: how many were saved, and what was typed and not saved, by question. */
export type SavedAnswers = {
  saved: number;
  typed: Record<string, string>;
  errors: Record<string, string>;
  refusal: Refusal | null;
};

/**
 * Saves every answer of the form that says something else than what is stored: a person who fills in three boxes and
 * presses the button at one of them loses none. An empty box is a fault only where its own button was pressed.
 */
export async function saveAnswers(
  caller: RequestContext['caller'],
  requestId: string,
  key: ReportKey,
  form: FormData,
  entries: readonly ThreadEntry[],
): Promise<SavedAnswers> {
  const result: SavedAnswers = { saved: 0, typed: {}, errors: {}, refusal: null };
  const pressed = String(form.get('save') ?? '');
  for (const { id, answer: stored } of entries) {
    const box = form.get(`answer.${id}`);
    if (typeof box !== 'string') continue;
    const answer = box.replace(/\r\n?/g, '\n');
    const isSame = answer.trim() === (stored ?? '').trim();
    if (isSame ? pressed !== String(id) || stored !== null : answer.trim() === '' && pressed !== String(id)) {
      continue;
    }
    const outcome = await attempt(requestId, () =>
      caller.submission.answerQuery({
        round: key.round,
        reporter: key.reporter,
        query: id,
        answer,
        version: Number(form.get(`answerVersion.${id}`) ?? 0),
        requestId: String(form.get(`requestId.${id}`) ?? '') || undefined,
      }),
    );
    if (outcome.ok) result.saved += 1;
    else {
      result.typed[id] = answer;
      result.errors[id] = outcome.refusal.fields[0]?.message ?? outcome.refusal.sentence;
      result.refusal ??= outcome.refusal;
    }
  }
  return result;
}
