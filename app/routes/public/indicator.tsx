import { Pace } from '#app/features/targets/outcome.tsx';
import { calculateTargetPace } from '#server/domain/finding/pace.rules.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { indicator as englishWords } from '#server/domain/language/messages/en/indicator.ts';
import type { Route } from './+types/indicator';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Details, Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { IndicatorPage } from '#app/contract.ts';
import { FigureBlock, FoldedFigure } from '#app/features/figure/figure-block.tsx';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { ReleasedEvidence } from '#app/features/library/library-list.tsx';
import { Amendments } from '#app/features/plan/amendments.tsx';
import { buildBreakdownId } from '#server/domain/figure/build-indicator-parts.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { FigureValue, NoNumberLegend, useCoverage } from '#app/features/indicator/indicator-list.tsx';
import styles from '#app/features/indicator/indicator.module.css';
import { Definitions } from '#app/components/definitions.tsx';
import { ComparabilityNotes } from '#app/features/receipt/indicator-rules.tsx';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { describeContributors } from '#server/domain/receipt/contributors.calculations.ts';
import { formatAmount, isFlow, reportedByWords } from '#server/domain/finding/figure-words.ts';
import { FlowTableSection } from '#app/features/indicator/flow-table.tsx';
import { listComparabilityNotes, formatRule } from '#app/features/indicator/indicator-words.ts';
import { DataTable } from '#app/components/data-table.tsx';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { getYear } from '#server/domain/finding/figure-words.ts';
import { decideTargets, formatYearCoverage } from '#server/domain/finding/year-verdict.rules.ts';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.indicator({
      publication: readPublication(request.url),
      code: params.code,
      language,
    }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(englishWords.notFound);
  const { indicator, rounds, region, breaks } = args.loaderData;
  return buildPageMeta(args, {
    title: `${indicator.code} ${indicator.title}`,
    description: `${indicator.title}: ${buildFinding(indicator, rounds, region, breaks).headline}.`,
    path: `/indicators/${indicator.code}`,
    image: `/og/pages/indicator/${indicator.code}`,
  });
};

export default function IndicatorRoute({ loaderData }: Route.ComponentProps) {
  return <IndicatorView {...loaderData} />;
}

/** One indicator: the finding, its course, what single reporters released, its splits, and what it all means. */
function IndicatorView(page: IndicatorPage) {
  const { indicator, rounds, region, breaks, figures, amendments, evidence } = page;
  const link = usePublicationLink();
  const words = useWords('indicator');
  const planWords = useWords('activity');
  const english = useEnglishLang();
  const finding = buildFinding(indicator, rounds, region, breaks);
  const { code } = indicator;
  const splits = indicator.dimensions.flatMap(
    (dimension) => figures[buildBreakdownId(code, dimension.code)] ?? [],
  );
  // What is true of every split is said once, above them.
  const notesSaid = splits.length > 1 ? findSharedNotes(splits) : [];
  const byState = figures[`${code}.by-state`];
  const asksStates = indicator.reportedBy !== 'register' && getAnswerKind(indicator.measure) !== 'text';
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('indicators'), to: link('/indicators') },
          {
            label: `${indicator.area.code} ${indicator.area.title}`,
            lang: english,
            to: link(`/areas/${indicator.area.code}`),
          },
        ]}
      />
      <PageHeading
        kicker={
          <>
            {code}{' '}
            <span className={styles.name} lang={english}>
              {indicator.title}
            </span>
          </>
        }
        lead={finding.sentences.length > 0 ? <English>{finding.sentences.join(' ')}</English> : undefined}
      >
        <English>{finding.headline}</English>
      </PageHeading>
      <Split aside={<IndicatorAbout {...page} />} asideLabel={words('about')}>
        <div className={styles.main}>
          <FigureBlock figure={figures[`${code}.course`]} about={indicator.title} />
          <FigureBlock figure={figures[`${code}.answers`]} about={indicator.title} />
          {byState ? (
            <FigureBlock figure={byState} about={indicator.title} />
          ) : asksStates && region.length > 0 ? (
            <EmptyState title={words('noneReleased')}>
              <p>{words('noneReleasedBody')}</p>
            </EmptyState>
          ) : null}
        </div>
      </Split>
      {splits.length > 0 ? (
        <Section id="splits" title={words('splits')} lead={words('splitsLead')}>
          {notesSaid.map((note) => (
            <p key={note} className={styles.said} lang={english}>
              {note}
            </p>
          ))}
          <div className={styles.splits}>
            <FigureBlock figure={splits[0]} headingLevel={3} about={indicator.title} notesSaid={notesSaid} />
          </div>
          {splits.slice(1).map((figure) => (
            <FoldedFigure
              key={figure.definition.id}
              figure={figure}
              about={indicator.title}
              notesSaid={notesSaid}
            />
          ))}
        </Section>
      ) : null}
      {page.flows ? <FlowTableSection {...page} flows={page.flows} /> : null}
      {amendments.length > 0 ? (
        <Section id="amended" title={planWords('amendments')}>
          <Amendments amendments={amendments} />
        </Section>
      ) : null}
      {evidence.length > 0 ? (
        <Section id="evidence" title={words('evidence')}>
          <ReleasedEvidence items={evidence} />
        </Section>
      ) : null}
      <Details summary={words('symbols')}>
        <NoNumberLegend />
      </Details>
      <nav aria-label={words('neighbours')} className={styles.neighbours}>
        <Neighbour word={words('previous')} indicator={page.previous} />
        <Neighbour word={words('next')} indicator={page.next} />
      </nav>
    </>
  );
}

