import { DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/details.tsx';
import type { HeldGroup, PreviewRow, PreviewSummary } from './preview-summary.ts';
import styles from './publishing.module.css';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** Every indicator with its regional figure as it would be public, and what it is now where that differs. */
export function PreviewTable({
  rows,
  current,
}: {
  rows: readonly PreviewRow[];
  current: PreviewSummary['current'];
}) {
  return (
    <DataTable
      caption="What would be public, by indicator"
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ code }) => code}
      empty="The compilation holds no figure."
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
        {
          key: 'regional',
          header: 'Regional figure',
          minWidth: '14rem',
          cell: ({ regional, was }) => (
            <>
              {regional}
              {was === null ? null : (
                <span className={styles.was}>
                  {' '}
                  in publication {current?.number}: {was}
                </span>
              )}
            </>
          ),
        },
        { key: 'shown', header: 'Numbers shown', numeric: true, cell: ({ shown }) => shown },
        { key: 'held', header: 'Held back', numeric: true, cell: ({ held }) => held },
      ]}
    />
  );
}

/** What stays hidden and why, the most frequent reason first. */
export function HeldBackList({ groups }: { groups: readonly HeldGroup[] }) {
  if (groups.length === 0) return <p>Nothing is held back.</p>;
  return groups.map((group) => (
    <Details key={group.sentence} summary={`${group.sentence} ${formatCount(group.count, 'figures')}`}>
      <ul>
        {group.indicators.map(({ code, title, count, places }) => (
          <li key={code}>
            {code} {title} ({count}): <span className={styles.places}>{places.join('; ')}</span>
          </li>
        ))}
      </ul>
    </Details>
  ));
}
