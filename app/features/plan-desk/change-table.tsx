import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { RowChange, SheetSummary } from '#app/contract.ts';
import styles from './plan-desk.module.css';

const kindWords = { added: 'Added', changed: 'Changed', ended: 'Ended', removed: 'Removed' } as const;

/** More rows than these are folded where they are new: what changes in the plan as it is comes first. */
const shownAdded = 5;

interface ChangeTablesProps {
  changes: readonly RowChange[];
  touched?: readonly string[];
  /** Of an upload: every sheet that was compared, with the rows that stay as they are. */
  sheets?: readonly SheetSummary[];
  /** Before the ids of headings, where there are several lists on a page. */
  prefix?: string;
}

/**
 * Every change of a plan, a table a sheet: what happens to a row, and each of its cells as it was and as it will be.
 * What is changed, ended or removed stands first; many new rows, and those that stay, are folded.
 */
export function ChangeTables({ changes, touched = [], sheets = [], prefix = '' }: ChangeTablesProps) {
  const names =
    sheets.length > 0 ? sheets.map(({ sheet }) => sheet) : [...new Set(changes.map(({ sheet }) => sheet))];
  const shownSheets = new Set(changes.map(({ sheet }) => sheet)).size;
  return names.map((sheet) => {
    const here = changes.filter((change) => change.sheet === sheet);
    const unchanged = sheets.find((summary) => summary.sheet === sheet)?.unchanged ?? [];
    if (here.length === 0) return null;
    const added = here.filter(({ kind }) => kind === 'added');
    const folded = added.length > shownAdded ? added : [];
    const others = here.filter(({ kind }) => kind !== 'added');
    const shown = folded.length > 0 ? others : [...others, ...added];
    const caption = `Changes of the sheet ${sheet}`;
    return (
      <Section
        key={sheet}
        level={3}
        id={`${prefix}sheet-${sheet}`}
        title={`Sheet ${sheet}`}
        // Of one sheet alone it is said above.
        lead={shownSheets > 1 ? countPlanChanges(here) : undefined}
      >
        {shown.length > 0 ? <ChangeTable caption={caption} changes={shown} touched={touched} /> : null}
        {folded.length > 0 ? (
          <Details summary={`${folded.length} rows added`} flush>
            <ChangeTable caption={`Rows added to the sheet ${sheet}`} changes={folded} touched={touched} />
          </Details>
        ) : null}
        {unchanged.length > 0 ? (
          <Details
            summary={unchanged.length === 1 ? '1 row is unchanged' : `${unchanged.length} rows are unchanged`}
          >
            <ul className={styles.unchanged}>
              {unchanged.map(({ key, title }) => (
                <li key={key}>
                  {key} {title === key ? '' : title}
                </li>
              ))}
            </ul>
          </Details>
        ) : null}
      </Section>
    );
  });
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
          header: 'Effect',
          nowrap: true,
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
          minWidth: '26rem',
          cell: ({ cells, kind }) => <CellChanges cells={cells} isNew={kind === 'added'} />,
        },
      ]}
    />
  );
}

function CellChanges({ cells, isNew }: { cells: RowChange['cells']; isNew: boolean }) {
  if (cells.length === 0) return <>–</>;
  return (
    <dl className={isNew ? styles.newCells : styles.cells}>
      {cells.map(({ column, before, after }) => (
        <div key={column}>
          <dt>{column}</dt>
          <dd>
            {isNew ? (
              after
            ) : (
              <>
                <del className={styles.before}>{before || 'empty'}</del>{' '}
                <ins className={styles.after}>{after || 'empty'}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** "3 rows added, 1 changed, 1 ended." */
export function countPlanChanges(changes: readonly Pick<RowChange, 'kind'>[]): string {
  const words = [
    ['added', 'added'],
    ['changed', 'changed'],
    ['ended', 'ended'],
    ['removed', 'removed'],
  ] as const;
  const parts = words.flatMap(([kind, word]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  return parts.length === 0 ? 'No rows differ.' : `Rows: ${parts.join(', ')}.`;
}