/** "Second half of 2025 (2025-H2)", in the language of the page. */
function RoundTitle({ round: { code, title } }: { round: { code: string; title: string } }) {
  return (
    <>
      <LabelWord list="round" code={code}>
        {title}
      </LabelWord>{' '}
      ({code})
    </>
  );
}

/** The notes that every one of some figures carries. */
function findSharedNotes([first, ...others]: readonly DrawnFigure[]): readonly string[] {
  return (first?.definition.notes ?? []).filter((note) =>
    others.every(({ definition }) => definition.notes.includes(note)),
  );
}

function Neighbour({ word, indicator }: { word: string; indicator: IndicatorPage['next'] }) {
  const link = usePublicationLink();
  // An empty place keeps the other link at its side.
  if (!indicator) return <span />;
  return (
    <span>
      {word}{' '}
      <Link to={link(`/indicators/${indicator.code}`)}>
        {indicator.code} <English>{indicator.title}</English>
      </Link>
    </span>
  );
}

/** What an indicator means, how it is counted, and from what the figure on the page was made. */
function IndicatorAbout(page: IndicatorPage) {
  const { indicator, publication, rounds, region, breaks, comparability } = page;
  const link = usePublicationLink();
  const words = useWords('indicator');
  const newest = rounds.at(-1);
  const figure = region.find(({ round }) => round === newest?.code);
  const coverage = useCoverage()(indicator.reportedBy, figure);
  const whose = page.contributors && figure ? describeContributors(page.contributors, figure) : [];
  const notes = listComparabilityNotes(indicator);
  return (
    <div className={styles.side}>
      <section aria-labelledby="definition">
        <h2 id="definition">{words('definition')}</h2>
        <Definitions
          layout="under"
          items={[
            { term: words('definitionTerm'), description: <English>{indicator.definition}</English> },
            { term: words('countingRule'), description: <English>{indicator.countingRule}</English> },
            ...(indicator.numeratorLabel && indicator.denominatorLabel
              ? [
                  {
                    term: words('percentage'),
                    description: (
                      <English>
                        {`${indicator.numeratorLabel}, of ${formatLowerFirst(indicator.denominatorLabel)}`}
                      </English>
                    ),
                  },
                ]
              : []),
            {
              term: words('whoReports'),
              description: <English>{reportedByWords[indicator.reportedBy]}</English>,
            },
            { term: words('direction'), description: words(`direction_${indicator.direction}`) },
            { term: words('level'), description: <English>{formatUpperFirst(indicator.level)}</English> },
            ...(indicator.activity
              ? [
                  {
                    term: words('activity'),
                    description: (
                      <Link to={link(`/activities/${indicator.activity.code}`)}>
                        {indicator.activity.code} <English>{indicator.activity.title}</English>
                      </Link>
                    ),
                  },
                ]
              : []),
            ...(indicator.lenses.length > 0
              ? [
                  {
                    term: words('lens'),
                    description: indicator.lenses.map(({ code, title }) => (
                      <Link key={code} to={link(`/lens/${code}`)}>
                        <LabelWord list="lens" code={code}>
                          {title}
                        </LabelWord>
                      </Link>
                    )),
                  },
                ]
              : []),
          ]}
        />
      </section>
      {notes.length + comparability.length > 0 ? (
        <section aria-labelledby="comparability">
          <h2 id="comparability">{words('beforeComparing')}</h2>
          <ComparabilityNotes notes={comparability} />
          <ul>
            {notes.map((note) => (
              <li key={note}>
                <English>{note}</English>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {indicator.targets.length > 0 || indicator.baseline ? (
        <section aria-labelledby="targets">
          <h2 id="targets">{words('targets')}</h2>
          <TargetTable indicator={indicator} rounds={rounds} region={region} breaks={breaks} />
        </section>
      ) : null}
      <section aria-labelledby="receipt">
        <h2 id="receipt">{words('made')}</h2>
        <Definitions
          layout="under"
          items={[
            { term: words('rule'), description: <English>{formatRule(indicator)}</English> },
            ...(newest ? [{ term: words('newest'), description: <RoundTitle round={newest} /> }] : []),
            ...(coverage ? [{ term: words('coverage'), description: coverage }] : []),
            ...(whose.length > 0
              ? [
                  {
                    term: words('whose'),
                    description: whose.map((line) => <English key={line}>{line}</English>),
                  },
                ]
              : []),
            { term: words('drawnFrom'), description: <PublicationLine publication={publication} /> },
            {
              term: words('files'),
              description: (
                <Link to={link(`/indicators/${indicator.code}/values.csv`)}>{words('allFigures')}</Link>
              ),
            },
          ]}
        />
      </section>
    </div>
  );
}

/** How far the target of a year is; nothing where that cannot be compared. */
function TargetPaceOf({
  indicator,
  rounds,
  region,
  breaks,
  year,
}: Pick<IndicatorPage, 'indicator' | 'rounds' | 'region' | 'breaks'> & { year: number }) {
  const target = indicator.targets.find((each) => each.year === year);
  const pace = target ? calculateTargetPace(indicator, target, rounds, region, breaks) : null;
  return pace ? <Pace {...pace} /> : null;
}

type TargetRow = { year: number; value: string; isBaseline: boolean };

/** Baseline and targets by year, each beside what was reported, by how many, and how it came out. */
function TargetTable({
  indicator,
  rounds,
  region,
  breaks,
}: Pick<IndicatorPage, 'indicator' | 'rounds' | 'region' | 'breaks'>) {
  const words = useWords('indicator');
  if (indicator.targets.length === 0 && !indicator.baseline) return null;
  const flow = isFlow(indicator.aggregation);
  const verdicts = new Map(
    decideTargets(indicator, rounds, region, breaks).map((verdict) => [verdict.target.year, verdict]),
  );
  const lastOf = (year: number): RoundFigure | undefined => {
    const code = rounds.findLast((round) => getYear(round) === year)?.code;
    return region.find((figure) => figure.round === code);
  };
  const reached = (year: number) => {
    if (!flow) return <FigureValue subject={indicator} figure={lastOf(year)} />;
    const figure = verdicts.get(year)?.figure;
    if (!figure || figure.value === null) return null;
    return (
      <>
        <English>{formatAmount(indicator, figure.value)}</English>
        {figure.mayRepeatPersons ? <span className={styles.parts}> {words('asReported')}</span> : null}
      </>
    );
  };
  const rows: TargetRow[] = [
    ...(indicator.baseline ? [{ ...indicator.baseline, isBaseline: true }] : []),
    ...indicator.targets.map((target) => ({ ...target, isBaseline: false })),
  ].sort((a, b) => a.year - b.year);
  return (
    <DataTable
      caption={
        <>
          {words(flow ? 'targetsOfYears' : 'targetsOfEnds')}
          {getAnswerKind(indicator.measure) === 'ratio' ? null : (
            <>
              {' ('}
              <English>{indicator.unit}</English>)
            </>
          )}
        </>
      }
      fit
      dense
      wide
      rows={rows}
      rowKey={({ isBaseline, year }) => `${isBaseline}-${year}`}
      columns={[
        {
          key: 'year',
          header: words('year'),
          rowHeader: true,
          cell: ({ year, isBaseline }) => (isBaseline ? words('baselineYear', { year: String(year) }) : year),
        },
        {
          key: 'value',
          header: words('aim'),
          numeric: true,
          cell: ({ value }) => <English>{formatAmount(indicator, value)}</English>,
        },
        {
          key: 'reached',
          header: words('reported'),
          numeric: true,
          cell: ({ year, isBaseline }) => (isBaseline ? null : reached(year)),
        },
        ...(indicator.reportedBy === 'register'
          ? []
          : [
              {
                key: 'coverage',
                header: words('reportsIn'),
                cell: ({ year, isBaseline }: TargetRow) => {
                  const figure = verdicts.get(year)?.figure;
                  return isBaseline || !figure ? null : (
                    <English>{formatYearCoverage(indicator, figure)}</English>
                  );
                },
              },
            ]),
        {
          key: 'outcome',
          header: words('outcome'),
          cell: ({ year, isBaseline }) =>
            isBaseline ? null : (
              <>
                <English>{formatUpperFirst(verdicts.get(year)?.words ?? '')}</English>
                <TargetPaceOf {...{ indicator, rounds, region, breaks, year }} />
              </>
            ),
        },
      ]}
    />
  );
}
