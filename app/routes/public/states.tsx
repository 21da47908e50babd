import { Link } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { useWords } from '#app/features/language/use-words.ts';
import styles from '#app/features/participant/participant.module.css';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { describeTakingPart } from '#server/domain/finding/participant-finding.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/states';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { ListedParticipant } from '#app/contract.ts';
import { LabelWord } from '#app/features/language/language-context.tsx';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import { buildReporterPath } from '#server/domain/figure/build-indicator-parts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.participants({ publication: readPublication(request.url), language }),
  );
}

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title: english.states,
    description: english.statesDescription,
    image: '/og/pages/states',
  });

export default function StatesPage({ loaderData }: Route.ComponentProps) {
  const { publication, participants, figures } = loaderData;
  const link = usePublicationLink();
  const words = useWords('participant');
  if (!publication) {
    return (
      <>
        <PageHeading>{words('states')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return (
    <>
      <PageHeading kicker={words('states')} lead={words('statesLead')}>
        {describeTakingPart(participants)}
      </PageHeading>
      <FigureBlock figure={figures['participation']} />
      <ParticipantLists participants={participants} round={publication.roundCode} />
      <ul className={styles.more}>
        <li>
          <Link to={link('/partners')}>{words('partnersLink')}</Link>
        </li>
        <li>
          <Link to={link('/cooperation')}>{words('cooperationLink')}</Link>
        </li>
      </ul>
    </>
  );
}

type ListProps = { participants: readonly ListedParticipant[]; round: string };

/** Everybody who takes part, in the order of the alphabet: states, then bodies. */
function ParticipantLists({ participants, round }: ListProps) {
  const words = useWords('participant');
  return (
    <>
      {(['state', 'body'] as const).map((kind) => {
        const own = participants.filter((participant) => participant.kind === kind);
        const title = words(kind === 'state' ? 'stateList' : 'bodyList');
        if (own.length === 0) return null;
        return (
          <Section key={kind} id={`list-${kind}`} title={title}>
            <ParticipantTable participants={own} round={round} caption={title} kind={kind} />
          </Section>
        );
      })}
    </>
  );
}

function ParticipantTable({
  participants,
  round,
  caption,
  kind,
}: ListProps & { caption: string; kind: 'state' | 'body' }) {
  const link = usePublicationLink();
  const words = useWords('participant');
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
                `${participant.code}: ${participant.name}`
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
        {
          key: 'report',
          header: words('reportFor', { round }),
          minWidth: '9rem',
          cell: ({ report }) => {
            const { word, mark } = coverageWords[report];
            return mark ? <StatusWord mark={mark}>{word}</StatusWord> : `– ${word}`;
          },
        },
      ]}
    />
  );
}
