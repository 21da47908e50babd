import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { NationalTarget } from '#app/contract.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { formatBaseline, formatTargets } from '#server/domain/target/describe-national-targets.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import type { NationalTargetContent } from '#server/domain/target/national-target.rules.ts';
import { describeTargetStep } from './target-words.ts';
import styles from './national-target.module.css';

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
export function TargetHistory({ steps, unit }: { steps: NationalTarget['steps']; unit: string }) {
  // The secretariat does not read proposals before they are cleared.
  const told = steps.some(({ status }) => status === 'proposed') ? 'proposed' : 'cleared';
  return (
    <ol className={styles.history}>
      {steps.map((step) => (
        <li key={step.number}>
          <p>
            <strong>{describeTargetStep(step)}</strong>
          </p>
          {step.note ? <p className={styles.note}>{step.note}</p> : null}
          {step.status === told ? (
            <p>
              Baseline {formatBaseline(step.content, unit)}. Targets {formatTargets(step.content, unit)}. From{' '}
              {step.round}. {step.released ? 'May be published.' : 'Not to be published.'}
            </p>
          ) : null}
          <p className={styles.muted}>
            {step.by ? `${step.by}, ` : ''}
            <DateText iso={step.at} withTime />
          </p>
        </li>
      ))}
    </ol>
  );
}
