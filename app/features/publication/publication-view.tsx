import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ButtonLink } from '#app/components/button.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { noNumberWords } from '#app/features/status/no-number.tsx';
import { CitationBlock } from '#app/features/receipt/citation-block.tsx';
import { noNumberStates } from '#server/domain/figure/symbol-shapes.ts';
import { joinWords, nameRound } from '#server/domain/finding/sentence-parts.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import type { PublicReportFile } from '#server/queries/edition/open-public-report.query.ts';
import type { PublicationPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { withPublication } from './link.ts';
import { PublicationChanges } from './publication-changes.tsx';
import { PublicationFigures, PublicationFiles } from './publication-files.tsx';
import { PublicationReport } from './publication-report.tsx';
import { describeWhoReported } from './publication-words.ts';
import styles from './publication.module.css';
import { buildComparisonPath } from './read-comparison.ts';

export interface PublicationViewProps {
  page: PublicationPage;
  /** The approved public report that shows the same, as files. */
  reports: readonly PublicReportFile[];
  citation: Citation;
  /** Where the publication stays, for the citation. */
  address: string;
}

/** One publication: what it holds, how to cite and check it, who is in it, what changed before and after. */
export function PublicationView({ page, reports, citation, address }: PublicationViewProps) {
  const words = useWords('publication');
  const { publication, details, rounds, coverage, previous, next } = page;
  const { number, newest } = publication;
  const pin = (path: string) => withPublication(path, number);
  return (
    <>
      <Breadcrumbs items={[{ label: words('publications'), to: '/publications' }]} />
      <PageHeading
        kicker={words('kicker', { number: String(number), date: formatDate(publication.publishedAt) })}
        meta={
          number < newest ? (
            <Link to={`/publications/${newest}`}>{words('newer', { number: String(newest) })}</Link>
          ) : undefined
        }
        lead={publication.note || undefined}
        actions={
          <ButtonLink to={pin('/')} variant="secondary">
            {words('seeAsItStood')}
          </ButtonLink>
        }
      >
        {describeWhoReported(details)}
      </PageHeading>
      <Definitions items={useFacts(page)} />
      <Errata page={page} />
      <PublicationChanges page={page} />
      <PublicationReport publication={publication} reports={reports} />
      <PublicationFiles publication={publication} />
      <PublicationFigures page={page} />
      <CitationBlock
        citation={citation}
        address={address}
        files={{
          bibtex: `/publications/${number}/citation.bib`,
          ris: `/publications/${number}/citation.ris`,
        }}
      />
      <Section id="coverage" title={words('whoIsIn')}>
        <CoverageGrid
          rounds={[details.round]}
          rows={coverage.map(({ state, ...reporter }) => ({ ...reporter, states: [state] }))}
        />
        <CoverageLegend />
        {rounds.length > 1 ? (
          <p>
            <Link to={pin('/')}>{words('coverageAll', { count: String(rounds.length) })}</Link>
            {words('coverageAllRest')}
          </p>
        ) : null}
      </Section>
      <nav aria-label={words('neighbours')} className={styles.neighbours}>
        {previous === null ? (
          <span />
        ) : (
          <Link to={`/publications/${previous}`}>
            {words('publicationNumber', { number: String(previous) })}
          </Link>
        )}
        {next === null ? null : (
          <Link to={`/publications/${next}`}>{words('publicationNumber', { number: String(next) })}</Link>
        )}
      </nav>
    </>
  );
}

/** What later publications say otherwise of the rounds that this one holds. */
function Errata({ page: { publication, errata } }: { page: PublicationPage }) {
  const words = useWords('publication');
  const { number, newest } = publication;
  return (
    <Section id="errata" title={words('errata')} lead={errata.length > 0 ? words('errataLead') : undefined}>
      {errata.length === 0 ? (
        <p>{words(number === newest ? 'errataNewest' : 'errataNone')}</p>
      ) : (
        <ul>
          {errata.map((erratum) => (
            <li key={erratum.number}>
              {words('errataLine', {
                publication: `${words('publicationNumber', { number: String(erratum.number) })}, ${formatDate(erratum.publishedAt)},`,
                rounds: joinWords(erratum.rounds.map(({ title }) => nameRound(title))),
              })}{' '}
              <Link to={buildComparisonPath({ from: number, to: erratum.number })}>
                {words('changesAll')}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function useFacts({ publication, details, rounds, figureStates, activities, indicators }: PublicationPage) {
  const words = useWords('publication');
  // Within a sentence that is English.
  const others = noNumberStates
    .filter((state) => figureStates[state])
    .map((state) => `${formatNumber(figureStates[state] ?? 0)} ${noNumberWords[state].word.toLowerCase()}`);
  const shown = words('holdsFigures', { shown: formatNumber(figureStates.reported ?? 0) });
  return [
    { term: words('factTitle'), description: publication.title },
    { term: words('factPublished'), description: formatDate(publication.publishedAt) },
    ...(publication.meeting ? [{ term: words('factMeeting'), description: publication.meeting }] : []),
    { term: words('factRound'), description: words('factRoundText', details.round) },
    {
      term: words('factHolds'),
      description: [
        words('holdsRounds', { count: rounds.length, codes: rounds.map(({ code }) => code).join(', ') }),
        words('holdsPlan', {
          activities: String(activities),
          indicators: String(indicators),
          plan: publication.planTitle,
        }),
        [shown, ...others].join('; '),
      ],
    },
    ...(
      [
        [
          publication.contentCovers === 'documents' ? 'checksumContent' : 'checksumFigures',
          publication.contentSha256,
        ],
        ['checksumCompilation', publication.compilationSha256],
      ] as const
    ).map(([term, checksum]) => ({
      term: words(term),
      description: <code className={styles.checksum}>{words('sha256', { checksum })}</code>,
    })),
    {
      term: words('sealed'),
      description: (
        <>
          {words('sealedText')}{' '}
          <Link to={`/publications/${publication.number}/seal`}>
            {words('sealedCheck', { number: String(publication.number) })}
          </Link>
        </>
      ),
    },
  ];
}
