import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type MailLog = Outputs['mail']['list'];
export type LoggedMail = MailLog['mails'][number];
export type OutboxEntry = Outputs['mail']['outbox']['mails'][number];
