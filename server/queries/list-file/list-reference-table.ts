import { DomainError } from '#server/domain/error/domain-error.ts';
import { getLanguage } from '#server/domain/language/languages.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import { translatedLanguages } from '#server/domain/reference/reference-row.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { getReferenceList } from '../reference/get-reference-lists.query.ts';
import type { ListTable, ListWanted } from './list-tables.ts';

/** A list of the tracker with every column, and its names in every language. Throws BAD_INPUT without a list. */
export async function listReferenceTable(context: OperationContext, { of }: ListWanted): Promise<ListTable> {
  if (!of) {
    const message = 'Say which list.';
    throw new DomainError('BAD_INPUT', message, { fields: [{ path: 'of', message }] });
  }
  const { title, fields, canEnd } = referenceLists[of];
  const { rows } = await getReferenceList(context, { list: of });
  const columns = fields.flatMap(({ name, label, kind, translated }) => [
    { name: label, kind: 'text' as const, width: kind === 'lines' ? 60 : 24, cell: name, language: null },
    ...(translated
      ? translatedLanguages.map((language) => ({
          name: `${label}, ${getLanguage(language).name}`,
          kind: 'text' as const,
          width: kind === 'lines' ? 60 : 24,
          cell: name,
          language,
        }))
      : []),
  ]);
  return {
    title,
    note: 'In order. Corrections are made on the page of the list.',
    columns: [
      ...columns.map(({ name, kind, width }) => ({ name, kind, width })),
      ...(canEnd ? [{ name: 'Ended', kind: 'text' as const, width: 10 }] : []),
    ],
    rows: rows.map(({ cells, words, ended }) => [
      ...columns.map(({ cell, language }) => (language ? words[cell]?.[language] : cells[cell]) || null),
      ...(canEnd ? [ended ? 'yes' : 'no'] : []),
    ]),
  };
}
