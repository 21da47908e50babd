import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { RowChange } from './answers.ts';
import styles from './plan-desk.module.css';

const kindWords = { added: 'Added', changed: 'Changed', ended: 'Ended', removed: 'Taken out' } as const;

/** Every change of a plan, a table a sheet: what happens to a row, and each of its cells as it was and as it will be. */
export function ChangeTables({
  changes,
  touched = [],
  prefix = '',
}: {
  changes: readonly RowChange[];
  touched?: readonly string[];
  /** Before the ids of headings, where there are several lists on a page. */
  prefix?: string;
}) {
  const sheets = [...new Set(changes.map(({ sheet }) => sheet))];
  return sheets.map((sheet) => (
    <Section key={sheet} level={3} id={`${prefix}sheet-${sheet}`} title={`Sheet ${sheet}`}>
      <ChangeTable
        caption={`Changes of the sheet ${sheet}`}
        changes={changes.filter((change) => change.sheet === sheet)}
        touched={touched}
      />
    </Section>
  ));
}

function ChangeTable({
  caption,
  changes,
  touched,
}: {
  caption: string;
  changes: readonly RowChange[];
  touched: readonly string[];
}) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      dense
      rows={changes}
      rowKey={({ key, kind }) => `${kind} ${key}`}
      columns={[
        {
          key: 'row',
          header: 'Row',
          rowHeader: true,
          minWidth: '12rem',
          cell: ({ key, title }) => (
            <>
              {key} {title === key ? '' : title}
            </>
          ),
        },
        {
          key: 'kind',
          header: 'What happens',
          cell: ({ kind, sheet, key }) => (
            <>
              {kindWords[kind]}
              {touched.includes(`${sheet}/${key}`) ? <span className={styles.note}>has reports</span> : null}
            </>
          ),
        },
        {
          key: 'cells',
          header: 'Cells',
          cell: ({ cells, kind }) => <CellChanges cells={cells} isNew={kind === 'added'} />,
        },
      ]}
    />
  );
}

function CellChanges({ cells, isNew }: { cells: RowChange['cells']; isNew: boolean }) {
  if (cells.length === 0) return <>–</>;
  return (
    <dl className={styles.cells}>
      {cells.map(({ column, before, after }) => (
        <div key={column}>
          <dt>{column}</dt>
          <dd>
            {isNew ? null : (
              <>
                <del className={styles.before}>{before || 'empty'}</del>{' '}
              </>
            )}
            <ins className={styles.after}>{after || 'empty'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
