import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/participant';
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
import { formatDate } from '#server/domain/language/date-format.ts';
import { ParticipantActivities } from '#app/features/participant/participant-activities.tsx';
import styles from '#app/features/participant/participant.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { coverageWords } from '#server/domain/figure/build-coverage-figure.ts';
import { StatusWord } from '#app/features/status/status-symbol.tsx';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const { dashboard } = publicCaller;
  const publication = readPublication(request.url);
  return ask(requestId, () =>
    params.iso2 === undefined
      ? dashboard.body({ publication, acronym: params.acronym, language })
      : dashboard.state({ publication, iso2: params.iso2, language }),
  );
}

export const meta: Route.MetaFunction = (args) => {
  const isState = 'iso2' in args.params;
  if (args.error || !args.loaderData) {
    return buildErrorMeta(isState ? english.stateNotFound : english.bodyNotFound);
  }
  const { participant } = args.loaderData;
  const { code, name } = participant;
  const finding = `${buildParticipantFinding(args.loaderData)}.`;
  return buildPageMeta(
    args,
    isState
      ? {
          title: name,
          description: finding,
          path: `/states/${code.toLowerCase()}`,
          image: `/og/pages/state/${code.toLowerCase()}`,
        }
      : {
          title: code,
          description: `${name}. ${finding}`,
          path: `/bodies/${code}`,
          image: `/og/pages/body/${code}`,
        },
  );
};

export default function ParticipantRoute({ loaderData }: Route.ComponentProps) {
  return <ParticipantView {...loaderData} />;
}

/** The pillars of the community, and bodies beside them. */
const pillars = ['APSC', 'AEC', 'ASCC', 'associated'] as const;

/** One state or body: what it has to do with, what it reported when, and its own figures beside its own past. */
function ParticipantView(page: ParticipantPage) {
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
