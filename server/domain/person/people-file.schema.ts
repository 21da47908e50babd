import type { Role } from '../access/can.rules.ts';

/** The columns of a list of people, as named in the first line of its sheet. */
export const peopleColumns = ['name', 'email', 'role', 'reporter', 'agency'] as const;
export type PeopleColumn = (typeof peopleColumns)[number];

export const peopleSheetName = 'people';
/** More people than the whole region's machinery has; a longer list is a mistake. */
export const mostPeople = 500;

/** A row as typed. `row` is its number in the spreadsheet. */
export type PeopleRow = { row: number } & Record<PeopleColumn, string>;

/** The content of an upload: its rows, the spreadsheet column of each field ("B"), and unreadable cells. */
export type PeopleUpload = {
  rows: PeopleRow[];
  letters: Partial<Record<PeopleColumn, string>>;
  problems: PeopleProblem[];
};

/** A cell that makes its row unusable. */
export type PeopleProblem = { row: number; column: PeopleColumn; cell: string; message: string };

/** A row that can be invited, or given a role if the person has an account. */
export type ReadyPerson = {
  row: number;
  name: string;
  email: string;
  role: Role;
  reporter: { code: string; name: string } | null;
  agency: string | null;
  /** The person's account, if there is one. */
  personId: string | null;
};

/** What a list of people is checked against. */
export type KnownPeople = {
  reporters: readonly {
    code: string;
    kind: 'state' | 'body';
    name: string;
    agencies: readonly { acronym: string; name: string }[];
  }[];
  /** Accounts by email address. */
  accounts: ReadonlyMap<
    string,
    { id: string; name: string; disabled: boolean; roles: readonly { role: Role; reporter: string | null }[] }
  >;
  rolesToGive: readonly Role[];
  /** Whoever uploaded the list. */
  viewerId: string;
};
