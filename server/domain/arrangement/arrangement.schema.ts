import { z } from 'zod';
import { cooperationAims } from '../library/cooperation-aims.ts';
import { accountStatuses, arrangementStatuses, type ReleasePart } from './arrangement-words.ts';

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
