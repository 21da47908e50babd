import type { AppCaller } from '#server/trpc/root.ts';
import { type WaitingIntent, waitingIntents } from './waiting-role-table.tsx';

/** The intent of a form about a role that waits; null for any other form. */
export const readWaitingIntent = (form: FormData): WaitingIntent | null =>
  waitingIntents.find((known) => known === form.get('intent')) ?? null;

/** Does what a form about a role that waits asks for. */
export async function decideWaiting(caller: AppCaller, intent: WaitingIntent, form: FormData): Promise<void> {
  const request = Number(form.get('request')) || 1;
  if (intent === 'confirmRole') await caller.people.confirmRole({ request });
  else if (intent === 'declineRole') await caller.people.declineRole({ request });
  else await caller.people.withdrawRole({ request });
}

/** What is said after it was done. */
export const waitingDoneWords: Record<WaitingIntent, string> = {
  confirmRole: 'The role is confirmed. It counts from now on, and all concerned are told.',
  declineRole: 'The role is declined. Nothing changes, and all concerned are told.',
  withdrawRole: 'The role is taken back.',
};
