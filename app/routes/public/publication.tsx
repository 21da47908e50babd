import { HandoutLinks } from '#app/features/handout/handout-links.tsx';
import { data } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { FigureText, FigureTexts } from '#app/features/figure/figure-text.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English, useLabel, useSymbolWords } from '#app/features/language/language-context.tsx';
import { useDateFormat } from '#app/features/language/term.tsx';
import { buildWords, useLanguage, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { describeWhoReported } from '#app/features/publication/publication-words.tsx';
import { citePublication, CitationBlock } from '#app/features/receipt/citation.tsx';
import { DatasetFacts } from '#app/features/standards/dataset-facts.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publication';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ButtonLink } from '#app/components/button.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { PublicationPage, PublicReportFile } from '#app/contract.ts';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { noNumberWords } from '#app/features/status/status-symbol.tsx';
import { noNumberStates } from '#server/domain/figure/symbol-shapes.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import { withPublication } from '#app/features/publication/link.ts';
import { PublicationChanges } from '#app/features/publication/publication-changes.tsx';
import styles from '#app/features/publication/publication.module.css';
import { buildComparisonPath } from '#app/features/publication/read-comparison.ts';
import { Notice } from '#app/components/notice.tsx';
import { groupChecksum } from '#server/domain/clearance/clearance-pack.rules.ts';
import { findOwnWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  if (!/^[1-9]\d{0,8}$/.test(params.number)) throw notFound(params.number);
  const number = Number(params.number);
  const [page, reports] = await ask(requestId, () =>
    Promise.all([
      publicCaller.dashboard.publication({ number }),
      publicCaller.dashboard.reports({ publication: number }),
    ]),
  );
  return { page, reports, ...citePublication(origin, page.publication) };
}

function notFound(number: string) {
  const refusal: Refusal = {
    code: 'NOT_FOUND',
    sentence: `There is no publication ${number.slice(0, 20)}.`,
    fields: [],
    current: null,
    reference: null,
  };
  return data(refusal, { status: 404 });
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'publication');
  if (!args.loaderData || args.error) return buildErrorMeta(words('notFound'));
  const { publication, details } = args.loaderData.page;
  return buildPageMeta(args, {
    title: words('metaTitle', { number: String(publication.number), title: publication.title }),
    description: `${describeWhoReported(details)}.`,
    image: `/og/pages/publication/${publication.number}`,
  });
};

export default function PublicationRoute({ loaderData }: Route.ComponentProps) {
  const { publication, details } = loaderData.page;
  return (
    <>
      <DatasetFacts publication={publication} publications={[details]} />
      <PublicationView {...loaderData} />
    </>
  );
}

interface PublicationViewProps {
  page: PublicationPage;
  /** The approved public report that shows the same, as files. */
  reports: readonly PublicReportFile[];
  citation: Citation;
  /** Where the publication stays, for the citation. */
  address: string;
}

