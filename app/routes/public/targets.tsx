import type { Route } from './+types/targets';
import type { ListedTarget } from '#app/contract.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { IndicatorLink } from '#app/features/indicator/indicator-list.tsx';
import { FigureText } from '#app/features/figure/figure-text.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { TargetMarks } from '#app/features/targets/target-marks.tsx';
import { Outcome } from '#app/features/targets/outcome.tsx';
import { requestContext } from '#app/request-context.ts';
import { formatAmountInWords } from '#server/domain/finding/figure-words.ts';
import { countTargets } from '#server/domain/finding/target-list.calculations.ts';
import type { TargetOutcome } from '#server/domain/finding/year-verdict.rules.ts';
import { targets as english } from '#server/domain/language/messages/en/targets.ts';
import styles from './targets.module.css';

/** Its own sentences are in the catalogue of each language; see public-layout.tsx. */
export const handle = { translated: 'sentences' };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.targets({ publication: readPublication(request.url) }));
}

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, { title: english.title, description: english.description, path: '/targets' });

type Shown = Extract<Awaited<ReturnType<typeof loader>>, { counts: unknown }>;

export default function TargetsRoute({ loaderData }: Route.ComponentProps) {
  const words = useWords('targets');
  if (!('counts' in loaderData)) {
    return (
      <>
        <PageHeading>{words('title')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <TargetsPage {...loaderData} />;
}

/** Most readers ask what was missed: that comes first. */
const order = [
  { key: 'missed', title: 'missedTitle' },
  { key: 'short', title: 'shortTitle' },
  { key: 'reached', title: 'reachedTitle' },
  { key: 'cannot_be_said', title: 'unsaidTitle' },
  { key: 'met', title: 'metTitle' },
  { key: 'not_due', title: 'notDueTitle' },
] as const satisfies readonly { key: TargetOutcome | NonNullable<ListedTarget['soFar']>; title: string }[];

/** The targets of the year that is judged, by outcome; those of other years folded under it. */
function TargetsPage({ publication, year, counts, targets }: Shown) {
  const words = useWords('targets');
  const link = usePublicationLink();
  const line = <PublicationLine publication={publication} />;
  if (year === null) return <PageHeading meta={line}>{words('none')}</PageHeading>;
  const own = targets.filter((each) => each.year === year);
  const others = [...new Set(targets.map((each) => each.year))]
    .filter((each) => each !== year)
    .sort((a, b) => a - b);
  return (
    <div lang={words.lang}>
      <PageHeading kicker={words('title')} lead={words('lead')} meta={line}>
        {words('finding', { met: counts.met, set: counts.set, reached: counts.reached, year: String(year) })}
      </PageHeading>
      <TargetMarks counts={counts} />
      {order.map(({ key, title }) => {
        const rows = own.filter(({ outcome, soFar }) => (soFar ?? outcome) === key);
        if (rows.length === 0) return null;
        return (
          <Section key={key} id={key.replaceAll('_', '-')} title={words(title, { count: rows.length })}>
            <TargetTable rows={rows} year={year} />
          </Section>
        );
      })}
      <div className={styles.others}>
        {others.map((other) => {
          const rows = targets.filter((each) => each.year === other);
          const { met, set } = countTargets(rows);
          const title =
            other < year
              ? words('earlier', { year: String(other), met: String(met), set: String(set) })
              : words('later', { year: String(other), set: String(set) });
          return (
            <Details key={other} id={`year-${other}`} summary={title} flush>
              <TargetTable rows={rows} year={other} />
            </Details>
          );
        })}
      </div>
      <ul className={styles.ways}>
        <li>
          <Link to={link('/data/v1/targets.csv')}>{words('file')}</Link>
        </li>
        <li>
          <Link to={link('/about/methodology')}>{words('method')}</Link>
        </li>
      </ul>
    </div>
  );
}

function TargetTable({ rows, year }: { rows: readonly ListedTarget[]; year: number }) {
  const words = useWords('targets');
  const link = usePublicationLink();
  return (
    <DataTable
      caption={words('caption', { year: String(year) })}
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'indicator',
          header: words('indicator'),
          rowHeader: true,
          minWidth: '20rem',
          cell: ({ code, title }) => <IndicatorLink code={code} title={title} />,
        },
        {
          key: 'target',
          header: words('target'),
          numeric: true,
          minWidth: '8rem',
          cell: (row) => {
            const amount = formatAmountInWords(row, row.target);
            const said = <FigureText>{amount}</FigureText>;
            return row.direction === 'down' ? words.rich('atMost', { amount: said }) : said;
          },
        },
        {
          key: 'figure',
          header: words('figure', { year: String(year) }),
          numeric: true,
          minWidth: '9rem',
          cell: (row) =>
            row.value === null ? (
              <span className={styles.quiet}>{words('noFigure')}</span>
            ) : (
              <Link to={link(`/indicators/${row.code}`)}>
                <FigureText>{formatAmountInWords(row, row.value)}</FigureText>
              </Link>
            ),
        },
        {
          key: 'outcome',
          header: words('outcome'),
          minWidth: '15rem',
          cell: (row) => <Outcome {...row} />,
        },
      ]}
    />
  );
}
