import { DataTable } from '#app/components/data-table.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { MovedCell } from '#app/contract.ts';
import { labelColumn } from './plan-cells.ts';

/** What somebody else changed in a row meanwhile, beside what was typed, so that a person can decide. */
export function MovedCells({
  code,
  moved,
  children,
}: {
  code: string;
  moved: readonly MovedCell[];
  children: React.ReactNode;
}) {
  const isTyped = moved.some(({ typed }) => typed !== null);
  return (
    <Notice kind="warning" title={`Somebody else changed ${code} meanwhile. Yours is not applied.`}>
      <DataTable
        caption="What was changed"
        captionHidden
        narrow="stack"
        dense
        rows={moved}
        rowKey={({ column }) => column}
        columns={[
          { key: 'field', header: 'Field', rowHeader: true, cell: ({ column }) => labelColumn(column) },
          { key: 'opened', header: 'When you opened it', cell: ({ opened }) => opened || 'empty' },
          { key: 'now', header: 'As it reads now', cell: ({ now }) => now || 'empty' },
          ...(isTyped
            ? [
                {
                  key: 'typed',
                  header: 'Yours',
                  cell: ({ typed }: MovedCell) => (typed === null ? 'not changed' : typed || 'empty'),
                },
              ]
            : []),
        ]}
      />
      {children}
    </Notice>
  );
}
