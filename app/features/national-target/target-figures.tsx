import { DataTable } from '#app/components/data-table.tsx';
import type { NationalTarget } from '#app/contract.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { formatBaseline, formatTargets } from '#server/domain/target/describe-national-targets.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import type { NationalTargetContent } from '#server/domain/target/national-target.rules.ts';
import { StepHistory } from './step-parts.tsx';

const findTarget = ({ targets }: NationalTargetContent, year: number) =>
  targets.find((target) => target.year === year)?.value ?? null;

/** What waits, what is accepted and what the plan sets for the region, side by side by year. */
export function TargetFigures({
  target,
  proposed,
}: {
  target: Pick<NationalTarget, 'indicator' | 'own' | 'regional'>;
  /** What waits for a decision; null where nothing does. */
  proposed: NationalTargetContent | null;
}) {
  const { own, regional, indicator } = target;
  const all = [own, regional, ...(proposed ? [proposed] : [])];
  const years = [...new Set(all.flatMap(({ targets }) => targets.map(({ year }) => year)))].sort(
    (a, b) => a - b,
  );
  const format = (value: string | null) =>
    value === null ? '–' : formatWithUnit(value, formatUnit(indicator));
  const baseline = (content: NationalTargetContent) =>
    content.baseline ? formatBaseline(content, formatUnit(indicator)) : '–';
  const rows = [
    { name: 'Baseline', cellOf: baseline },
    ...years.map((year) => ({
      name: String(year),
      cellOf: (content: NationalTargetContent) => format(findTarget(content, year)),
    })),
  ];
  return (
    <DataTable
      caption="Baseline and targets"
      captionHidden
      fit
      narrow="stack"
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'year', header: 'Year', rowHeader: true, cell: ({ name }) => name },
        ...(proposed
          ? [
              {
                key: 'proposed',
                header: 'Proposed',
                numeric: true,
                cell: (row: (typeof rows)[number]) => row.cellOf(proposed),
              },
            ]
          : []),
        { key: 'own', header: 'Accepted', numeric: true, cell: ({ cellOf }) => cellOf(own) },
        { key: 'regional', header: 'Regional', numeric: true, cell: ({ cellOf }) => cellOf(regional) },
      ]}
    />
  );
}

/** Every step, newest first. */
export const TargetHistory = ({ steps, unit }: { steps: NationalTarget['steps']; unit: string }) => (
  <StepHistory
    steps={steps}
    tell={({ content, round, released }) => (
      <p>
        Baseline {formatBaseline(content, unit)}. Targets {formatTargets(content, unit)}. From {round}.{' '}
        {released ? 'May be published.' : 'Not to be published.'}
      </p>
    )}
  />
);
