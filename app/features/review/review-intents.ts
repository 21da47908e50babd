import type { AppCaller } from '#server/trpc/root.ts';
import { runDeskIntent } from './desk-intents.ts';
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
  words: string;
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
    words: text(form, 'words'),
  };
}

/** Does what a form of the review page asks for; returns the name of what was done, for the address. */
export async function runReviewIntent(caller: AppCaller, key: Key, form: FormData): Promise<string> {
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
      break;
    case 'ask': {
      const { subject, code, field } = sent;
      const question = await addPhrase(caller, text(form, 'phrase'), sent.question);
      await caller.review.raiseQuery({ ...key, subject, code, field, question, requestId: move.requestId });
      break;
    }
    case 'remove':
      await caller.review.removeQuery(query);
      break;
    case 'settle':
      await caller.review.resolveQuery(query);
      break;
    case 'return':
      await caller.review.return({ ...move, scope: sent.scope === 'all' ? 'all' : 'queried' });
      break;
    case 'reopen':
      await caller.review.reopen({ ...move, queries: readReopenedItem(sent) });
      break;
    case 'accept':
      // Where two people are asked for, the first word leaves the report where it is.
      return (await caller.review.accept(move)).status === 'accepted' ? 'accept' : 'approve';
    default:
      await runDeskIntent(caller, key, form, sent);
  }
  return sent.intent;
}

/** Without scripts a saved phrase comes beside the question and stands before what was typed. */
async function addPhrase(caller: AppCaller, phrase: string, question: string): Promise<string> {
  if (phrase === '') return question;
  const found = (await caller.review.phrases()).find(({ id, ended }) => String(id) === phrase && !ended);
  return [found?.words ?? '', question.trim()].filter((part) => part !== '').join('\n');
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
export function buildDonePath(key: Key, sent: SentReview, done: string): string {
  const path = `/secretariat/review/${encodeURIComponent(key.round)}/${encodeURIComponent(key.reporter)}`;
  const anchor = sent.code ? `#${buildItemId(sent)}` : '';
  return `${path}?done=${encodeURIComponent(done)}${anchor}`;
}

/** What is said after a form did its work, by the name in the address. */
export const doneWords: Record<string, string> = {
  start: 'The review has started. The reporter can no longer withdraw the report.',
  ask: 'The question is kept. It is sent when you return the report.',
  remove: 'The question is removed.',
  settle: 'The question is settled.',
  return: 'The report is returned for changes. Its writers see your questions and message.',
  accept: 'The report is accepted.',
  approve: 'Your word is kept. Somebody else accepts the report.',
  note: 'The note for the compiler is kept.',
  'end-note': 'The note for the compiler is settled.',
  edit: 'The wording stands beside the report, which is as it was sent.',
  'withdraw-edit': 'The wording is taken out. Editions carry the words of the reporter.',
  reopen: 'The report is open for changes again.',
};
