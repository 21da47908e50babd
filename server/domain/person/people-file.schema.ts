import { type Role, roleLabels } from '../access/can.rules.ts';
import type { PlainWorkbook } from '../workbook/plain-sheet.ts';

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

/** What became of a list: how many were invited, given a role and asked for one, and which cells kept a row out. */
export type PeopleOutcome = {
  invited: number;
  given: number;
  /** Absent in lists of before roles were confirmed. */
  asked?: number;
  left: { row: number; cell: string; message: string }[];
};

/** Rows that offer roles and reporters to choose from. */
const rows = 200;

export const columnMeanings: Record<PeopleColumn, string> = {
  name: 'The name of the person.',
  email: 'The address with which the person signs in. Somebody who has an account gets the role added to it.',
  role: 'The role, as in the list.',
  reporter:
    'The code of the state or body for which the person works; empty for the secretariat and administrators.',
  agency: 'For contributors of a state: the acronym of their agency, or empty.',
};
const widths: Record<PeopleColumn, number> = { name: 32, email: 36, role: 22, reporter: 14, agency: 16 };

/** Builds an empty list of people as a workbook, with a sheet of the states and bodies and their agencies. */
export function buildPeopleTemplate(
  reporters: KnownPeople['reporters'],
  rolesToGive: readonly Role[],
): PlainWorkbook {
  const sheet = {
    visibility: 'visible',
    freeze: { rows: 1, columns: 0 },
    headerRow: 1,
    printColumns: null,
    landscape: true,
    isOpen: true,
  } as const;
  return {
    title: 'People to invite',
    sheets: [
      {
        ...sheet,
        name: peopleSheetName,
        columns: peopleColumns.map((column) => ({ width: widths[column] })),
        rows: [
          {
            cells: peopleColumns.map((column) => ({
              value: column,
              look: 'header',
              note: columnMeanings[column],
            })),
          },
        ],
        choices: [
          {
            column: 2,
            fromRow: 1,
            toRow: rows,
            words: rolesToGive.filter((role) => role !== 'partner').map((role) => roleLabels[role]),
          },
          { column: 3, fromRow: 1, toRow: rows, sheet: 'reporters' },
        ],
      },
      {
        ...sheet,
        name: 'reporters',
        columns: [{ width: 14 }, { width: 50 }, { width: 60 }],
        rows: [
          { cells: ['code', 'name', 'agencies'].map((value) => ({ value, look: 'header' as const })) },
          ...reporters.map(({ code, name, agencies }) => ({
            cells: [code, name, agencies.map(({ acronym }) => acronym).join('; ')].map((value) => ({
              value,
              look: 'locked' as const,
            })),
          })),
        ],
      },
    ],
    lists: [],
  };
}
