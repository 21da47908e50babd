import { lazy, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Figure } from '#app/charts/figure.tsx';
import { StackedBars } from '#app/charts/figure-stacked-bar.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { PublicationSummary, StandCounts, StatusWord } from './answers.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { buildSegments } from '#server/domain/finding/stands.ts';
import { StatusTable } from './status-table.tsx';

// The chart library weighs as much as the rest of the page: it comes only when a reader asks for the chart.
const ChartProgress = lazy(() => import('#app/charts/chart-progress.tsx'));

const unit = ['activity', 'activities'] as const;
const source = 'reports of lead bodies, as accepted by the secretariat';

interface Shared {
  title: string;
  summary?: ReactNode;
  statuses: readonly StatusWord[];
  publication: PublicationSummary;
  coverage: string;
  downloadHref: string;
  headingLevel?: 2 | 3 | undefined;
}

/** What a reader must know of the counts: where statuses are old, and what is left out of the bars. */
function sayNotes(counts: StandCounts): string {
  return [
    counts.carried > 0
      ? `${counts.carried} of ${counts.total} statuses are from an earlier report, since the lead body has not reported anew.`
      : '',
    counts.notDue > 0
      ? `${counts.notDue === 1 ? '1 activity begins' : `${counts.notDue} activities begin`} in a later round and ${counts.notDue === 1 ? 'is' : 'are'} no part of the bars.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Thematic areas as bars of activities by status. */
export function StatusByArea({
  areas,
  counts,
  ...shared
}: Shared & {
  areas: readonly { code: string; title: string; counts: StandCounts }[];
  counts: StandCounts;
}) {
  const link = usePublicationLink();
  const { statuses } = shared;
  const rows = areas.map((area) => ({
    key: area.code,
    label: (
      <Link to={link(`/areas/${area.code}`)}>
        {area.code} {area.title}
      </Link>
    ),
    labelText: `${area.code} ${area.title}`,
    segments: buildSegments(area.counts, statuses),
  }));
  return (
    <Figure
      id="by-area"
      title={shared.title}
      summary={shared.summary}
      headingLevel={shared.headingLevel}
      picture={<StackedBars rows={rows} unit={unit} />}
      table={
        <StatusTable
          caption={`Activities by thematic area and status, ${nameRound(shared.publication.round.title)}`}
          groups={areas}
          total
          statuses={statuses}
        />
      }
      notes={sayNotes(counts) || undefined}
      source={source}
      coverage={shared.coverage}
      publication={<PublicationLine publication={shared.publication} />}
      downloadHref={shared.downloadHref}
    />
  );
}

/** Rounds as bars of activities by status; with scripts the same as a chart, on demand. */
export function StatusByRound({
  rounds,
  ...shared
}: Shared & { rounds: readonly { code: string; title: string; counts: StandCounts }[] }) {
  const { statuses } = shared;
  const last = rounds.at(-1);
  const rows = rounds.map(({ code, title, counts }) => ({
    key: code,
    label: title,
    segments: buildSegments(counts, statuses),
  }));
  return (
    <Figure
      id="by-round"
      title={shared.title}
      summary={shared.summary}
      headingLevel={shared.headingLevel}
      picture={<StackedBars rows={rows} unit={unit} legend={false} />}
      table={<StatusTable caption="Activities by round and status" groups={rounds} statuses={statuses} />}
      notes={
        last && last.counts.total > 0
          ? 'Where a lead body has not reported for a round, its last status still stands. Bars grow as activities begin.'
          : undefined
      }
      source={source}
      coverage={shared.coverage}
      publication={<PublicationLine publication={shared.publication} />}
      downloadHref={shared.downloadHref}
      chartHeight={380}
    >
      <ChartProgress rounds={rounds} statuses={statuses} />
    </Figure>
  );
}
