import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { LabelWord } from '#app/features/language/label-word.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import { reporterPath } from '#server/domain/figure/build-indicator-parts.ts';
import type { ListedParticipant } from '#server/trpc/routers/dashboard-figures.router.ts';

type ListProps = { participants: readonly ListedParticipant[]; round: string };

/** Everybody who takes part, in the order of the alphabet: states, then bodies. */
export function ParticipantLists({ participants, round }: ListProps) {
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
            <Link to={link(reporterPath(participant))}>
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
