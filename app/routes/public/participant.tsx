import { HandoutLinks } from '#app/features/handout/handout-links.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { Outcome } from '#app/features/targets/outcome.tsx';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { participant as english } from '#server/domain/language/messages/en/participant.ts';
import type { Route } from './+types/participant';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ArrangementLines } from '#app/features/arrangement/arrangement-lines.tsx';
import type { ParticipantPage } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import {
  English,
  LabelWord,
  useEnglishLang,
  useLabel,
  useLanguage,
} from '#app/features/language/language-context.tsx';
import { describeParticipant } from '#app/features/participant/participant-words.ts';
import { Term } from '#app/features/language/term.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { LibraryList, ReleasedEvidence } from '#app/features/library/library-list.tsx';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { describeMilestone } from '#server/domain/target/circumstance.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import {
  ActivitiesByArea,
  ParticipantActivities,
  planYears,
} from '#app/features/participant/participant-activities.tsx';
import { shorten } from '#server/domain/finding/sentence-parts.ts';
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

export const handle = { translated: 'sentences' };

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
  const label = useLabel();
  const isState = participant.kind === 'state';
  const name = isState ? label('state', participant.code, participant.name) : participant.code;
  const own = figures[`${participant.code}.figures`];
  const parts = [
    {
      id: 'cooperation',
      title: words('cooperation'),
      items: library.filter(({ isCooperation }) => isCooperation),
    },
    { id: 'library', title: words('studies'), items: library.filter((item) => !item.isCooperation) },
  ];
  const inLibrary = new URLSearchParams({ [isState ? 'state' : 'body']: participant.code });
  return (
    <>
      <Breadcrumbs
        items={[
          isState
            ? { label: words('states'), to: link('/states') }
            : { label: words('bodies'), to: link('/bodies') },
        ]}
      />
      <PageHeading
        kicker={words(isState ? 'memberState' : 'sectoralBody', { code: participant.code })}
        lead={isState ? undefined : <English>{participant.name}</English>}
        meta={<Description {...page} />}
      >
        {describeParticipant(page, name, words)}
      </PageHeading>
      {isState ? null : <ParticipantActivities {...page} />}
      <OwnReports {...page} name={name} />
      {own ? (
        <div className={styles.own}>
          <FigureBlock figure={own} />
        </div>
      ) : (
        <Section id="figures" title={words('noFiguresTitle', { name })}>
          <p>{words('noFiguresBody')}</p>
        </Section>
      )}
      <NationalTargets {...page} name={name} />
      <NationalCircumstances {...page} />
      <ArrangementLines lines={page.arrangements} />
      <div className={styles.beside}>
        <Section id="reports" title={words('reports')}>
          <ReportingTable {...page} />
        </Section>
        {parts.map(({ id, items, title }) =>
          items.length === 0 ? null : (
            <Section
              key={id}
              id={id}
              title={title}
              action={<Link to={link(`/library?${inLibrary}`)}>{words('wholeLibrary')}</Link>}
            >
              <LibraryList items={items.slice(0, mostEntries)} brief />
            </Section>
          ),
        )}
        {evidence.length > 0 ? (
          <Section id="evidence" title={words('evidence')}>
            <ReleasedEvidence items={evidence.slice(0, mostEntries)} />
          </Section>
        ) : null}
        <HandoutLinks
          path={
            isState
              ? `/states/${participant.code.toLowerCase()}`
              : `/bodies/${encodeURIComponent(participant.code)}`
          }
        />
      </div>
      {isState ? (
        <div className={styles.all}>
          <Details id="takes-part" summary={words('allActivities', { count: page.activities.length })} flush>
            <p>{words('statusIsOfLead')}</p>
            <ActivitiesByArea
              activities={page.activities}
              areas={page.areas}
              statuses={page.statuses}
              plan={planYears(publication)}
            />
          </Details>
        </div>
      ) : null}
    </>
  );
}

