import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ButtonLink } from '#app/components/button.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { PageHeading } from '#app/components/page-heading.tsx';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { noNumberWords } from '#app/features/status/no-number.tsx';
import { noNumberStates } from '#server/domain/figure/mark-shapes.ts';
import type { PublicationPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { withPublication } from './link.ts';
import { PublicationChanges } from './publication-changes.tsx';
import { buildCitation, sayWhoReported } from './publication-words.ts';
import styles from './publication.module.css';

export interface PublicationViewProps {
  page: PublicationPage;
  /** Where the publication stays, for the citation. */
  address: string;
}

/** One publication: what it holds, how to cite and check it, who is in it, what changed. */
export function PublicationView({ page, address }: PublicationViewProps) {
  const { publication, details, rounds, coverage, previous } = page;
  const { number, newest } = publication;
  const pin = (path: string) => withPublication(path, number);
  return (
    <>
      <Breadcrumbs items={[{ label: 'Publications', to: '/publications' }]} />
      <PageHeading
        kicker={`Publication ${number}, ${formatDate(publication.publishedAt)}`}
        meta={
          number < newest ? (
            <Link to={`/publications/${newest}`}>There is a newer one: publication {newest}</Link>
          ) : undefined
        }
        lead={publication.note || undefined}
        actions={
          <ButtonLink to={pin('/')} variant="secondary">
            See the site as it stood
          </ButtonLink>
        }
      >
        {sayWhoReported(details)}
      </PageHeading>
      <Definitions items={listFacts(page)} />
      <Section id="cite" title="Cite it">
        <p className={styles.citation}>{buildCitation(publication, address)}</p>
        <p>
          A publication never changes, so this address shows the same for good. A correction is a new
          publication.
        </p>
      </Section>
      <Section id="files" title="Its data">
        <ul className={styles.files}>
          {[
            ['/data/v1/values.csv', 'All figures (CSV)'],
            ['/data/v1/activities.csv', 'Activities with their status by round (CSV)'],
            ['/data/v1/indicators.csv', 'Indicators with their definitions (CSV)'],
            ['/data/v1/coverage.csv', 'Who reported when (CSV)'],
          ].map(([path = '', label]) => (
            <li key={path}>
              <Link to={pin(path)} reloadDocument>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <PublicationChanges page={page} />
      <Section id="coverage" title="Who is in it">
        <CoverageGrid
          rounds={[details.round]}
          rows={coverage.map(({ state, ...reporter }) => ({ ...reporter, states: [state] }))}
        />
        <CoverageLegend />
        {rounds.length > 1 ? (
          <p>
            <Link to={pin('/')}>Coverage of all {rounds.length} rounds</Link> is on the overview as it stood.
          </p>
        ) : null}
      </Section>
      <nav aria-label="Neighbouring publications" className={styles.neighbours}>
        {previous === null ? <span /> : <Link to={`/publications/${previous}`}>Publication {previous}</Link>}
        {number < newest ? <Link to={`/publications/${number + 1}`}>Publication {number + 1}</Link> : null}
      </nav>
    </>
  );
}

function listFacts({ publication, details, rounds, figureStates, activities, indicators }: PublicationPage) {
  const shown = figureStates.reported ?? 0;
  const others = noNumberStates
    .filter((state) => figureStates[state])
    .map((state) => `${formatNumber(figureStates[state] ?? 0)} ${noNumberWords[state].word.toLowerCase()}`);
  return [
    { term: 'Title', description: publication.title },
    { term: 'Published', description: formatDate(publication.publishedAt) },
    ...(publication.meeting ? [{ term: 'Presented to', description: publication.meeting }] : []),
    { term: 'Newest round', description: `${details.round.title} (${details.round.code})` },
    {
      term: 'Holds',
      description: [
        `${rounds.length === 1 ? '1 round' : `${rounds.length} rounds`}: ${rounds.map(({ code }) => code).join(', ')}`,
        `${activities} activities and ${indicators} indicators of the ${publication.planTitle}`,
        `${formatNumber(shown)} figures with a number${others.length > 0 ? `; ${others.join(', ')}` : ''}`,
      ],
    },
    {
      term: 'Checksum of what it says',
      description: (
        <>
          <code className={styles.checksum}>{publication.contentSha256}</code> (SHA-256)
        </>
      ),
    },
    {
      term: 'Checksum of the compilation behind it',
      description: (
        <>
          <code className={styles.checksum}>{publication.compilationSha256}</code> (SHA-256)
        </>
      ),
    },
  ];
}