/** One publication: what it holds, how to cite and check it, who is in it, what changed before and after. */
function PublicationView({ page, reports, citation, address }: PublicationViewProps) {
  const words = useWords('publication');
  const formatDay = useDateFormat();
  const { publication, details, rounds, coverage, previous, next } = page;
  const { number, newest } = publication;
  const pin = (path: string) => withPublication(path, number);
  return (
    <>
      <Breadcrumbs items={[{ label: words('publications'), to: '/publications' }]} />
      <PageHeading
        kicker={words('kicker', { number: String(number), date: formatDay(publication.publishedAt) })}
        meta={
          number < newest ? (
            <Link to={`/publications/${newest}`}>{words('newer', { number: String(newest) })}</Link>
          ) : undefined
        }
        lead={publication.note ? <English>{publication.note}</English> : undefined}
        actions={
          <ButtonLink to={pin('/')} variant="secondary">
            {words('seeAsItStood')}
          </ButtonLink>
        }
      >
        <English>{describeWhoReported(details)}</English>
      </PageHeading>
      <Definitions items={useFacts(page)} />
      <Errata page={page} />
      <PublicationChanges page={page} />
      <PublicationReport publication={publication} reports={reports} />
      <HandoutLinks path={`/publications/${publication.number}`} />
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
            <Link to={pin('/states')}>{words('coverageAll', { count: String(rounds.length) })}</Link>.
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
  const nameRound = useRoundName();
  const formatDay = useDateFormat();
  const { locale } = useLanguage();
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
                publication: `${words('publicationNumber', { number: String(erratum.number) })}, ${formatDay(erratum.publishedAt)},`,
                rounds: new Intl.ListFormat(locale).format(erratum.rounds.map(nameRound)),
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
  const formatDay = useDateFormat();
  const label = useLabel();
  const said = useSymbolWords()?.noNumbers ?? noNumberWords;
  const others = noNumberStates
    .filter((state) => figureStates[state])
    .map((state) => `${formatNumber(figureStates[state] ?? 0)} ${said[state].word.toLowerCase()}`);
  const shown = words('holdsFigures', { shown: formatNumber(figureStates.reported ?? 0) });
  return [
    { term: words('factTitle'), description: <English>{publication.title}</English> },
    { term: words('factPublished'), description: formatDay(publication.publishedAt) },
    ...(publication.meeting
      ? [{ term: words('factMeeting'), description: <English>{publication.meeting}</English> }]
      : []),
    {
      term: words('factRound'),
      description: words('factRoundText', {
        title: label('round', details.round.code, details.round.title),
        code: details.round.code,
      }),
    },
    {
      term: words('factHolds'),
      description: [
        words('holdsRounds', { count: rounds.length, codes: rounds.map(({ code }) => code).join(', ') }),
        words.rich('holdsPlan', {
          activities: String(activities),
          indicators: String(indicators),
          plan: <English>{publication.planTitle}</English>,
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

/** The report that goes with a publication, where one is approved, with the checksum that is printed in it. */
function PublicationReport({
  publication,
  reports,
}: Pick<PublicationPage, 'publication'> & { reports: readonly PublicReportFile[] }) {
  const words = useWords('publication');
  const formatDay = useDateFormat();
  const [first] = reports;
  const withdrawal = findOwnWithdrawal(publication);
  const names = { docx: words('reportWord'), pdf: words('reportPdf'), xlsx: words('reportWorkbook') };
  return (
    <Section id="report" title={words('report')}>
      {first ? (
        <>
          <p>{words('reportApproved', { date: formatDay(first.approvedAt) })}</p>
          {withdrawal ? (
            <Notice kind="warning" title={words('reportWithdrawn', { date: formatDay(withdrawal.at) })}>
              <p>{words('reportWithdrawnWhy')}</p>
            </Notice>
          ) : null}
          <ul className={styles.files}>
            {reports.map(({ format, sizeBytes }) => (
              <li key={format}>
                <a href={`/publications/${publication.number}/report.${format}`}>
                  {words('reportFile', {
                    name: names[format],
                    size: formatNumber(Math.ceil(sizeBytes / 1024)),
                  })}
                </a>
              </li>
            ))}
          </ul>
          <p>
            {words('reportChecksum')}{' '}
            <code className={styles.checksum}>{groupChecksum(first.documentSha256)}</code>
          </p>
          <p>{words('reportRedrawn')}</p>
        </>
      ) : (
        <p>{words('reportNone')}</p>
      )}
    </Section>
  );
}

const files = [
  ['/data/v1/workbook.xlsx', 'fileWorkbook'],
  ['/data/v1/values.csv', 'fileValues'],
  ['/data/v1/statuses.csv', 'fileActivities'],
  ['/data/v1/indicators.csv', 'fileIndicators'],
  ['/data/v1/coverage.csv', 'fileCoverage'],
  ['/data/v1/library.csv', 'fileLibrary'],
  ['/data/v1/iati-activities.xml', 'fileIati'],
] as const;

/** The files of a publication, under addresses that stay with it. */
function PublicationFiles({ publication }: Pick<PublicationPage, 'publication'>) {
  const words = useWords('publication');
  const pin = (path: string) => withPublication(path, publication.number);
  return (
    <Section id="files" title={words('files')} lead={words('filesLead')}>
      <ul className={styles.files}>
        {files.map(([path, label]) => (
          <li key={path}>
            <Link to={pin(path)}>{words(label)}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={pin('/data')}>{words('allFiles')}</Link>
      </p>
    </Section>
  );
}

/** The figures of a publication: each with its receipt and as pictures. */
function PublicationFigures({ page: { publication, details, figures } }: { page: PublicationPage }) {
  const words = useWords('publication');
  const round = { round: details.round.code, roundTitle: details.round.title };
  const isEnglish = useLanguage().code === 'en';
  const pin = (path: string) => withPublication(path, publication.number);
  if (figures.length === 0) return null;
  return (
    <Section id="figures" title={words('figures')}>
      <Details summary={words('figuresShow', { count: figures.length })}>
        <ul className={styles.sentences}>
          {figures.map(({ id, title, summary }) => (
            <li key={id}>
              <Link to={pin(`/figures/${id}`)}>
                <English>{title}</English>
              </Link>
              <br />
              <FigureTexts figure={{ id, summary, publication: round }}>
                <FigureText>{summary}</FigureText>
              </FigureTexts>
              {isEnglish ? '. ' : ' '}
              {(['svg', 'png'] as const).map((format) => (
                <span key={format}>
                  <Link
                    to={pin(`/figures/${id}/picture.${format}`)}
                    aria-label={words('pictureOf', { format: words(format), title })}
                  >
                    {words(format)}
                  </Link>{' '}
                </span>
              ))}
            </li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}