/** What a state has said of activities: that they do not apply there, or its own milestones with how late each is. */
function NationalCircumstances({
  circumstances,
  publication,
  participant,
}: Pick<ParticipantPage, 'circumstances' | 'publication' | 'participant'>) {
  const link = usePublicationLink();
  const english = useEnglishLang();
  if (circumstances.length === 0) return null;
  const today = publication.publishedAt.slice(0, 10);
  const day = (iso: string | null) => (iso === null ? '–' : formatDate(iso));
  const name = (own: (typeof circumstances)[number]) => (
    <Link to={link(`/activities/${own.activity}`)}>
      {own.activity} {own.title}
    </Link>
  );
  const milestones = circumstances.flatMap((own) => own.milestones.map((milestone) => ({ own, milestone })));
  const inapplicable = circumstances.filter(({ notApplicable }) => notApplicable !== '');
  return (
    <Section
      id="national-circumstances"
      lang={english}
      title={`National circumstances of ${participant.name}`}
      lead={
        <p>
          What the state has said of activities and agreed to publish. Days late count from the day that was
          planned first.
        </p>
      }
    >
      {milestones.length > 0 ? (
        <DataTable
          caption="Milestones"
          narrow="stack"
          rows={milestones}
          rowKey={({ own, milestone }) => `${own.activity} ${milestone.title} ${milestone.planned}`}
          columns={[
            {
              key: 'milestone',
              header: 'Milestone',
              rowHeader: true,
              minWidth: '12rem',
              cell: ({ milestone }) => milestone.title,
            },
            { key: 'activity', header: 'Activity', minWidth: '14rem', cell: ({ own }) => name(own) },
            { key: 'planned', header: 'Planned', cell: ({ milestone }) => day(milestone.planned) },
            { key: 'revised', header: 'Revised', cell: ({ milestone }) => day(milestone.revised) },
            { key: 'reached', header: 'Reached', cell: ({ milestone }) => day(milestone.reached) },
            { key: 'late', header: 'How late', cell: ({ milestone }) => describeMilestone(milestone, today) },
          ]}
        />
      ) : null}
      {inapplicable.length > 0 ? (
        <>
          <h3>Not applicable</h3>
          <ul>
            {inapplicable.map((own) => (
              <li key={own.activity}>
                {name(own)}: {own.notApplicable}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}

/** More of a kind stands in the library. */
const mostEntries = 6;
const ownAtOnce = 8;
const shortLength = 150;

/** What a participant reports itself: its own status and words on each activity, delayed ones first. */
function OwnReports({
  activities,
  statuses,
  rounds,
  name,
}: Pick<ParticipantPage, 'activities' | 'statuses' | 'rounds'> & { name: string }) {
  const words = useWords('participant');
  const nameRound = useRoundName();
  const reports = activities.flatMap(({ code, title, own }) => (own ? [{ code, title, ...own }] : []));
  if (reports.length === 0) {
    return (
      <Section id="own" title={words('ownNone', { name })}>
        <p>{words('ownNoneText')}</p>
      </Section>
    );
  }
  const rank = (status: string | null) => {
    const word = statuses.find(({ code }) => code === status);
    return word?.isLate ? 0 : word?.isDone ? 1 : word?.isOnTrack ? 2 : 3;
  };
  const newest = rounds.at(-1)?.code ?? '';
  const sorted = reports.toSorted((a, b) => rank(a.status) - rank(b.status));
  const nameOf = (round: string) => {
    const found = rounds.find(({ code }) => code === round);
    return found ? nameRound(found) : round;
  };
  const table = (rows: typeof sorted) => (
    <OwnTable rows={rows} statuses={statuses} newest={newest} nameOf={nameOf} />
  );
  return (
    <Section
      id="own"
      title={words('ownTitle', { name, count: reports.length })}
      lead={<p>{words('ownLead')}</p>}
    >
      {table(sorted.slice(0, ownAtOnce))}
      {sorted.length > ownAtOnce ? (
        <Details summary={words('ownMore', { count: sorted.length - ownAtOnce })} flush>
          {table(sorted.slice(ownAtOnce))}
        </Details>
      ) : null}
    </Section>
  );
}

/** The targets that a state has set for itself, each beside its own public figure; nothing where it has none. */
function NationalTargets({
  nationalTargets,
  name,
}: Pick<ParticipantPage, 'nationalTargets'> & { name: string }) {
  const words = useWords('participant');
  const link = usePublicationLink();
  if (nationalTargets.length === 0) return null;
  const count = (outcome: string) =>
    String(nationalTargets.filter((each) => each.outcome === outcome).length);
  // Most readers ask what was missed.
  const missedFirst = nationalTargets.toSorted(
    (a, b) => Number(b.outcome === 'missed') - Number(a.outcome === 'missed'),
  );
  return (
    <Section
      id="national-targets"
      title={words('nationalTargets', { name })}
      lead={
        <>
          <p>
            <strong>
              {words('nationalTargetsCount', {
                met: count('met'),
                missed: count('missed'),
                notDue: count('not_due'),
                unsaid: count('cannot_be_said'),
              })}
            </strong>
          </p>
          <p>{words('nationalTargetsLead')}</p>
        </>
      }
    >
      <DataTable
        caption={words('nationalTargets', { name })}
        captionHidden
        narrow="stack"
        rows={missedFirst}
        rowKey={({ indicator, year }) => `${indicator.code} ${year}`}
        columns={[
          {
            key: 'indicator',
            header: words('nationalTarget'),
            rowHeader: true,
            minWidth: '16rem',
            cell: ({ indicator }) => (
              <Link to={link(`/indicators/${indicator.code}`)}>
                {indicator.code} {indicator.title}
              </Link>
            ),
          },
          { key: 'year', header: words('nationalTargetYear'), numeric: true, cell: ({ year }) => year },
          {
            key: 'target',
            header: words('nationalTargetValue'),
            numeric: true,
            cell: ({ target, indicator }) => formatWithUnit(target, formatUnit(indicator)),
          },
          {
            key: 'figure',
            header: words('nationalTargetFigure'),
            numeric: true,
            cell: ({ value, rounds, indicator }) =>
              value === null ? (
                words('noOwnFigure')
              ) : (
                <>
                  {formatWithUnit(value, formatUnit(indicator))}{' '}
                  <span className={styles.why}>({rounds.join(', ')})</span>
                </>
              ),
          },
          {
            key: 'outcome',
            header: words('nationalTargetOutcome'),
            minWidth: '12rem',
            cell: ({ outcome, ...line }) =>
              outcome === null ? '–' : <Outcome {...line} outcome={outcome} />,
          },
        ]}
      />
    </Section>
  );
}

type Own = { code: string; title: string } & NonNullable<ParticipantPage['activities'][number]['own']>;

function OwnTable({
  rows,
  statuses,
  newest,
  nameOf,
}: Pick<ParticipantPage, 'statuses'> & {
  rows: readonly Own[];
  newest: string;
  nameOf: (round: string) => string;
}) {
  const words = useWords('participant');
  const link = usePublicationLink();
  return (
    <DataTable
      caption={words('ownLead')}
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'activity',
          header: words('ownActivity'),
          rowHeader: true,
          minWidth: '18rem',
          cell: ({ code, title }) => (
            <Link to={link(`/activities/${code}`)}>
              {code} <English>{title}</English>
            </Link>
          ),
        },
        {
          key: 'status',
          header: words('ownStatus'),
          minWidth: '10rem',
          cell: ({ status, round }) => {
            const word = statuses.find(({ code }) => code === status);
            return (
              <>
                {word ? (
                  <StatusWord mark={word.mark}>
                    <LabelWord list="activity_status" code={word.code}>
                      {word.label}
                    </LabelWord>
                  </StatusWord>
                ) : (
                  '–'
                )}
                {round === newest ? null : (
                  <span className={styles.why}> {words('ownAsOf', { round: nameOf(round) })}</span>
                )}
              </>
            );
          },
        },
        {
          key: 'words',
          header: words('ownWords'),
          long: true,
          minWidth: '18rem',
          cell: (row) => <English>{shorten(chooseWords(row, statuses), shortLength)}</English>,
        },
      ]}
    />
  );
}

/** What stands in the way of a delayed activity, what was achieved on any other; else whatever there is. */
function chooseWords(
  { status, achievements, challenges, nextSteps }: Own,
  statuses: ParticipantPage['statuses'],
): string {
  const isLate = statuses.find(({ code }) => code === status)?.isLate ?? false;
  const order = isLate ? [challenges, achievements, nextSteps] : [achievements, challenges, nextSteps];
  return order.find((text) => text.trim() !== '') ?? '';
}

function Description({ participant, publication }: Pick<ParticipantPage, 'participant' | 'publication'>) {
  const words = useWords('participant');
  const { locale } = useLanguage();
  if (participant.kind === 'body') {
    const pillar = pillars.find((each) => each === participant.pillar);
    return pillar ? words(`pillar_${pillar}`) : participant.pillar;
  }
  const { joinedOn } = participant;
  return joinedOn && joinedOn > publication.planStartsOn
    ? words('joined', { date: formatDate(joinedOn, 'UTC', locale) })
    : null;
}

type ReportingProps = Pick<ParticipantPage, 'participant' | 'rounds' | 'coverage'>;

/** Round by round whether a report of this participant is in the publication. Says nothing of how late. */
function ReportingTable({ participant, rounds, coverage }: ReportingProps) {
  const words = useWords('participant');
  const { locale } = useLanguage();
  const byRound = new Map(coverage.map(({ round, state }) => [round, state]));
  return (
    <DataTable
      caption={words('reportsByRound')}
      captionHidden
      fit
      rows={rounds}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'round',
          header: words('round'),
          rowHeader: true,
          cell: ({ code, title }) => (
            <LabelWord list="round" code={code}>
              {title}
            </LabelWord>
          ),
        },
        {
          key: 'state',
          header: words('report'),
          cell: (round) => {
            const state = byRound.get(round.code) ?? 'not_due';
            const { mark } = coverageWords[state];
            const word = <Term name={state} />;
            if (state !== 'not_due') return <StatusWord mark={mark}>{word}</StatusWord>;
            const joinedLater = participant.joinedOn !== null && participant.joinedOn > round.periodEnd;
            return (
              <>
                – {word}
                {joinedLater && participant.joinedOn ? (
                  <span className={styles.why}>
                    {' '}
                    · {words('joinedLater', { date: formatDate(participant.joinedOn, 'UTC', locale) })}
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
