import { referenceListNames, referenceLists } from '#server/domain/reference/reference-lists.ts';
import { listReferenceColumns } from '#server/domain/reference/reference-workbook.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { getReferenceList } from '../reference/get-reference-lists.query.ts';
import type { ListSheet, ListTable, ListWanted } from './list-tables.ts';

/**
 * A list of the tracker, or all of them, with every column and the names in every language: a sheet each, which can be
 * corrected and uploaded again.
 */
export async function listReferenceTable(context: OperationContext, { of }: ListWanted): Promise<ListTable> {
  const sheets: ListSheet[] = [];
  for (const list of of ? [of] : referenceListNames) {
    const columns = listReferenceColumns(list);
    const { rows } = await getReferenceList(context, { list });
    sheets.push({
      name: referenceLists[list].title,
      columns: columns.map(({ header, field }) => ({
        name: header,
        kind: 'text',
        width: field === null ? 10 : field.kind === 'lines' ? 60 : 24,
      })),
      rows: rows.map(({ cells, words, ended }) =>
        columns.map(({ field, language }) => {
          if (!field) return ended ? 'yes' : 'no';
          return (language ? words[field.name]?.[language] : cells[field.name]) || null;
        }),
      ),
    });
  }
  return {
    title: of ? referenceLists[of].title : 'Lists of the tracker',
    note: 'To change many rows, correct them here and upload the workbook on the page “Lists”. A row that you remove stays as it is; to end it, write yes under “Ended” or its last day.',
    sheets,
  };
}
