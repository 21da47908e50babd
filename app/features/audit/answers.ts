import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type Audit = Outputs['audit']['list'];
export type AuditEntry = Audit['entries'][number];
export type AuditVerdict = Outputs['audit']['verify'];
