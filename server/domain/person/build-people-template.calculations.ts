import { type Role, roleLabels } from '../access/can.rules.ts';
import type { PlainWorkbook } from '../workbook/plain-sheet.ts';
import { type KnownPeople, type PeopleColumn, peopleColumns, peopleSheetName } from './people-file.schema.ts';

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
          { column: 2, fromRow: 1, toRow: rows, words: rolesToGive.map((role) => roleLabels[role]) },
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
