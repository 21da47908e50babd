import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { LensTeaser as Lens, OverviewAnswer, PublicationSummary, StatusWord } from '#app/contract.ts';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import {
  sayChanges,
  sayLate,
  sayLens,
  sayOnTrack,
  sayOpening,
} from '#server/domain/finding/plan-findings.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { ChangeList } from './change-list.tsx';
import { LateList } from './late-list.tsx';
import styles from './overview-page.module.css';
import { PlanPicture, PlanSums } from './plan-picture.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import lensTeaserStyles from './lens-teaser.module.css';
import { lowerFirst, nameRound } from '#server/domain/finding/sentence-parts.ts';

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
        {sayOpening(counts, statuses, coverage, rounds)}
      </PageHeading>

      <div className={styles.figure}>
        {glance ? (
          <FigureBlock
            figure={glance}
            picture={<PlanPicture figure={glance.definition} areas={areas} statuses={statuses} />}
          />
        ) : (
          <Section id="sums" title={sayOnTrack(counts, statuses)}>
            <PlanSums areas={areas} statuses={statuses} labelledBy="sums" />
          </Section>
        )}
        <p className={styles.way}>
          <Link to={link('/plan')}>{words('filter')}</Link>
        </p>
      </div>

      <Section id="late" title={sayLate(late)} lead={late.length > 0 ? <p>{words('late')}</p> : undefined}>
        {late.length > 0 ? (
          <>
            <LateList late={late.slice(0, mostLate)} statuses={statuses} short />
            <p className={styles.way}>
              <Link to={link('/plan?late=yes')}>{words('lateAll')}</Link>
            </p>
          </>
        ) : null}
      </Section>

      <Section id="changes" title={sayChanges(changes)}>
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

/** A lens in short: how its activities stand, and the first figures of its funnel. */
function LensTeaser({
  lens,
  statuses,
  round,
}: {
  lens: Lens;
  statuses: readonly StatusWord[];
  round: string;
}) {
  const link = usePublicationLink();
  const words = useWords('overview');
  return (
    <Section id={`lens-${lens.code}`} title={sayLens(lens.title, lens.counts, statuses)}>
      {lens.funnel.length > 0 ? (
        <>
          <p>{words('lensFigures', { round: nameRound(round) })}</p>
          <ol className={lensTeaserStyles.funnel}>
            {lens.funnel.map((step) => (
              <li key={step.indicator} className={lensTeaserStyles.step}>
                <span className={lensTeaserStyles.number}>
                  {step.state === 'reported' && step.value !== null ? (
                    formatNumber(step.value)
                  ) : (
                    <NoNumber state={step.state === 'reported' ? 'not_available' : step.state} />
                  )}
                </span>
                <Link to={link(`/indicators/${step.indicator}`)} className={lensTeaserStyles.label}>
                  {step.label}
                </Link>
                {step.contributing !== null && step.expected !== null ? (
                  <span className={lensTeaserStyles.coverage}>
                    {words('lensReporting', {
                      contributing: String(step.contributing),
                      expected: String(step.expected),
                    })}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={lensTeaserStyles.caution}>{words('lensCaution')}</p>
        </>
      ) : null}
      <p>
        <Link to={link(`/lens/${lens.code}`)}>{words('lensMore', { lens: lowerFirst(lens.title) })}</Link>
      </p>
    </Section>
  );
}

/** Where a reader goes from the overview: the publication with its report, and what else there is. */
function GoOn({ publication, note }: { publication: PublicationSummary; note: string }) {
  const words = useWords('overview');
  const link = usePublicationLink();
  const { number, newest, title, meeting } = publication;
  const ways = [
    {
      key: 'states',
      to: '/states',
      title: words('states'),
      text: words('statesText'),
      link: words('statesLink'),
    },
    {
      key: 'cooperation',
      to: '/cooperation',
      title: words('cooperation'),
      text: words('cooperationText'),
      link: words('cooperationLink'),
    },
    {
      key: 'library',
      to: '/library',
      title: words('library'),
      text: words('libraryText'),
      link: words('libraryLink'),
    },
    { key: 'data', to: '/data', title: words('data'), text: words('dataText'), link: words('dataLink') },
  ];
  return (
    <>
      <div>
        <h3 id="publication-in-view">
          {number === newest ? words('publication') : words('publicationPinned')}
        </h3>
        <p>
          {title}. <PublicationLine publication={publication} />
          {meeting ? words('presented', { meeting }) : ''}.
        </p>
        {note ? <p>{note}</p> : null}
        <p>
          <Link to={link(`/publications/${number}`)}>{words('publicationPage')}</Link>
        </p>
      </div>
      {ways.map((way) => (
        <div key={way.key}>
          <h3>{way.title}</h3>
          <p>{way.text}</p>
          <p>
            <Link to={link(way.to)}>{way.link}</Link>
          </p>
        </div>
      ))}
    </>
  );
}
