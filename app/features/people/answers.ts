import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/trpc/root.ts';

type Outputs = inferRouterOutputs<AppRouter>;

/** What the contract answers, under the names that these screens use. */
export type People = Outputs['people']['list'];
export type Person = People['people'][number];
export type HeldRole = Person['roles'][number];
export type OpenInvitation = People['invitations'][number];
export type OwnSession = Outputs['session']['list']['sessions'][number];
export type WaitingRole = People['waiting'][number];
export type ReporterPerson = Outputs['people']['ofReporter']['people'][number];
export type AccessReview = Outputs['access']['review'];
export type ReviewedRole = AccessReview['roles'][number];
export type AccessReminder = Outputs['access']['reminder'];
export type PeoplePreview = Outputs['people']['previewList'];
export type PersonAtWork = Outputs['people']['get'];
