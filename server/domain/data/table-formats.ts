/**
 * What every table of the open data can be downloaded as, in the order in which it is offered. The page, the catalogue,
 * the list of files and the description by OpenAPI read this list; the labels are the same in every language.
 */
export const tableFormats = [
  { ending: 'csv', label: 'CSV', type: 'text/csv' },
  { ending: 'json', label: 'JSON', type: 'application/json' },
] as const;

export type TableFormat = (typeof tableFormats)[number];

/** JSON comes in pages of rows, with where they come from; the others are the whole table. */
export type WholeFormat = Exclude<TableFormat, { ending: 'json' }>;

export const isWhole = (format: TableFormat): format is WholeFormat => format.ending !== 'json';
