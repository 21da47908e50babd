import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { PlanSummary } from '#app/contract.ts';

/** The plans that stand side by side, each with its own rounds and publications. */
export function PlanList({ plans, current }: { plans: readonly PlanSummary[]; current: string }) {
  return (
    <Section id="plans" title="Plans side by side">
      <DataTable
        caption="Plans in the tracker"
        captionHidden
        narrow="stack"
        rows={plans}
        rowKey={({ code }) => code}
        isCurrent={({ code }) => code === current}
        columns={[
          {
            key: 'plan',
            header: 'Plan',
            rowHeader: true,
            cell: ({ code, title }) => (
              <Link to={`/secretariat/plan?plan=${encodeURIComponent(code)}`}>
                {code} {title}
              </Link>
            ),
          },
          {
            key: 'years',
            header: 'Years',
            nowrap: true,
            cell: ({ startsOn, endsOn }) => `${startsOn.slice(0, 4)} to ${endsOn.slice(0, 4)}`,
          },
          { key: 'activities', header: 'Activities', numeric: true, cell: ({ activities }) => activities },
          { key: 'indicators', header: 'Indicators', numeric: true, cell: ({ indicators }) => indicators },
          {
            key: 'rounds',
            header: 'Rounds',
            cell: ({ rounds }) =>
              rounds.length === 0 ? '–' : rounds.map(({ code, state }) => `${code} (${state})`).join(', '),
          },
          {
            key: 'publications',
            header: 'Publications',
            numeric: true,
            cell: ({ publications, isLeading }) =>
              isLeading ? `${publications}, on the front page` : publications,
          },
        ]}
      />
    </Section>
  );
}
