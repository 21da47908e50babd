import type { Route } from './+types/overview';
import type { OverviewAnswer, PublicReportFile } from '#app/contract.ts';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Section } from '#app/components/layout.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { Delayed } from '#app/features/home/delayed.tsx';
import { KeyFigures } from '#app/features/home/key-figures.tsx';
import { LensInShort } from '#app/features/home/lens-in-short.tsx';
import { WhatChanged } from '#app/features/home/what-changed.tsx';
import { useLanguage } from '#app/features/language/language-context.tsx';
import { buildWords, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { TargetMarks } from '#app/features/targets/target-marks.tsx';
import { requestContext } from '#app/request-context.ts';
import { countDone, countLate } from '#server/domain/finding/describe-status.ts';
import { describeTimePassed } from '#server/domain/finding/plan-time.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import styles from '#app/features/home/home.module.css';

/** Its own sentences are in the catalogue of each language; see public-layout.tsx. */
export const handle = { translated: 'sentences' };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const overview = await ask(requestId, () =>
    publicCaller.dashboard.overview({ publication: readPublication(request.url), language }),
  );
  if (!('counts' in overview)) return overview;
  const { activities: _activities, figures, ...shown } = overview;
  const reports = await ask(requestId, () =>
    publicCaller.dashboard.reports({ publication: overview.publication.number }),
  );
  return {
    ...shown,
    language,
    reports,
    byArea: figures['activities-by-area'],
    reporting: figures['reporting'] ?? figures['coverage'],
  };
}

type Shown = Extract<Awaited<ReturnType<typeof loader>>, { counts: unknown }>;

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  const found = loaderData && 'counts' in loaderData ? loaderData : null;
  return buildPageMeta(args, {
    title: buildWords('en', 'home')('title'),
    description: found ? `${formatFinding(found, 'en')}.` : undefined,
    path: '/',
  });
};

/** "Half the plan’s time has passed: 8 of 43 activities are completed, 7 are delayed". */
function formatFinding(
  { counts, statuses, timePassed }: Pick<OverviewAnswer, 'counts' | 'statuses' | 'timePassed'>,
  language: LanguageCode,
): string {
  const words = buildWords(language, 'home');
  return words('finding', {
    passed: words('passed', describeTimePassed(timePassed)),
    done: countDone(counts, statuses),
    total: counts.total,
    late: countLate(counts, statuses),
  });
}

export default function Overview({ loaderData }: Route.ComponentProps) {
  const words = useWords('home');
  if (!('counts' in loaderData)) {
    return (
      <>
        <PageHeading>{words('nothing')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <OverviewPage overview={loaderData} />;
}

/** The plan in one screen, and what is behind the numbers in a few more. */
function OverviewPage({ overview }: { overview: Shown }) {
  const { lenses, publication } = overview;
  const words = useWords('home');
  const link = usePublicationLink();
  return (
    <div className={styles.home} lang={words.lang}>
      <PageHeading>{formatFinding(overview, overview.language)}</PageHeading>
      <KeyFigures overview={overview} />
      <Freshness overview={overview} />
      <div className={styles.chart} lang="en">
        <FigureBlock figure={overview.byArea} />
      </div>
      <div className={styles.two}>
        <Targets overview={overview} />
        <div className={styles.map}>
          <div lang="en" className={styles.bare}>
            <FigureBlock figure={overview.reporting} />
          </div>
          <p className={styles.way}>
            <Link to={link('/states')}>{words('record')}</Link>
          </p>
        </div>
        <Delayed overview={overview} />
      </div>
      <WhatChanged overview={overview} />
      {lenses.map((lens) => (
        <LensInShort key={lens.code} lens={lens} statuses={overview.statuses} round={publication.round} />
      ))}
      <Publication overview={overview} />
    </div>
  );
}

/** How far the figures reach, and when the next are due. */
function Freshness({ overview: { freshness, publication } }: { overview: Shown }) {
  const words = useWords('home');
  const nameRound = useRoundName();
  const { locale } = useLanguage();
  return (
    <p id="freshness" className={styles.freshness}>
      {words.rich('until', {
        month: formatMonth(freshness.until, locale),
        publication: <PublicationLine publication={publication} />,
      })}
      {freshness.next ? (
        <>
          {' '}
          {words('next', {
            round: nameRound(freshness.next),
            date: formatDate(freshness.next.dueOn, 'UTC', locale),
          })}
        </>
      ) : null}
    </p>
  );
}

/** "December 2025" of the last day of a round. */
const formatMonth = (day: string, locale: string): string =>
  locale.startsWith('en')
    ? formatDate(day).replace(/^\d+ /, '')
    : new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(day),
      );

/** The targets of the year: how many were met, and which were missed. */
function Targets({ overview: { targets } }: { overview: Shown }) {
  const words = useWords('home');
  const targetWords = useWords('targets');
  const link = usePublicationLink();
  if (!targets) return null;
  const { year, counts } = targets;
  const missed = targets.targets.filter(({ outcome }) => outcome === 'missed');
  return (
    <Section
      id="targets"
      title={targetWords('finding', {
        met: counts.met,
        set: counts.set,
        reached: counts.reached,
        year: String(year),
      })}
    >
      <TargetMarks counts={counts} />
      {missed.length > 0 ? (
        <p className={styles.small}>
          {words.rich('missedList', {
            list: missed.map(({ code, title }, at) => (
              <span key={code}>
                {at > 0 ? '; ' : ''}
                <Link to={link(`/indicators/${code}`)}>{code}</Link> <span lang="en">{title}</span>
              </span>
            )),
          })}
        </p>
      ) : null}
      <p className={styles.way}>
        <Link to={link('/targets')}>{words('allTargets')}</Link>
      </p>
    </Section>
  );
}

/** The publication in view with its report. */
function Publication({ overview: { publication, note, reports } }: { overview: Shown }) {
  const words = useWords('home');
  const handouts = useWords('downloads');
  const link = usePublicationLink();
  const { number, newest, title, meeting } = publication;
  return (
    <Section
      id="publication-in-view"
      title={number === newest ? words('publication') : words('publicationPinned')}
    >
      <p>
        <span lang="en">{title}.</span> <PublicationLine publication={publication} />
        {meeting ? <>. {words('presented', { meeting })}</> : '.'} <span lang="en">{note}</span>
      </p>
      <ul className={styles.ways}>
        <li>
          {reports.length > 0 ? (
            <>
              {words.rich('report', {
                formats: reports.map(({ format }: PublicReportFile, at) => (
                  <span key={format}>
                    {at > 0 ? ', ' : ''}
                    <a href={`/publications/${number}/report.${format}`}>{reportFormats[format]}</a>
                  </span>
                )),
              })}
              {' · '}
            </>
          ) : null}
          <a href={`/publications/${number}/brief.pdf`}>{handouts('brief')}</a>
          {' · '}
          <a href={`/publications/${number}/deck.pptx`}>{handouts('deck')}</a>
        </li>
        <li>
          <Link to={link(`/publications/${number}`)}>{words('publicationPage')}</Link>
        </li>
      </ul>
    </Section>
  );
}

const reportFormats = { docx: 'Word', pdf: 'PDF', xlsx: 'Excel' } as const;
