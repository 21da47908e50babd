import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { PlanPreview } from '#app/contract.ts';
import { labelColumn } from './column-words.ts';

/** What stands in the way of an upload, by sheet and cell; of an edit, by field. */
export function PlanProblems({
  problems,
  unreadable,
  isEdit,
}: {
  problems: PlanPreview['problems'];
  unreadable: string | null;
  isEdit: boolean;
}) {
  if (unreadable !== null) return <Notice kind="warning" title={unreadable} />;
  return (
    <Section
      id="problems"
      title={problems.length === 1 ? 'One thing to put right' : `${problems.length} things to put right`}
      lead={
        isEdit
          ? 'The plan has moved since you typed this. Nothing can be applied before.'
          : 'Nothing can be applied before. Change the file and upload it again.'
      }
    >
      <DataTable
        caption={isEdit ? 'What is to be put right' : 'What is to be put right, by sheet and cell'}
        captionHidden
        narrow="stack"
        dense
        rows={problems}
        rowKey={(_, index) => index}
        columns={[
          {
            key: 'place',
            header: 'Where',
            rowHeader: true,
            cell: ({ sheet, row, column }) =>
              isEdit ? labelColumn(column) : `${sheet}, row ${row}, column ${column}`,
          },
          { key: 'what', header: 'What', cell: ({ message }) => message },
        ]}
      />
    </Section>
  );
}
