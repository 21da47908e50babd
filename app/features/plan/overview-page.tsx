import { Link } from 'react-router';
import { formatDate } from '#server/domain/language/date-format.ts';
import { Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { OverviewAnswer } from './answers.ts';
import { ChangeList } from './change-list.tsx';
import { LensTeaser } from './lens-teaser.tsx';
import {
  sayChanges,
  sayConstantReporters,
  sayCoverage,
  sayOnTrack,
  sayOverRounds,
  sayReporters,
  sayStanding,
} from '#server/domain/finding/plan-findings.ts';
import styles from './plan.module.css';
import { PlanPicture } from './plan-picture.tsx';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { StatusByRound } from './status-figures.tsx';

/** The whole plan on one page: findings first, each with what it is read from. */
export function OverviewPage({ overview }: { overview: OverviewAnswer }) {
  const { publication, statuses, counts, areas, rounds, activities, coverage, changes, lenses } = overview;
  const link = usePublicationLink();
  const reported = sayReporters(coverage, rounds.length - 1);
  const shared = { statuses, publication, coverage: reported || 'no report was due' };
  return (
    <>
      <PageHeading lead={`${sayCoverage(coverage, rounds)}.`}>{sayStanding(counts, statuses)}</PageHeading>

      <Section id="plan" title={sayOnTrack(counts, statuses)}>
        <PlanPicture
          areas={areas}
          activities={activities}
          statuses={statuses}
          caption={`All ${counts.total} activities by thematic area, in the order of the plan, as they stood in ${nameRound(publication.round.title)}.`}
        />
      </Section>

      <FigureBlock figure={overview.figures['activities-by-area']} />
      <StatusByRound
        {...shared}
        title={sayOverRounds(rounds, statuses)}
        rounds={rounds}
        downloadHref={link('/data/v1/status-by-round.csv')}
      />

      <Split
        asideLabel="This publication"
        aside={<ThisPublication publication={publication} note={overview.note} />}
      >
        <section aria-labelledby="changes">
          <h2 id="changes">{sayChanges(changes)}</h2>
          {changes ? (
            <>
              <p>
                Publication {changes.since.number} was of {formatDate(changes.since.publishedAt)}.
              </p>
              <ChangeList changes={changes} statuses={statuses} />
            </>
          ) : (
            <p>From the next one on, what has changed stands here.</p>
          )}
        </section>
      </Split>

      {lenses.map((lens) => (
        <LensTeaser key={lens.code} lens={lens} statuses={statuses} round={publication.round.title} />
      ))}

      <Section
        id="coverage"
        title={sayConstantReporters(coverage, rounds)}
        lead={<p>By name, states and bodies apart. Where a round was not due, the reporter was not asked.</p>}
      >
        <CoverageLegend />
        <CoverageGrid rows={coverage} rounds={rounds} />
        <p className={styles.download}>
          <Link to={link('/data/v1/coverage.csv')} reloadDocument>
            Download who reported when (CSV)
          </Link>
        </p>
      </Section>
    </>
  );
}

function ThisPublication({
  publication,
  note,
}: {
  publication: OverviewAnswer['publication'];
  note: string;
}) {
  const link = usePublicationLink();
  return (
    <>
      <h3>{publication.title}</h3>
      <p>
        <PublicationLine publication={publication} />
        {publication.meeting ? `, presented to ${publication.meeting}` : ''}.
      </p>
      {note ? <p>{note}</p> : null}
      <p>
        <Link to={link(`/publications/${publication.number}`)}>The publication and its files</Link>
      </p>
    </>
  );
}
