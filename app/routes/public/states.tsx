import { Link } from '#app/features/publication/public-link.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { CoverageLegend, CoverageMark } from '#app/features/coverage/coverage-grid.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import styles from '#app/features/participant/participant.module.css';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/states';
import { DataTable } from '#app/components/data-table.tsx';
import type { ListedParticipant, StateChallenge } from '#app/contract.ts';
import { Details } from '#app/components/layout.tsx';
import { English, LabelWord, useEnglishLang } from '#app/features/language/language-context.tsx';
import { buildReporterPath } from '#server/domain/figure/build-indicator-parts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const kind = /\/bodies\/?$/.test(new URL(request.url).pathname) ? ('body' as const) : ('state' as const);
  const { publication, participants, rounds, challenges, figures } = await ask(requestId, () =>
    publicCaller.dashboard.participants({ publication: readPublication(request.url), language }),
  );
  return {
    kind,
    publication,
    rounds,
    participants: participants.filter((each) => each.kind === kind),
    challenges: kind === 'state' ? challenges : [],
    map: kind === 'state' ? figures['participation'] : undefined,
    record: kind === 'state' ? figures['coverage'] : undefined,
  };
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const isBodies = args.loaderData?.kind === 'body';
  return buildPageMeta(args, {
    title: isBodies ? english.bodies : english.states,
    description: isBodies ? english.bodiesDescription : english.statesDescription,
    image: '/og/pages/states',
  });
};

/** The member states, or the sectoral bodies: two lists of one form. */
export default function StatesPage({ loaderData }: Route.ComponentProps) {
  const { kind, publication, participants, rounds, challenges, map, record } = loaderData;
  const words = useWords('participant');
  const nameRound = useRoundName();
  const name = words(kind === 'state' ? 'states' : 'bodies');
  const round = rounds.at(-1);
  if (!publication || !round) {
    return (
      <>
        <PageHeading>{name}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  const due = participants.filter(({ report }) => report !== 'not_due');
  return (
    <>
      <PageHeading kicker={name} lead={words(kind === 'state' ? 'statesLead' : 'bodiesLead')}>
        {words(kind === 'state' ? 'statesFinding' : 'bodiesFinding', {
          count: participants.length,
          reported: String(due.filter(({ report }) => report === 'reported').length),
          due: String(due.length),
          round: nameRound(round),
        })}
      </PageHeading>
      <div id="record">
        <ParticipantTable participants={participants} rounds={rounds} caption={name} kind={kind} />
      </div>
      <CoverageLegend />
      <Challenges challenges={challenges} round={nameRound(round)} />
      <div className={styles.own}>
        <FigureBlock figure={map} />
        <FigureBlock figure={record} />
      </div>
    </>
  );
}

/** What states have released on what stands in their way: the nearest that reports come to who needs help. */
function Challenges({ challenges, round }: { challenges: readonly StateChallenge[]; round: string }) {
  const words = useWords('participant');
  const english = useEnglishLang();
  const link = usePublicationLink();
  if (challenges.length === 0) return null;
  return (
    <Details id="challenges" summary={words('challenges', { count: challenges.length })}>
      <p>{words('challengesLead', { round })}</p>
      <ul className={styles.challenges}>
        {challenges.map(({ code, name, activity, words: said, others }) => (
          <li key={code}>
            <p>
              <Link to={link(`/states/${code.toLowerCase()}`)}>
                <strong>
                  <LabelWord list="state" code={code}>
                    {name}
                  </LabelWord>
                </strong>
              </Link>{' '}
              <span>
                {words.rich('challengeOn', {
                  activity: <English>{`${activity.code} ${activity.title}`}</English>,
                })}
                {others > 0 ? ` ${words('challengeMore', { count: others })}` : null}
              </span>
            </p>
            <blockquote lang={english}>{said}</blockquote>
          </li>
        ))}
      </ul>
    </Details>
  );
}

type ListProps = {
  participants: readonly ListedParticipant[];
  rounds: readonly { code: string; title: string }[];
  caption: string;
  kind: 'state' | 'body';
};

/** As many as a table has room for; the page of each has them all. */
const mostRounds = 6;

function ParticipantTable({ participants, rounds, caption, kind }: ListProps) {
  const from = Math.max(0, rounds.length - mostRounds);
  const link = usePublicationLink();
  const words = useWords('participant');
  const nameRound = useRoundName();
  return (
    <DataTable
      caption={caption}
      captionHidden
      narrow="stack"
      dense
      rows={participants}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'name',
          header: words('name'),
          rowHeader: true,
          minWidth: '14rem',
          cell: (participant) => (
            <Link to={link(buildReporterPath(participant))}>
              {kind === 'state' ? (
                <LabelWord list="state" code={participant.code}>
                  {participant.name}
                </LabelWord>
              ) : (
                <English>{`${participant.code}: ${participant.name}`}</English>
              )}
            </Link>
          ),
        },
        // A state leads nothing: the plan is led by bodies.
        ...(kind === 'body'
          ? [
              {
                key: 'leads',
                header: words('leads'),
                numeric: true,
                cell: ({ leads }: ListedParticipant) => leads,
              },
              {
                key: 'cooperates',
                header: words('cooperates'),
                numeric: true,
                cell: ({ cooperates }: ListedParticipant) => cooperates,
              },
            ]
          : [
              {
                key: 'part',
                header: words('takesPart'),
                numeric: true,
                cell: ({ takesPart }: ListedParticipant) => takesPart,
              },
            ]),
        {
          key: 'released',
          header: words('releasedFigures'),
          numeric: true,
          cell: ({ released }) => released,
        },
        ...rounds.slice(from).map((round, at) => ({
          key: round.code,
          header: <span title={words('reportFor', { round: nameRound(round) })}>{round.code}</span>,
          mark: true,
          cell: ({ states }: ListedParticipant) => <CoverageMark state={states[from + at] ?? 'not_due'} />,
        })),
      ]}
    />
  );
}
