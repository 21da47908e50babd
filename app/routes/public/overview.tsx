import type { Route } from './+types/overview';
import type { Changes, LateActivity, LensTeaser, OverviewAnswer, PublicReportFile } from '#app/contract.ts';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { KeyFigures } from '#app/features/home/key-figures.tsx';
import { useLanguage } from '#app/features/language/language-context.tsx';
import { buildWords, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { AmendmentLine } from '#app/features/plan/amendments.tsx';
import { StatusSymbolOf } from '#app/features/plan/activity-list.tsx';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import { TargetMarks } from '#app/features/targets/target-marks.tsx';
import { requestContext } from '#app/request-context.ts';
import { countDone, countLate, noStatus } from '#server/domain/finding/describe-status.ts';
import { describeChange } from '#server/domain/finding/plan-findings.ts';
import { describeTimePassed } from '#server/domain/finding/plan-time.ts';
import { formatLowerFirst, shorten } from '#server/domain/finding/sentence-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { findRange } from '#server/domain/value/count-range.ts';
import styles from './overview.module.css';

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
        <Lens key={lens.code} lens={lens} statuses={overview.statuses} round={publication.round} />
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

const delayedAtOnce = 2;

/** What is delayed, and why as far as the reporters have released it. */
function Delayed({ overview: { late, freshness, publication } }: { overview: Shown }) {
  const words = useWords('home');
  const link = usePublicationLink();
  // Those that say why come first.
  const sorted: LateActivity[] = late.toSorted(
    (a, b) => Number(a.reason === null) - Number(b.reason === null),
  );
  const rest = sorted.slice(delayedAtOnce);
  // Plans give years, so an activity ends with one: the year in which the figures were published.
  const endYear = [freshness.until, publication.publishedAt].sort().at(-1)?.slice(0, 4) ?? '';
  return (
    <Section id="late" title={words('lateTitle', { count: late.length })}>
      {late.length > 0 ? <DelayedList delayed={sorted.slice(0, delayedAtOnce)} /> : null}
      {rest.length > 0 ? (
        <Details summary={words('lateMore', { count: rest.length })} flush>
          <DelayedList delayed={rest.slice(0, mostDelayed)} />
        </Details>
      ) : null}
      <ul className={styles.ways}>
        {late.length > 0 ? (
          <li>
            <Link to={link('/plan?late=yes')}>{words('lateAll')}</Link>
          </li>
        ) : null}
        <li>
          <Link to={link(`/plan?ends=${endYear}`)}>{words('endingSoon', { year: endYear })}</Link>
        </li>
        <li>
          <Link to={link('/plan?partner=none')}>{words('noPartner')}</Link>
        </li>
        <li>
          <Link to={link('/support')}>{words('noMoney')}</Link>
        </li>
      </ul>
    </Section>
  );
}

/** Delayed activities, each with the words of one reporter on why. */
function DelayedList({ delayed }: { delayed: readonly LateActivity[] }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  return (
    <ul className={styles.list} lang="en">
      {delayed.map(({ code, title, reason }) => (
        <li key={code} className={styles.item}>
          <Link to={link(`/activities/${code}`)}>
            {code} {title}
          </Link>
          {reason ? (
            <blockquote className={styles.why}>
              {shorten(reason.words, shortLength)}{' '}
              <cite className={styles.who}>
                {reason.reporter.kind === 'state' ? reason.reporter.name : reason.reporter.code}
              </cite>
            </blockquote>
          ) : (
            <p className={styles.why}>{words('noReason')}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The plan page has the others; a page of all would take long to read, and to send. */
const mostDelayed = 40;
const changesAtOnce = 4;

/** Activities that stand otherwise than in the publication before, a sentence each; completed ones come first. */
function WhatChanged({ overview: { changes, statuses, publication } }: { overview: Shown }) {
  const words = useWords('home');
  const link = usePublicationLink();
  if (!changes) {
    return (
      <Section id="changes" title={words('changesFirst')}>
        <p>{words('changesFirstText')}</p>
      </Section>
    );
  }
  const rank = (to: string | null) => {
    const word = statuses.find(({ code }) => code === to);
    return word?.isDone ? 0 : word?.isLate ? 1 : word ? 2 : 3;
  };
  const sorted = changes.activities.toSorted((a, b) => rank(a.to) - rank(b.to));
  const rest = sorted.slice(changesAtOnce);
  const named = (activities: readonly { code: string; title: string }[]) =>
    formatList(activities.map(({ code, title }) => `${code} ${title}`));
  const { number } = changes.since;
  return (
    <Section id="changes" title={words('changesTitle', { count: sorted.length, number: String(number) })}>
      <Moved changes={sorted.slice(0, changesAtOnce)} statuses={statuses} />
      {rest.length + changes.reworded.length > 0 ? (
        <Details summary={words('changesMore', { count: rest.length + changes.reworded.length })} flush>
          <Moved changes={rest} statuses={statuses} />
          {changes.reworded.map(({ code, title, ...amendment }) => (
            <p key={`${code} ${amendment.round}`} lang="en">
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>
              : <AmendmentLine amendment={amendment} />
            </p>
          ))}
        </Details>
      ) : null}
      {changes.added.length > 0 ? <p>{words('added', { activities: named(changes.added) })}</p> : null}
      {changes.removed.length > 0 ? <p>{words('removed', { activities: named(changes.removed) })}</p> : null}
      <p className={styles.way}>
        <Link to={link(`/publications/compare?from=${number}&to=${publication.number}`)}>
          {words('changesAll', { from: String(number), to: String(publication.number) })}
        </Link>
      </p>
    </Section>
  );
}

const shortLength = 140;

function Moved({
  changes,
  statuses,
}: {
  changes: Changes['activities'];
  statuses: OverviewAnswer['statuses'];
}) {
  const link = usePublicationLink();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.list} lang="en">
      {changes.map(({ code, title, from, to, left }) => {
        const word = statuses.find((status) => status.code === to);
        return (
          <li key={code} className={styles.moved}>
            <span>
              <StatusSymbolOf mark={left ? noStatus[left].mark : (word?.mark ?? 'unknown')} />
            </span>
            <div>
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>{' '}
              {describeChange(from?.label ?? null, to === null ? null : (word?.label ?? to), left)}.
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** A lens in short: how its activities stand, and the steps of its funnel. */
function Lens({
  lens,
  statuses,
  round,
}: {
  lens: LensTeaser;
  statuses: OverviewAnswer['statuses'];
  round: { code: string; title: string };
}) {
  const link = usePublicationLink();
  const words = useWords('home');
  const nameRound = useRoundName();
  return (
    <Section
      id={`lens-${lens.code}`}
      title={words('lensTitle', {
        lens: lens.title,
        done: countDone(lens.counts, statuses),
        total: lens.counts.total,
        late: formatNumber(countLate(lens.counts, statuses)),
      })}
    >
      {lens.funnel.length > 0 ? (
        <>
          <ol className={styles.funnel}>
            {lens.funnel.map((step) => (
              <li key={step.indicator} className={styles.step}>
                <span className={styles.number}>
                  {step.state === 'reported' && step.value !== null ? (
                    formatNumber(step.value)
                  ) : (
                    <NoNumber
                      state={step.state === 'reported' ? 'not_available' : step.state}
                      range={findRange(step)}
                    />
                  )}
                </span>
                <Link to={link(`/indicators/${step.indicator}`)} className={styles.label} lang="en">
                  {step.label}
                </Link>
                {step.contributing !== null && step.expected !== null ? (
                  <span className={styles.coverage}>
                    {step.base
                      ? words('lensBase', {
                          count: formatNumber(step.base.value),
                          label: formatLowerFirst(step.base.label),
                          contributing: String(step.contributing),
                          expected: String(step.expected),
                        })
                      : words('lensReporting', {
                          contributing: String(step.contributing),
                          expected: String(step.expected),
                        })}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={styles.caution}>{words('lensCaution', { round: nameRound(round) })}</p>
        </>
      ) : null}
      <p className={styles.way}>
        <Link to={link(`/lens/${lens.code}`)}>{words('lensMore')}</Link>
      </p>
    </Section>
  );
}

/** The publication in view with its report. */
function Publication({ overview: { publication, note, reports } }: { overview: Shown }) {
  const words = useWords('home');
  const handouts = useWords('handout');
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
          <span lang="en">
            <a href={`/publications/${number}/brief.pdf`}>{handouts('brief')}</a>
            {' · '}
            <a href={`/publications/${number}/deck.pptx`}>{handouts('deck')}</a>
          </span>
        </li>
        <li>
          <Link to={link(`/publications/${number}`)}>{words('publicationPage')}</Link>
        </li>
      </ul>
    </Section>
  );
}

const reportFormats = { docx: 'Word', pdf: 'PDF', xlsx: 'Excel' } as const;
