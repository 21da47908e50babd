import { z } from 'zod';

// Longer than the stored maximum, so that the rules can explain what is wrong.
const text = z.string().max(20_000);
const codes = z.array(z.string().max(120)).max(500).default([]);

/** An entry as a form sends it: days as "2025-06-02", the year as text, empty for none. */
export const libraryItemInput = z.object({
  kind: text,
  title: text,
  summary: text,
  happenedOn: text.default(''),
  endedOn: text.default(''),
  year: text.default(''),
  organisers: text.default(''),
  place: text.default(''),
  url: text.default(''),
  basis: text.default(''),
  states: codes,
  bodies: codes,
  partners: codes,
  activities: codes,
  lenses: codes,
});
export type LibraryItemInput = z.infer<typeof libraryItemInput>;

/** The codes that an entry may name. */
export type LibraryCodes = {
  kinds: ReadonlyMap<string, { isCooperation: boolean }>;
  states: ReadonlySet<string>;
  bodies: ReadonlySet<string>;
  partners: ReadonlySet<string>;
  activities: ReadonlySet<string>;
  lenses: ReadonlySet<string>;
};

/** An entry as it is stored. */
export type LibraryContent = {
  kind: string;
  title: string;
  summary: string;
  happenedOn: string | null;
  endedOn: string | null;
  year: number | null;
  organisers: string;
  place: string;
  url: string | null;
  basis: string;
  states: string[];
  bodies: string[];
  partners: string[];
  activities: string[];
  lenses: string[];
};

/** The code lists of an entry, in the order of its form. */
export const libraryTies = ['states', 'bodies', 'partners', 'activities', 'lenses'] as const;
export type LibraryTie = (typeof libraryTies)[number];
