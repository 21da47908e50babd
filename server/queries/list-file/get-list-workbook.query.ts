import { renderSheets } from '#server/exports/xlsx/render-workbook.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import type { PlanFileDownload } from '../plan/get-plan-workbook.query.ts';
import { type ListName, listTables, type ListWanted } from './list-tables.ts';

/** A list of the desk as a workbook, in base64: what it is and of when, and its rows to be sorted and filtered. */
export async function getListWorkbook(
  context: OperationContext,
  { list, ...wanted }: ListWanted & { list: ListName },
): Promise<PlanFileDownload> {
  const { title, note, sheets } = await listTables[list](context, wanted);
  const at = context.now().toISOString();
  const file = await renderSheets({ title, at }, [
    ...sheets.map(({ name, columns, rows }) => ({
      name,
      columns: [...columns],
      rows: rows.map((row) => [...row]),
    })),
    {
      name: 'About',
      columns: [
        { name: '', kind: 'text', width: 24 },
        { name: '', kind: 'text', width: 90 },
      ],
      rows: [
        [title, null],
        ['As of', `${at.slice(0, 16).replace('T', ' ')} UTC`],
        ['Rows', sheets.reduce((sum, { rows }) => sum + rows.length, 0)],
        ...(note === '' ? [] : [['Note', note]]),
        ['For', 'ASEAN eyes. It is not public.'],
      ],
    },
  ]);
  const of = wanted.of ?? wanted.round ?? at.slice(0, 10);
  return {
    fileName: `bohol-${list}-${of}-restricted.xlsx`,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: Buffer.from(file).toString('base64'),
  };
}
