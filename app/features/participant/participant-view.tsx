import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { ParticipantPage } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { NoNumberLegend } from '#app/features/indicator/indicator-list.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList, ReleasedEvidence } from '#app/features/library/library-list.tsx';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { ParticipantActivities } from './participant-activities.tsx';
import styles from './participant.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';

/** The pillars of the community, and bodies beside them. */
const pillars = ['APSC', 'AEC', 'ASCC', 'associated'] as const;

/** One state or body: what it has to do with, what it reported when, and its own figures beside its own past. */
export function ParticipantView(page: ParticipantPage) {
  const { participant, publication, figures, library, evidence } = page;
  const link = usePublicationLink();
  const words = useWords('participant');
  const isState = participant.kind === 'state';
  const name = isState ? participant.name : participant.code;
  const own = figures[`${participant.code}.figures`];
  const inLibrary = new URLSearchParams({ [isState ? 'state' : 'body']: participant.code });
  return (
    <>
      <Breadcrumbs items={[{ label: words('states'), to: link('/states') }]} />
      <PageHeading
        kicker={words(isState ? 'memberState' : 'sectoralBody', { code: participant.code })}
        lead={isState ? undefined : participant.name}
        meta={<Description {...page} />}
      >
        {buildParticipantFinding(page)}
      </PageHeading>
      <Section
        id="reports"
        title={words('reports')}
        lead={words.rich('reportsLead', {
          publication: (
            <Link key="publication" to={link(`/publications/${publication.number}`)}>
              {words('publication', { number: String(publication.number) })}
            </Link>
          ),
        })}
      >
        <ReportingTable {...page} />
      </Section>
      {own ? (
        <div className={styles.own}>
          <FigureBlock figure={own} />
          <NoNumberLegend />
        </div>
      ) : (
        <Section id="figures" title={words('noFigures')}>
          <EmptyState title={words('noFiguresTitle', { name })}>
            <p>{words('noFiguresBody')}</p>
          </EmptyState>
        </Section>
      )}
      <ParticipantActivities {...page} />
      {library.length > 0 ? (
        <Section
          id="library"
          title={words('library')}
          action={<Link to={link(`/library?${inLibrary}`)}>{words('wholeLibrary')}</Link>}
        >
          <LibraryList items={library} brief />
        </Section>
      ) : null}
      {evidence.length > 0 ? (
        <Section id="evidence" title={words('evidence')}>
          <ReleasedEvidence items={evidence} />
        </Section>
      ) : null}
    </>
  );
}

function Description({ participant, publication }: Pick<ParticipantPage, 'participant' | 'publication'>) {
  const words = useWords('participant');
  if (participant.kind === 'body') {
    const pillar = pillars.find((each) => each === participant.pillar);
    return pillar ? words(`pillar_${pillar}`) : participant.pillar;
  }
  const { joinedOn } = participant;
  return joinedOn && joinedOn > publication.planStartsOn
    ? words('joined', { date: formatDate(joinedOn) })
    : null;
}

type ReportingProps = Pick<ParticipantPage, 'participant' | 'rounds' | 'coverage'>;

/** Round by round whether a report of this participant is in the publication. Says nothing of how late. */
function ReportingTable({ participant, rounds, coverage }: ReportingProps) {
  const words = useWords('participant');
  const byRound = new Map(coverage.map(({ round, state }) => [round, state]));
  return (
    <DataTable
      caption={words('reportsByRound')}
      captionHidden
      fit
      rows={rounds}
      rowKey={({ code }) => code}
      columns={[
        { key: 'round', header: words('round'), rowHeader: true, cell: ({ title }) => title },
        {
          key: 'state',
          header: words('report'),
          cell: (round) => {
            const state = byRound.get(round.code) ?? 'not_due';
            const { word, mark } = coverageWords[state];
            if (state !== 'not_due') return <StatusWord mark={mark}>{word}</StatusWord>;
            const joinedLater = participant.joinedOn !== null && participant.joinedOn > round.periodEnd;
            return (
              <>
                – {word}
                {joinedLater && participant.joinedOn ? (
                  <span className={styles.why}>
                    {' '}
                    · {words('joinedLater', { date: formatDate(participant.joinedOn) })}
                  </span>
                ) : null}
              </>
            );
          },
        },
      ]}
    />
  );
}
