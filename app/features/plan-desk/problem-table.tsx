import { DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/layout.tsx';
import type { PlanPreview } from '#app/contract.ts';
import { labelColumn } from './column-labels.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

/** Things to correct, each once with the cells in which it is. */
export function ProblemTable({
  caption,
  groups,
  isEdit = false,
}: {
  caption: string;
  groups: PlanPreview['problems'];
  /** For what was typed on a page: the fields are named, not cells. */
  isEdit?: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      dense
      rows={groups}
      rowKey={({ message }) => message}
      columns={[
        { key: 'what', header: 'What', rowHeader: true, cell: ({ message }) => message },
        { key: 'count', header: 'Cells', numeric: true, cell: ({ places }) => places.length },
        {
          key: 'where',
          header: 'Where',
          cell: ({ places }) =>
            isEdit ? places.map(({ column }) => labelColumn(column)).join(', ') : <Places places={places} />,
        },
      ]}
    />
  );
}

/** How many cells are named before the rest folds. */
const shownPlaces = 8;

function Places({ places }: { places: PlanPreview['problems'][number]['places'] }) {
  const sheets = [...Map.groupBy(places, ({ sheet }) => sheet)];
  const list = (few: boolean) =>
    sheets
      .map(([sheet, cells]) => {
        const named = few ? cells.slice(0, shownPlaces) : cells;
        return `${formatUpperFirst(sheet)}, ${named.map(({ cell, row, column }) => cell ?? `row ${row} (${column})`).join(', ')}`;
      })
      .join('; ');
  const hasMore = sheets.some(([, cells]) => cells.length > shownPlaces);
  if (!hasMore) return list(false);
  return (
    <>
      {list(true)} …
      <Details summary={`All ${places.length} cells`}>
        <p>{list(false)}</p>
      </Details>
    </>
  );
}
