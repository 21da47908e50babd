import { z } from 'zod';
import { cooperationAims, type CooperationAim } from '../library/cooperation-aims.ts';

/** What has become of an arrangement between states. */
export const arrangementStatuses = ['being_agreed', 'in_force', 'suspended', 'ended'] as const;
export type ArrangementStatus = (typeof arrangementStatuses)[number];
export const arrangementStatusLabels: Record<ArrangementStatus, string> = {
  being_agreed: 'Being agreed',
  in_force: 'In force',
  suspended: 'Suspended',
  ended: 'Ended',
};

/** How far a state says that an aim or step has come. */
export const accountStatuses = ['not_started', 'in_progress', 'reached', 'stopped'] as const;
export type AccountStatus = (typeof accountStatuses)[number];
export const accountStatusLabels: Record<AccountStatus, string> = {
  not_started: 'Not started',
  in_progress: 'In progress',
  reached: 'Reached',
  stopped: 'Stopped',
};

export const aimLabels: Record<CooperationAim, string> = {
  sharing_intelligence: 'Sharing intelligence',
  investigation: 'Facilitating investigations',
  justice: 'Pursuing justice',
};

/** What a state may release: what was agreed, its account of aims and steps, its counts. */
export const releaseParts = ['terms', 'account', 'counts'] as const;
export type ReleasePart = (typeof releaseParts)[number];
export const releaseLabels: Record<ReleasePart, string> = {
  terms: 'What is agreed: status, contact bodies, steps and results',
  account: 'Our account of aims and steps',
  counts: 'Our numbers of meetings and joint operations',
};

export const countKinds = ['meetings', 'operations'] as const;
export type CountKind = (typeof countKinds)[number];
export const countLabels: Record<CountKind, string> = {
  meetings: 'Meetings',
  operations: 'Joint operations',
};

const text = z.string();
const day = z.string().nullable();
export const bodiesOf = z.object({ party: text, bodies: text });

/** What an arrangement says. It never names a person. */
export const arrangementContent = z.object({
  /** Codes of the member states that take part: two or more, in the order of codes. */
  parties: z.array(text),
  /** Countries outside the region that take part, by name, with their contact bodies. They give no account. */
  countries: z.array(bodiesOf),
  /** The contact bodies of each member state; a state without one is left out. */
  contacts: z.array(bodiesOf),
  status: z.enum(arrangementStatuses),
  agreedOn: day,
  aims: z.array(z.enum(cooperationAims)),
  /** Agreed steps. The code stays with a step. */
  steps: z.array(z.object({ code: text, aim: z.enum(cooperationAims), text, plannedOn: day })),
  results: text,
});
export type ArrangementContent = z.infer<typeof arrangementContent>;

const count = z.number().int().nullable();
/** What a state says of an arrangement. `about` is an aim, or the code of a step: "s1". */
export const accountContent = z.object({
  items: z.array(z.object({ about: text, status: z.enum(accountStatuses), on: day, text })),
  counts: z.array(z.object({ year: z.number().int(), meetings: count, operations: count })),
});
export type AccountContent = z.infer<typeof accountContent>;
export type AccountItem = AccountContent['items'][number];

/** A state's own account of an arrangement. The newest counts; earlier ones are kept. */
export type Account = {
  by: string;
  number: number;
  /** The version of the arrangement that was read. */
  version: number;
  content: AccountContent;
  person: string;
  at: string;
};

/** What a state has released, of which account, and for which version of the arrangement. The newest counts. */
export type Release = {
  by: string;
  number: number;
  version: number;
  parts: ReleasePart[];
  person: string;
  at: string;
};

/** An arrangement as it is now, with every account and release, newest first. */
export type Arrangement = {
  /** The code of its entry in the library. */
  code: string;
  title: string;
  summary: string;
  version: number;
  content: ArrangementContent;
  changedBy: string;
  changedAt: string;
  accounts: Account[];
  releases: Release[];
};

/** The form of an arrangement as typed. */
export type TypedArrangement = {
  status: string;
  agreedOn: string;
  aims: string[];
  contacts: { party: string; bodies: string }[];
  /** A line for each: "China: Ministry of Public Security". */
  countries: string;
  steps: { code: string; aim: string; text: string; plannedOn: string }[];
  results: string;
};

/** The form of an account as typed. */
export type TypedAccount = {
  items: { about: string; status: string; on: string; text: string }[];
  counts: { year: number; meetings: string; operations: string }[];
};
