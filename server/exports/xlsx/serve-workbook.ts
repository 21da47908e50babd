import { formatDataValue } from '#server/domain/data/csv-cell.rules.ts';
import type { Column } from '#server/domain/data/column.ts';
import { type Dataset, type DatasetName, datasets } from '#server/domain/data/datasets.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { findOwnWithdrawal, describeWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { buildPublicationMeta } from '../json/serve-json.ts';
import { type DataRow, type DataSource, readDataset } from '../data-rows.ts';
import type { WorkbookColumn, WorkbookValue } from './build-data-workbook.ts';
import { renderWorkbook } from './render-workbook.ts';

/** The sheets in the order that readers look for them. */
const order: readonly DatasetName[] = [
  'plan',
  'activities',
  'statuses',
  'indicators',
  'targets',
  'values',
  'library',
  'recommendations',
];

/** Responds with one workbook of everything, rendered in a thread of its own. */
export async function serveWorkbook(source: DataSource): Promise<Response> {
  const file = await makeWorkbook(source);
  return new Response(file, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="bohol-publication-${source.publication.number}.xlsx"`,
      'cache-control': 'public, no-cache',
    },
  });
}

function makeWorkbook(source: DataSource): Promise<Uint8Array<ArrayBuffer>> {
  const { number, publishedAt } = source.publication;
  return renderWorkbook({ title: `Bohol tracker, publication ${number}`, at: publishedAt }, async (send) => {
    send({ kind: 'sheet', name: 'About', columns: aboutColumns });
    send({ kind: 'rows', rows: describeWorkbook(source) });
    for (const dataset of listSheets()) {
      send({ kind: 'sheet', name: nameSheet(dataset), columns: listSheetColumns(dataset) });
      for await (const rows of readDataset(source, dataset.name, {})) {
        send({ kind: 'rows', rows: rows.map((row) => listCells(dataset.columns, row)) });
      }
    }
  });
}

function listSheets(): Dataset[] {
  const place = ({ name }: Dataset) => (order.includes(name) ? order.indexOf(name) : order.length);
  return datasets.toSorted((a, b) => place(a) - place(b));
}

const nameSheet = ({ name }: Dataset) => name.charAt(0).toUpperCase() + name.slice(1);

const aboutColumns: WorkbookColumn[] = [
  { name: '', kind: 'text', width: 24 },
  { name: '', kind: 'text', width: 110 },
];

const widths: Record<Column['kind'], number> = {
  text: 40,
  code: 18,
  whole: 12,
  decimal: 14,
  truth: 12,
  day: 12,
  moment: 24,
  link: 28,
  list: 28,
  pairs: 28,
};

/** The state of a value is in words beside its code, so that nobody reads an empty cell as zero. */
const hasStateInWords = ({ codes }: Column) => codes?.includes('suppressed') ?? false;

function listSheetColumns({ columns }: Dataset): WorkbookColumn[] {
  return columns.flatMap((column) => [
    { name: column.name, kind: column.kind, width: widths[column.kind] },
    ...(hasStateInWords(column)
      ? [{ name: `${column.name}_in_words`, kind: 'text' as const, width: 20 }]
      : []),
  ]);
}

function listCells(columns: readonly Column[], row: DataRow): WorkbookValue[] {
  return columns.flatMap((column): WorkbookValue[] => {
    const value = writeValue(row[column.name]);
    return hasStateInWords(column) ? [value, formatState(String(value))] : [value];
  });
}

const formatState = (code: string): string =>
  code === 'reported' ? 'Reported' : ((words as Record<string, string>)[code] ?? code);

function writeValue(value: unknown): WorkbookValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return formatDataValue(value) || null;
}

function describeWorkbook(source: DataSource): WorkbookValue[][] {
  const { publication, origin } = source;
  const { licence, attribution, notice, generated_from } = buildPublicationMeta(origin, publication);
  const withdrawal = findOwnWithdrawal(publication);
  return [
    [`Bohol tracker, publication ${publication.number}${withdrawal ? ' (withdrawn)' : ''}`, null],
    ...(withdrawal ? [['Withdrawn', describeWithdrawal(withdrawal)]] : []),
    ['Title', publication.title],
    ['Plan', publication.planTitle],
    ['Published', publication.publishedAt.slice(0, 10)],
    ['Newest round', publication.roundCode],
    ['Address', `${origin}/publications/${publication.number}`],
    ...(notice ? [['Notice', notice]] : []),
    ['Licence', `${licence.name} (${licence.code}), ${licence.url}`],
    ['Name the source as', attribution],
    ['Checksum', generated_from.content_sha256],
    [
      'Zero and nothing',
      'Zero is a number and is written 0. Where there is no number the cell is empty, and the column "state" says why. Never read an empty cell as zero.',
    ],
    ['Figures of 16 digits', 'A figure with more digits than a spreadsheet keeps stands as text.'],
    ...(
      ['reported', 'suppressed', 'withheld', 'not_available', 'not_applicable', 'not_yet_reported'] as const
    ).map((state) => [
      state,
      state === 'reported' ? 'there is a figure; it may be zero' : words[`${state}Meaning`],
    ]),
    ...listSheets().map((dataset) => [
      `Sheet ${nameSheet(dataset)}`,
      `Each row is ${dataset.line}. ${dataset.holds}.`,
    ]),
    ['Columns', `Explained at ${origin}/data`],
  ];
}
