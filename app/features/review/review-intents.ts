import type { AppCaller } from '#server/trpc/root.ts';
import { buildItemId } from './review-groups.ts';

type Key = { round: string; reporter: string };
/** What a form of the review page was for, what was typed, and where the page opens again. */
export type SentReview = {
  intent: string;
  subject: 'activity' | 'indicator';
  code: string;
  field: string;
  question: string;
  scope: string;
  reason: string;
};

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export function readSentReview(form: FormData): SentReview {
  return {
    intent: text(form, 'intent'),
    subject: text(form, 'subject') === 'activity' ? 'activity' : 'indicator',
    code: text(form, 'code'),
    field: text(form, 'field'),
    question: text(form, 'question'),
    scope: text(form, 'scope') || text(form, 'item'),
    reason: text(form, 'reason'),
  };
}

/** Does what a form of the review page asks for; the name of what was done is in the address afterwards. */
export async function runReviewIntent(caller: AppCaller, key: Key, form: FormData): Promise<void> {
  const sent = readSentReview(form);
  const move = {
    ...key,
    version: Number(text(form, 'version')),
    requestId: text(form, 'requestId') || undefined,
    reason: sent.reason,
  };
  const query = { ...key, query: Number(text(form, 'query')) };
  switch (sent.intent) {
    case 'start':
      await caller.review.start(key);
      return;
    case 'ask': {
      const { subject, code, field, question } = sent;
      await caller.review.raiseQuery({
        ...key,
        subject,
        code,
        field,
        question,
        requestId: move.requestId,
      });
      return;
    }
    case 'remove':
      await caller.review.removeQuery(query);
      return;
    case 'settle':
      await caller.review.resolveQuery(query);
      return;
    case 'return':
      await caller.review.return({ ...move, scope: sent.scope === 'all' ? 'all' : 'queried' });
      return;
    case 'reopen':
      await caller.review.reopen({ ...move, queries: readReopenedItem(sent) });
      return;
    case 'accept':
      await caller.review.accept(move);
      return;
    default:
      throw new Error(`The review page has no form for "${sent.intent}".`);
  }
}

/** To open one item only is to ask about it. */
function readReopenedItem({ scope, reason }: SentReview) {
  const [subject, ...rest] = scope.split('/');
  const code = rest.join('/');
  if (!code || !reason.trim()) return [];
  return subject === 'activity'
    ? [{ subject: 'activity' as const, code, field: 'status', question: reason }]
    : [{ subject: 'indicator' as const, code, field: 'total', question: reason }];
}

/** Where the page opens after a form: at the item that it was about, or at the top with what was done. */
export function buildDonePath(key: Key, sent: SentReview): string {
  const path = `/secretariat/review/${encodeURIComponent(key.round)}/${encodeURIComponent(key.reporter)}`;
  const anchor = sent.code ? `#${buildItemId(sent)}` : '';
  return `${path}?done=${encodeURIComponent(sent.intent)}${anchor}`;
}

/** What is said after a form did its work, by the name in the address. */
export const doneWords: Record<string, string> = {
  start: 'The review has started. The reporter can no longer withdraw the report.',
  ask: 'The question is kept. It is sent when you return the report.',
  remove: 'The question is removed.',
  settle: 'The question is settled.',
  return: 'The report is returned for changes. Its writers see your questions and message.',
  accept: 'The report is accepted.',
  reopen: 'The report is open for changes again.',
};
