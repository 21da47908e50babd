import { refuseUnknownIntent } from '#app/features/errors/unknown-intent.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import type { SentReview } from './review-intents.ts';

/** Does what the forms beside a report ask for: notes for the compiler and wordings of the secretariat. */
export async function runDeskIntent(
  caller: AppCaller,
  key: { round: string; reporter: string },
  form: FormData,
  { intent, subject, code, field, words }: SentReview,
): Promise<void> {
  const requestId = String(form.get('requestId') ?? '') || undefined;
  const version = Number(form.get('version') ?? 0);
  const id = Number(form.get('id') ?? 0) || null;
  switch (intent) {
    case 'note':
    case 'end-note':
      await caller.review.saveCompilerNote({
        ...key,
        id,
        version,
        item: code === '' ? null : { subject, code },
        words,
        ended: intent === 'end-note',
        requestId,
      });
      return;
    case 'edit':
    case 'withdraw-edit':
      await caller.review.saveEditorialText({
        ...key,
        subject,
        code,
        field,
        words,
        withdrawn: intent === 'withdraw-edit',
        version,
        requestId,
      });
      return;
    default:
      throw refuseUnknownIntent();
  }
}
