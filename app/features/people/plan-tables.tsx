import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/details.tsx';
import { yearRuns } from '#app/components/year-runs.ts';
import type { PlanTree } from './answers.ts';

type Area = PlanTree['areas'][number];

/** The activities of one objective as they are loaded; with links to amend them in the plan named by `amendIn`. */
export function ActivityTable({
  objective,
  amendIn,
}: {
  objective: Area['objectives'][number];
  amendIn: string | null;
}) {
  return (
    <DataTable
      caption={`Activities of ${objective.code}`}
      captionHidden
      narrow="stack"
      dense
      rows={objective.activities}
      rowKey={({ code }) => code}
      empty="This objective has no activity."
      columns={[
        {
          key: 'activity',
          header: 'Activity',
          rowHeader: true,
          cell: ({ code, title }) => (
            <>
              {amendIn === null ? (
                code
              ) : (
                <Link to={`/secretariat/plan/activities/${code}?plan=${encodeURIComponent(amendIn)}`}>
                  {code}
                </Link>
              )}{' '}
              {title}
            </>
          ),
        },
        { key: 'lead', header: 'Lead', nowrap: true, cell: ({ lead }) => lead ?? 'none' },
        {
          key: 'cooperating',
          header: 'Cooperating',
          cell: ({ cooperating }) => (cooperating.length > 0 ? cooperating.join(', ') : '–'),
        },
        { key: 'states', header: 'States', numeric: true, cell: ({ states }) => states },
        { key: 'years', header: 'Years', nowrap: true, cell: ({ years }) => yearRuns(years) },
      ]}
    />
  );
}

/** The indicators of one area as they are loaded, folded. */
export function IndicatorList({ area }: { area: Area }) {
  if (area.indicators.length === 0) return null;
  return (
    <Details
      summary={area.indicators.length === 1 ? '1 indicator' : `${area.indicators.length} indicators`}
      flush
    >
      <DataTable
        caption={`Indicators of ${area.code}`}
        captionHidden
        narrow="stack"
        dense
        rows={area.indicators}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'indicator',
            header: 'Indicator',
            rowHeader: true,
            cell: ({ code, title }) => (
              <>
                {code} {title}
              </>
            ),
          },
          { key: 'measure', header: 'Measure', cell: ({ measure }) => measure },
          { key: 'unit', header: 'Unit', cell: ({ unit }) => unit },
          { key: 'disclosure', header: 'Disclosure', cell: ({ disclosure }) => disclosure },
        ]}
      />
    </Details>
  );
}
