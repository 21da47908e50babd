import { stringify } from 'csv-stringify/sync';
import { writeDataCell } from '#server/domain/data/csv-cell.rules.ts';
import type { Column } from '#server/domain/data/column.ts';
import type { DataRow } from './data-rows.ts';

type Named = Pick<Column, 'name'>;

/** The first line of a file: the names of its columns. CSV by RFC 4180, in UTF-8 without a byte-order mark. */
export function writeCsvHeader(columns: readonly Named[]): string {
  return stringify([columns.map(({ name }) => name)], { record_delimiter: 'windows' });
}

/** Rows as lines. Nothing is an empty cell, zero is 0, truth is true or false. */
export function writeCsvRows(columns: readonly Named[], rows: readonly DataRow[]): string {
  return stringify(
    rows.map((row) => columns.map(({ name }) => writeDataCell(row[name]))),
    { record_delimiter: 'windows' },
  );
}
