import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { RecommendationList } from '#app/features/recommendation/recommendation-list.tsx';
import { requestContext } from '#app/request-context.ts';
import { describeTimeSeries } from '#server/domain/finding/describe-time-series.ts';
import type { Route } from './+types/activity';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Details, Section, Split } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { ActivityAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { KindEntries } from '#app/features/need/chosen-kinds.tsx';
import { Term, type TermName } from '#app/features/language/term.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { SupportList } from '#app/features/support/public-support.tsx';
import { LibraryList, ReleasedEvidence } from '#app/features/library/library-list.tsx';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { Amendments } from '#app/features/plan/amendments.tsx';
import styles from './activity.module.css';
import { LinkedIndicators } from '#app/features/plan/activity-list.tsx';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { describeActivityStatus, noStatus } from '#server/domain/finding/describe-status.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import type { ReactNode } from 'react';
import { Definitions } from '#app/components/definitions.tsx';
import { yearRuns } from '#app/components/date-text.tsx';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.activity({
      code: params.code,
      publication: readPublication(request.url),
      language,
    }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  if (!loaderData) return buildErrorMeta('Activity not found');
  const { activity, rounds, statuses } = loaderData;
  return buildPageMeta(args, {
    title: `${activity.code} ${activity.title}`,
    description: [`${describeTimeSeries(rounds, statuses, activity.years)}.`, activity.description]
      .filter(Boolean)
      .join(' '),
    image: `/og/pages/activity/${encodeURIComponent(activity.code)}`,
    path: `/activities/${encodeURIComponent(activity.code)}`,
  });
};

export default function Activity({ loaderData }: Route.ComponentProps) {
  return <ActivityPage answer={loaderData} />;
}

/** One activity: what it is, who does it, how it went, in the reporters' own released words. */
function ActivityPage({ answer }: { answer: ActivityAnswer }) {
  const { publication, statuses, activity, area, objective, rounds, narratives, indicators } = answer;
  const link = usePublicationLink();
  const words = useWords('activity');
  const nameRound = useRoundName();
  const english = useEnglishLang();
  const recommended = useWords('recommendation');

  const newest = rounds.at(-1);
  const stand = newest ? describeActivityStatus(newest, statuses) : null;
  const said = newest
    ? narratives.find(({ round, reporter }) => round === newest.code && reporter === answer.lead)
    : undefined;
  return (
    <>
      <Breadcrumbs
        items={[
          { label: words('plan'), to: link('/plan') },
          { label: `${area.code} ${area.title}`, to: link(`/areas/${area.code}`), lang: english },
          {
            label: `${objective.code} ${objective.title}`,
            to: link(`/objectives/${objective.code}`),
            lang: english,
          },
        ]}
      />
      <PageHeading
        kicker={words('kicker', { code: activity.code })}
        lead={activity.description ? <English>{activity.description}</English> : undefined}
        meta={<PublicationLine publication={publication} />}
      >
        <English>{activity.title}</English>
      </PageHeading>
      <Split asideLabel={words('facts')} aside={<ActivityFacts answer={answer} />}>
        {answer.amendments.length > 0 ? (
          <Section
            id="amended"
            level={3}
            title={newest?.left ? <English>{noStatus[newest.left].label}</English> : words('amendments')}
          >
            <Amendments amendments={answer.amendments} />
          </Section>
        ) : null}
        <FigureBlock figure={answer.figures[`${activity.code}.course`]} tableShown />
        {stand?.isLate ? (
          said?.challenges ? (
            <blockquote className={styles.reason}>
              <p lang={english}>{said.challenges}</p>
              <footer>
                {words('said', { reporter: answer.lead, round: newest ? nameRound(newest) : '' })}
              </footer>
            </blockquote>
          ) : (
            <p className={styles.reason}>{words('lateSilent', { lead: answer.lead })}</p>
          )
        ) : null}
        <WordChanges answer={answer} />
        <ActivityNarratives answer={answer} />
        <ActivitySupport support={answer.support} />
        {indicators.length > 0 ? (
          <Section id="indicators" title={words('indicators')}>
            <LinkedIndicators indicators={indicators} round={publication.round} />
          </Section>
        ) : null}
        {answer.evidence.length > 0 ? (
          <Section id="evidence" title={words('evidence')}>
            <ReleasedEvidence items={answer.evidence} />
          </Section>
        ) : null}
        {answer.library.length > 0 ? (
          <Section id="library" title={words('library')}>
            <LibraryList items={answer.library} />
          </Section>
        ) : null}
        {answer.recommendations.length > 0 ? (
          <Section id="recommendations" title={recommended('ofActivity')}>
            <RecommendationList items={answer.recommendations} names={answer.names} withStudy />
            <p>
              <Link to={link('/recommendations')}>{recommended('toAll')}</Link>
            </p>
          </Section>
        ) : null}
      </Split>
      <nav aria-label={words('neighbours')} className={styles.neighbours}>
        {answer.previous ? (
          <Link to={link(`/activities/${answer.previous.code}`)}>
            <span className={styles.direction}>{words('before')}</span> {answer.previous.code}{' '}
            <English>{answer.previous.title}</English>
          </Link>
        ) : (
          <span />
        )}
        {answer.next ? (
          <Link to={link(`/activities/${answer.next.code}`)} className={styles.next}>
            <span className={styles.direction}>{words('after')}</span> {answer.next.code}{' '}
            <English>{answer.next.title}</English>
          </Link>
        ) : null}
      </nav>
    </>
  );
}

/** What compares with care: status words that meant or were called something else before. */
function WordChanges({ answer: { wordChanges } }: { answer: ActivityAnswer }) {
  const words = useWords('activity');
  if (wordChanges.length === 0) return null;
  return (
    <Section id="words-changed" level={3} title={words('changedWords')}>
      <ul>
        {wordChanges.map(({ code, publication, before, now, countsOtherwise }) => {
          const named = (
            <LabelWord list="activity_status" code={code}>
              {now}
            </LabelWord>
          );
          return (
            <li key={code}>
              {before === now
                ? null
                : words.rich('changedWord', {
                    now: named,
                    before: <English>{before}</English>,
                    publication: String(publication),
                  })}{' '}
              {countsOtherwise
                ? words.rich('changedCount', { now: named, publication: String(publication) })
                : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What partners have confirmed that they give to it; nothing in a publication from before. */
function ActivitySupport({ support }: Pick<ActivityAnswer, 'support'>) {
  const words = useWords('support');
  const link = usePublicationLink();
  if (!support) return null;
  const hasMoney = support.entries.some(({ part }) => part === 'financed');
  return (
    <Section
      id="support"
      title={words('forActivity')}
      action={<Link to={link('/support')}>{words('allSupport')}</Link>}
    >
      {support.entries.length === 0 ? (
        <p>{words('noneForActivity')}</p>
      ) : hasMoney ? null : (
        <p>{words('noMoney')}</p>
      )}
      <SupportList support={support} by="activity" />
    </Section>
  );
}

type Narrative = ActivityAnswer['narratives'][number];

/** What reporters have released in their own words: the newest round open, earlier ones folded. */
function ActivityNarratives({ answer }: { answer: ActivityAnswer }) {
  const { rounds, narratives } = answer;
  const words = useWords('activity');
  const nameRound = useRoundName();
  const byRound = rounds
    .map((round) => ({ ...round, said: narratives.filter((each) => each.round === round.code) }))
    .filter(({ said }) => said.length > 0)
    .toReversed();
  const [newest, ...earlier] = byRound;
  if (!newest) {
    return (
      <Section id="words" title={words('noWords')}>
        <p>{words('noWordsHelp')}</p>
      </Section>
    );
  }
  return (
    <Section id="words" title={words('words', { count: newest.said.length, round: nameRound(newest) })}>
      {newest.said.map((narrative) => (
        <Words key={narrative.reporter} narrative={narrative} answer={answer} />
      ))}
      {earlier.map((round) => (
        <Details
          key={round.code}
          summary={words('earlierWords', {
            round: formatUpperFirst(nameRound(round)),
            count: round.said.length,
          })}
        >
          {round.said.map((narrative) => (
            <Words key={narrative.reporter} narrative={narrative} answer={answer} />
          ))}
        </Details>
      ))}
    </Section>
  );
}

function Words({ narrative, answer }: { narrative: Narrative; answer: ActivityAnswer }) {
  const link = usePublicationLink();
  const words = useWords('activity');
  const english = useEnglishLang();
  const { reporter: code, status } = narrative;
  const reporter = answer.reporters.find((each) => each.code === code);
  const word = answer.statuses.find((each) => each.code === status);
  const isState = reporter?.kind === 'state';
  const parts = [
    ['achievements', narrative.achievements],
    ['challenges', narrative.challenges],
    ['nextSteps', narrative.nextSteps],
  ] as const;
  return (
    <article className={styles.words}>
      <h3 className={styles.reporter}>
        <Link to={link(isState ? `/states/${code.toLowerCase()}` : `/bodies/${encodeURIComponent(code)}`)}>
          {isState ? (
            <LabelWord list="state" code={code}>
              {reporter?.name ?? code}
            </LabelWord>
          ) : (
            code
          )}
        </Link>
        {code === answer.lead ? <span className={styles.full}> {words('leadBody')}</span> : null}
        {word ? (
          <span className={styles.said}>
            <StatusWord mark={word.mark}>
              <LabelWord list="activity_status" code={word.code}>
                {word.label}
              </LabelWord>
            </StatusWord>
          </span>
        ) : null}
      </h3>
      <dl className={styles.parts}>
        {parts.map(([term, text]) =>
          text ? (
            <div key={term}>
              <dt>
                <Term name={term} />
              </dt>
              <dd lang={english}>{text}</dd>
            </div>
          ) : null,
        )}
        <KindEntries chosen={narrative} />
      </dl>
    </article>
  );
}

/** Who leads, who works with them, who takes part, and what the activity rests on. */
function ActivityFacts({ answer }: { answer: ActivityAnswer }) {
  const { activity, lead, cooperating, states, allStates, partners, lenses } = answer;
  const link = usePublicationLink();
  const words = useWords('activity');
  const english = useEnglishLang();
  const names = new Map(answer.reporters.map(({ code, name }) => [code, name]));
  const body = (code: string) => (
    <>
      <Link to={link(`/bodies/${encodeURIComponent(code)}`)}>{code}</Link>{' '}
      <span className={styles.full} lang={english}>
        {names.get(code)}
      </span>
    </>
  );
  const items: { id: TermName; term: ReactNode; description: ReactNode }[] = [];
  const add = (id: TermName, description: ReactNode) =>
    items.push({ id, term: <Term name={id} />, description });
  add('lead', body(lead));
  const newest = answer.rounds.at(-1);
  const said = newest && answer.statuses.find(({ code }) => code === newest.status);
  add(
    'plannedFor',
    <>
      {yearRuns(activity.years)}
      {answer.pace && said ? (
        <span className={styles.pace}>
          {' '}
          {words.rich('timePassed', {
            share: String(answer.pace.elapsed),
            status: (
              <LabelWord list="activity_status" code={said.code}>
                {said.label}
              </LabelWord>
            ),
          })}
        </span>
      ) : null}
    </>,
  );
  if (cooperating.length > 0) {
    add(
      'cooperating',
      <ul className={styles.plain}>
        {cooperating.map((code) => (
          <li key={code}>{body(code)}</li>
        ))}
      </ul>,
    );
  }
  if (states.length > 0) {
    add(
      'takingPart',
      states.length === allStates ? (
        words('allStates', { count: String(allStates) })
      ) : (
        <ul className={styles.plain}>
          {states.map((code) => (
            <li key={code}>
              <Link to={link(`/states/${code.toLowerCase()}`)}>
                <LabelWord list="state" code={code}>
                  {names.get(code) ?? code}
                </LabelWord>
              </Link>
            </li>
          ))}
        </ul>
      ),
    );
  }
  if (partners.length > 0) {
    add(
      'partners',
      <ul className={styles.plain}>
        {partners.map(({ slug, name }) => (
          <li key={slug}>
            <Link to={link(`/partners/${slug}`)} lang={english}>
              {name}
            </Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.articles.length > 0) {
    add(
      'articles',
      <ul className={styles.plain}>
        {activity.articles.map(({ code, title }) => (
          <li key={code}>
            {code} <English>{title}</English>
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.tags.length > 0) {
    add(
      'tags',
      <ul className={styles.plain}>
        {activity.tags.map(({ code, title }) => (
          <li key={code}>
            <Link to={link(`/plan?tag=${encodeURIComponent(code)}`)}>
              <LabelWord list="tag" code={code}>
                {title}
              </LabelWord>
            </Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (lenses.length > 0) {
    add(
      'topic',
      <ul className={styles.plain}>
        {lenses.map(({ code, title }) => (
          <li key={code}>
            <Link to={link(`/lens/${code}`)}>
              <LabelWord list="lens" code={code}>
                {title}
              </LabelWord>
            </Link>
          </li>
        ))}
      </ul>,
    );
  }
  if (activity.basis) add('basis', <English>{activity.basis}</English>);
  return <Definitions items={items} layout="under" />;
}
