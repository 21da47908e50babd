import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import {
  describeOpening,
  describeChange,
  formatChanges,
  describeLate,
  describeLens,
  describeOnTrack,
} from '#server/domain/finding/plan-findings.ts';
import { english } from '#server/domain/language/catalogue.ts';
import type { Route } from './+types/overview';
import { Link } from 'react-router';
import { Details, Section } from '#app/components/layout.tsx';
import type {
  Changes,
  LensTeaser as Lens,
  OverviewAnswer,
  PublicationSummary,
  StatusWord,
} from '#app/contract.ts';
import { CoverageGrid, CoverageLegend } from '#app/features/coverage/coverage-grid.tsx';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { LateList, StatusSymbolOf } from '#app/features/plan/activity-list.tsx';
import styles from './overview.module.css';
import { PlanPicture, PlanSums } from '#app/features/plan/plan-picture.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { NoNumber } from '#app/features/status/status-symbol.tsx';
import { formatLowerFirst, formatRoundInSentence, shorten } from '#server/domain/finding/sentence-parts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const overview = await ask(requestId, () =>
    publicCaller.dashboard.overview({ publication: readPublication(request.url), language }),
  );
  if (!('counts' in overview)) return overview;
  // Where each activity stands is seen in the picture, of its own rows.
  const { activities: _activities, ...shown } = overview;
  return shown;
}

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  const found = loaderData && 'counts' in loaderData ? loaderData : null;
  return buildPageMeta(args, {
    title: english.overview.title,
    description: found
      ? `${describeOpening(found.counts, found.statuses, found.coverage, found.rounds)}.`
      : undefined,
    path: '/',
  });
};

export default function Overview({ loaderData }: Route.ComponentProps) {
  const words = useWords('overview');
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

/** The plan page has the others; a page of all would take long to read, and to send. */
const mostLate = 40;

/** The whole plan on one page: findings first, each with what it is read from. */
function OverviewPage({ overview }: { overview: Omit<OverviewAnswer, 'activities'> }) {
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
    <Section id={`lens-${lens.code}`} title={describeLens(lens.title, lens.counts, statuses)}>
      {lens.funnel.length > 0 ? (
        <>
          <p>{words('lensFigures', { round: formatRoundInSentence(round) })}</p>
          <ol className={styles.funnel}>
            {lens.funnel.map((step) => (
              <li key={step.indicator} className={styles.step}>
                <span className={styles.number}>
                  {step.state === 'reported' && step.value !== null ? (
                    formatNumber(step.value)
                  ) : (
                    <NoNumber state={step.state === 'reported' ? 'not_available' : step.state} />
                  )}
                </span>
                <Link to={link(`/indicators/${step.indicator}`)} className={styles.label}>
                  {step.label}
                </Link>
                {step.contributing !== null && step.expected !== null ? (
                  <span className={styles.coverage}>
                    {words('lensReporting', {
                      contributing: String(step.contributing),
                      expected: String(step.expected),
                    })}
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
          <p className={styles.caution}>{words('lensCaution')}</p>
        </>
      ) : null}
      <p>
        <Link to={link(`/lens/${lens.code}`)}>
          {words('lensMore', { lens: formatLowerFirst(lens.title) })}
        </Link>
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

const shownAtOnce = 8;
const shortLength = 160;

/** What is done now comes first, then what is late now, then the rest; within each the order of the plan. */
function sortChanges(changes: Changes['activities'], statuses: readonly StatusWord[]): Changes['activities'] {
  const rank = (to: string | null) => {
    const word = statuses.find(({ code }) => code === to);
    return word?.isDone ? 0 : word?.isLate ? 1 : word ? 2 : 3;
  };
  return changes.toSorted((a, b) => rank(a.to) - rank(b.to));
}

/** Activities that stand differently than in the publication before, a sentence each. */
function ChangeList({ changes, statuses }: { changes: Changes; statuses: readonly StatusWord[] }) {
  const words = useWords('overview');
  const sorted = sortChanges(changes.activities, statuses);
  const rest = sorted.slice(shownAtOnce);
  return (
    <>
      <Sentences changes={sorted.slice(0, shownAtOnce)} statuses={statuses} />
      {rest.length > 0 ? (
        <Details summary={words('more', { count: rest.length })} flush>
          <Sentences changes={rest} statuses={statuses} />
        </Details>
      ) : null}
      <PlanChanges what={words('added')} activities={changes.added} linked />
      <PlanChanges what={words('removed')} activities={changes.removed} />
    </>
  );
}

function Sentences({
  changes,
  statuses,
}: {
  changes: Changes['activities'];
  statuses: readonly StatusWord[];
}) {
  const link = usePublicationLink();
  if (changes.length === 0) return null;
  return (
    <ul className={styles.list}>
      {changes.map(({ code, title, from, to, reason }) => {
        const word = statuses.find((status) => status.code === to);
        return (
          <li key={code} className={styles.item}>
            <span className={styles.mark}>
              <StatusSymbolOf mark={to === null ? 'unknown' : (word?.mark ?? 'unknown')} />
            </span>
            <div>
              <Link to={link(`/activities/${code}`)}>
                {code} {title}
              </Link>{' '}
              {describeChange(from?.label ?? null, to === null ? null : (word?.label ?? to))}.
              {reason ? <Why reason={reason} /> : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What a reporter has released on where the activity stands now. */
function Why({ reason }: { reason: NonNullable<Changes['activities'][number]['reason']> }) {
  const { kind, code, name } = reason.reporter;
  return (
    <blockquote className={styles.why}>
      {shorten(reason.words, shortLength)}{' '}
      <cite className={styles.who}>{kind === 'state' ? name : code}</cite>
    </blockquote>
  );
}

function PlanChanges({
  what,
  activities,
  linked,
}: {
  what: string;
  activities: readonly { code: string; title: string }[];
  linked?: boolean;
}) {
  const link = usePublicationLink();
  if (activities.length === 0) return null;
  return (
    <p>
      {what}:{' '}
      {activities.map(({ code, title }, index) => (
        <span key={code}>
          {index > 0 ? '; ' : ''}
          {linked ? (
            <Link to={link(`/activities/${code}`)}>
              {code} {title}
            </Link>
          ) : (
            `${code} ${title}`
          )}
        </span>
      ))}
      .
    </p>
  );
}
