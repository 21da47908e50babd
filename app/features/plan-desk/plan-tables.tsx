import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/details.tsx';
import { yearRuns } from '#app/components/year-runs.ts';
import type { PlanTree } from './answers.ts';
import { rowPath } from './plan-paths.ts';
import styles from './plan-desk.module.css';
import { formatCount } from '#server/domain/language/format-counts.ts';

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
          cell: ({ code, title, amended }) => (
            <>
              {amendIn === null ? code : <Link to={rowPath(amendIn, 'activities', code)}>{code}</Link>}{' '}
              {title}
              <AmendedNote amended={amended} />
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

/** From when it counts, or no more, and where it goes on. */
function AmendedNote({
  amended: { addedFrom, endedFrom, mergedInto, splitFrom, splitInto },
}: {
  amended: Area['indicators'][number]['amended'];
}) {
  const sentences = [
    addedFrom === null ? '' : `Added from ${addedFrom}${splitFrom === null ? '' : `, out of ${splitFrom}`}.`,
    endedFrom === null
      ? ''
      : `Ended from ${endedFrom}${mergedInto === null ? '' : `, goes on in ${mergedInto}`}${splitInto.length === 0 ? '' : `, split into ${splitInto.join(', ')}`}.`,
  ].filter(Boolean);
  return sentences.length === 0 ? null : <span className={styles.note}>{sentences.join(' ')}</span>;
}

/** The indicators of one area as they are loaded, folded; with links to amend them in the plan named by `amendIn`. */
export function IndicatorList({ area, amendIn }: { area: Area; amendIn: string | null }) {
  if (area.indicators.length === 0) return null;
  return (
    <Details summary={formatCount(area.indicators.length, 'indicators')} flush>
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
            cell: ({ code, title, amended }) => (
              <>
                {amendIn === null ? code : <Link to={rowPath(amendIn, 'indicators', code)}>{code}</Link>}{' '}
                {title}
                <AmendedNote amended={amended} />
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
