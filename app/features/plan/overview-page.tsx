import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import {
  formatChanges,
  describeLate,
  describeOnTrack,
  describeOpening,
} from '#server/domain/finding/plan-findings.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { OverviewAnswer } from './answers.ts';
import { ChangeList } from './change-list.tsx';
import { GoOn } from './go-on.tsx';
import { LateList } from './late-list.tsx';
import { LensTeaser } from './lens-teaser.tsx';
import styles from './overview-page.module.css';
import { PlanPicture, PlanSums } from './plan-picture.tsx';

/** The plan page has the others; a page of all would take long to read, and to send. */
const mostLate = 40;

/** The whole plan on one page: findings first, each with what it is read from. */
export function OverviewPage({ overview }: { overview: Omit<OverviewAnswer, 'activities'> }) {
  const { publication, statuses, counts, areas, rounds, coverage, changes, late, lenses, figures } = overview;
  const words = useWords('overview');
  const link = usePublicationLink();
  const glance = figures['plan-at-a-glance'];
  return (
    <>
      <PageHeading meta={<PublicationLine publication={publication} />}>
        {describeOpening(counts, statuses, coverage, rounds)}
      </PageHeading>

      <div className={styles.figure}>
        {glance ? (
          <FigureBlock
            figure={glance}
            picture={<PlanPicture figure={glance.definition} areas={areas} statuses={statuses} />}
          />
        ) : (
          <Section id="sums" title={describeOnTrack(counts, statuses)}>
            <PlanSums areas={areas} statuses={statuses} labelledBy="sums" />
          </Section>
        )}
        <p className={styles.way}>
          <Link to={link('/plan')}>{words('filter')}</Link>
        </p>
      </div>

      <Section
        id="late"
        title={describeLate(late)}
        lead={late.length > 0 ? <p>{words('late')}</p> : undefined}
      >
        {late.length > 0 ? (
          <>
            <LateList late={late.slice(0, mostLate)} statuses={statuses} short />
            <p className={styles.way}>
              <Link to={link('/plan?late=yes')}>{words('lateAll')}</Link>
            </p>
          </>
        ) : null}
      </Section>

      <Section id="changes" title={formatChanges(changes)}>
        {changes ? (
          <>
            <p>
              {words('since', {
                number: String(changes.since.number),
                date: formatDate(changes.since.publishedAt),
              })}
            </p>
            <ChangeList changes={changes} statuses={statuses} />
            <p className={styles.way}>
              <Link to={`/publications/compare?from=${changes.since.number}&to=${publication.number}`}>
                {words('compare', {
                  from: String(changes.since.number),
                  to: String(publication.number),
                })}
              </Link>
            </p>
          </>
        ) : (
          <p>{words('first')}</p>
        )}
      </Section>

      <div className={styles.figure}>
        <FigureBlock figure={figures['activities-by-round']} />
      </div>
      <div className={styles.figure}>
        <FigureBlock figure={figures['activities-by-area']} />
      </div>

      {lenses.map((lens) => (
        <LensTeaser key={lens.code} lens={lens} statuses={statuses} round={publication.round.title} />
      ))}

      <div className={styles.figure}>
        <FigureBlock
          figure={figures['coverage']}
          picture={
            <>
              <CoverageLegend />
              <CoverageGrid rows={coverage} rounds={rounds} />
            </>
          }
          tableLeftOut
        />
      </div>

      <Section id="more" title={words('goOn')}>
        <div className={styles.more}>
          <GoOn publication={publication} note={overview.note} />
        </div>
      </Section>
    </>
  );
}
