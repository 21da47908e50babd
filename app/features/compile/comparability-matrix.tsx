import { Link } from 'react-router';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Comparability, ComparedIndicator } from '#app/contract.ts';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import styles from './compile.module.css';
import { compilePaths } from './compile-paths.ts';

/** Short words for the cells; the legend above the table says what they mean. */
export const stateWords: Record<ComparedIndicator['cells'][number]['state'], string> = {
  reported: 'yes',
  not_available: 'none',
  not_applicable: 'n/a',
  not_yet_reported: '–',
};

/** Which state has a figure in which total, and by what of its own it counts. */
export function ComparabilityMatrix({ round, data }: { round: string; data: Comparability }) {
  const asked = new Set(data.indicators.flatMap(({ cells }) => cells.map(({ reporter }) => reporter)));
  const reporters = data.reporters.filter(({ code, kind }) => kind === 'state' && asked.has(code));
  return (
    <DataTable
      caption={`Who is in which total of ${round}, and by what of its own it counts`}
      captionHidden
      wide
      dense
      rows={data.indicators}
      rowKey={({ code }) => code}
      isCurrent={({ code }) => code === data.detail?.indicator}
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '11rem',
          cell: ({ code, title }) => (
            <>
              <Link to={compilePaths.comparability(round, code)} preventScrollReset>
                {code}
              </Link>{' '}
              <span className={styles.muted}>{title}</span>
            </>
          ),
        },
        {
          key: 'region',
          header: 'Region',
          minWidth: '9rem',
          cell: ({ regional }) =>
            regional ? (
              <>
                {regional.value}
                {regional.coverage === regional.value ? null : (
                  <span className={styles.muted}>, {regional.coverage}</span>
                )}
              </>
            ) : (
              '–'
            ),
        },
        ...reporters.map(
          ({ code, name }): Column<ComparedIndicator> => ({
            key: code,
            header: (
              <>
                <span aria-hidden="true">{code}</span>
                <VisuallyHidden>{name}</VisuallyHidden>
              </>
            ),
            mark: true,
            cell: ({ cells }) => <Cell cell={cells.find(({ reporter }) => reporter === code)} />,
          }),
        ),
        {
          key: 'reservations',
          header: 'What limits it',
          minWidth: '20rem',
          cell: ({ reservations }) =>
            reservations.length === 0 ? (
              <span className={styles.muted}>nothing known</span>
            ) : (
              <ul className={styles.reservations}>
                {reservations.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

function Cell({ cell }: { cell: ComparedIndicator['cells'][number] | undefined }) {
  if (!cell) return <VisuallyHidden>not asked</VisuallyHidden>;
  return (
    <span className={styles.cell}>
      <span aria-hidden="true">{cell.isLeftOut ? 'out' : stateWords[cell.state]}</span>
      <VisuallyHidden>{cell.isLeftOut ? 'not released' : valueStateLabels[cell.state]}</VisuallyHidden>
      {cell.kinds.length > 0 ? <span className={styles.kinds}>{cell.kinds.join(', ')}</span> : null}
    </span>
  );
}
