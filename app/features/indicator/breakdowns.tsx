import type { CSSProperties } from 'react';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { Legend } from '#app/features/status/status-legend.tsx';
import type { IndicatorPage, RoundFigure } from '#server/trpc/routers/dashboard-figures.router.ts';
import { FigureValue } from './figure-value.tsx';
import styles from './indicator.module.css';

type BreakdownsProps = Pick<IndicatorPage, 'indicator' | 'rounds' | 'region' | 'cells'>;

interface BreakdownRow {
  key: string;
  name: string;
  byRound: Map<string, RoundFigure>;
}

/** The regional figure split by one dimension after the other, round by round, with its total. */
export function Breakdowns({ indicator, rounds, region, cells }: BreakdownsProps) {
  const dimensions = indicator.dimensions.filter(({ code }) =>
    cells.some(({ dimension }) => dimension === code),
  );
  if (dimensions.length === 0) return null;
  const index = (figures: readonly RoundFigure[]) => new Map(figures.map((figure) => [figure.round, figure]));
  const total = index(region);
  const states = new Set(
    cells.flatMap(({ figures }) => figures.flatMap(({ state }) => (state === 'reported' ? [] : [state]))),
  );
  // Room for the name and a column for each round; a percentage has its parts under it.
  const tableWidth = 8 + rounds.length * (indicator.measure === 'percentage' ? 5 : 4);
  return (
    <Section
      id="breakdowns"
      title={`Split by ${joinNames(dimensions.map(({ name }) => name.toLowerCase()))}`}
      lead="Each split stands by itself: parts of different splits overlap. Parts may add up to less than the total, where a report had no split."
    >
      <Legend noNumbers={[...states]} />
      <div className={styles.breakdowns} style={{ '--table-width': `${tableWidth}rem` } as CSSProperties}>
        {dimensions.map((dimension) => {
          const rows: BreakdownRow[] = dimension.categories.flatMap(({ code, name }) => {
            const cell = cells.find((one) => one.dimension === dimension.code && one.category === code);
            return cell ? [{ key: code, name, byRound: index(cell.figures) }] : [];
          });
          return (
            <DataTable
              key={dimension.code}
              caption={`By ${dimension.name.toLowerCase()}`}
              dense
              fit
              wide
              rows={rows}
              rowKey={({ key }) => key}
              columns={[
                {
                  key: 'category',
                  header: dimension.name,
                  rowHeader: true,
                  minWidth: '6.5rem',
                  cell: ({ name }) => name,
                  footer: 'Total',
                },
                ...rounds.map(({ code }) => ({
                  key: code,
                  header: code,
                  numeric: true,
                  cell: ({ byRound }: BreakdownRow) => (
                    <FigureValue subject={indicator} figure={byRound.get(code)} withParts />
                  ),
                  footer: <FigureValue subject={indicator} figure={total.get(code)} withParts />,
                })),
              ]}
            />
          );
        })}
      </div>
    </Section>
  );
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
