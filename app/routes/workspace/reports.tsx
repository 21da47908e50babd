import { Link } from 'react-router';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { OpenConsent, OwnReport, OwnRound } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { buildReporterPeoplePath, WaitingNotice } from '#app/features/people/waiting-role-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { can, listReporters, type Viewer } from '#server/domain/access/can.rules.ts';
import { isInTime } from '#server/domain/submission/due-dates.rules.ts';
import type { Route } from './+types/reports';
import { requireReporter } from './open-report.server.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { ButtonLink } from '#app/components/button.tsx';
import { Progress, Tag } from '#app/components/tag.tsx';
import { isOpenForWriting, submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import styles from './reports.module.css';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { type Column, DataTable } from '#app/components/data-table.tsx';

export async function loader(args: Route.LoaderArgs) {
  const viewer = await requireReporter(args);
  const { caller, requestId, today } = args.context.get(requestContext);
  const rounds = await ask(requestId, () => caller.submission.list());
  const [{ toDecide }, questions] = await Promise.all([
    ask(requestId, () => caller.people.waiting()),
    ask(requestId, () => caller.consent.listOpen()),
  ]);
  const reporters = listReporters(viewer);
  return {
    rounds,
    today,
    reporters,
    covers: listDelegations(viewer),
    toDecide,
    questions,
    /** Whose people the viewer looks after. */
    answersFor: reporters.filter((reporter) => can(viewer, 'people.readOwn', { reporter })),
  };
}

export default function ReportsPage({ loaderData }: Route.ComponentProps) {
  const { rounds, today, reporters, covers, toDecide, questions, answersFor } = loaderData;
  const open = rounds.flatMap((round) => {
    if (round.state === 'open') return [round];
    // Of a closed round only what was given more time is still open.
    const reports = round.reports.filter(({ extendedUntil }) =>
      isInTime({ roundState: round.state, extendedUntil }, today),
    );
    return reports.length > 0 ? [{ ...round, reports }] : [];
  });
  const planned = rounds.filter(({ state }) => state === 'planned').toReversed();
  const closed = rounds.filter(({ state }) => state === 'closed');
  const nameOf = (code: string) => reporters.find((reporter) => reporter.code === code)?.name ?? code;
  const several = reporters.length > 1;
  return (
    <>
      <PageTitle parts={['My reports']} />
      <PageHeading
        kicker={several ? undefined : reporters[0]?.name}
        actions={
          <>
            <a href="/workspace/calendar.ics" download>
              Dates for your calendar (ICS)
            </a>
            {answersFor.slice(0, 1).map(({ code, name }) => (
              <Link key={code} to={buildReporterPeoplePath(code)}>
                {answersFor.length === 1 ? `People of ${name}` : 'People'}
              </Link>
            ))}
          </>
        }
        lead={open.length === 0 ? <NothingOpen planned={planned} closed={closed} /> : undefined}
      >
        My reports
      </PageHeading>
      <WaitingNotice waiting={toDecide} />
      <OpenConsents questions={questions} />
      {covers.length > 0 ? (
        <Notice title={`You stand in: ${covers.join('; ')}.`}>
          <p>
            <Link to="/workspace/cover">Delegations</Link>
          </p>
        </Notice>
      ) : null}
      {open.map((round) => (
        <Section
          key={round.code}
          id={`round-${round.code}`}
          title={round.title}
          lead={<RoundDates round={round} today={today} />}
        >
          {round.reports.length === 0 ? (
            <EmptyState
              title={`Nothing is asked of ${reporters.map(({ name }) => name).join(' or ')} in this round.`}
            >
              Reports are due from members and from bodies whose mandate covers the period.
            </EmptyState>
          ) : (
            round.reports.map((report) => (
              <OpenReport
                key={report.reporter}
                round={round}
                report={report}
                name={nameOf(report.reporter)}
                several={several}
                today={today}
              />
            ))
          )}
        </Section>
      ))}
      {open.length > 0 && planned.length > 0 ? (
        <Section title="Not open yet">
          <ul>
            {planned.map((round) => (
              <li key={round.code}>
                {round.title} ({round.code}): opens on <DateText iso={round.opensOn} />, due on{' '}
                <DateText iso={round.dueOn} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {closed.length > 0 ? (
        <Section title="Closed rounds" id="closed">
          <PastReports rounds={closed} several={several} />
        </Section>
      ) : null}
    </>
  );
}

/** The roles that somebody holds for colleagues, in words. */
const listDelegations = ({ assignments }: Viewer): string[] =>
  assignments.flatMap(({ role, reporter, agency, cover }) =>
    cover ? [describeRole(role, reporter?.name, agency?.name, cover)] : [],
  );

function RoundDates({ round, today }: { round: OwnRound; today: string }) {
  return (
    <>
      {round.code}, <DueText due={round.dueOn} today={today} />: by the end of <DateText iso={round.dueOn} />{' '}
      (UTC). The round {round.state === 'closed' ? 'closed' : 'closes'} on <DateText iso={round.closesOn} />
      {round.state === 'closed' ? '; the secretariat has given more time' : ''}.
    </>
  );
}

/** Never just "nothing due": which round comes next, and which was the last. */
function NothingOpen({ planned, closed }: { planned: OwnRound[]; closed: OwnRound[] }) {
  const [next] = planned;
  const [last] = closed;
  return (
    <>
      No round is open now.{' '}
      {next ? (
        <>
          {next.title} opens on <DateText iso={next.opensOn} /> and is due on <DateText iso={next.dueOn} />.{' '}
        </>
      ) : (
        'No further round is planned yet. '
      )}
      {last ? `${last.title} is closed.` : ''}
    </>
  );
}

/** Questions of consent that wait for an answer; nothing where none does. */
function OpenConsents({ questions }: { questions: readonly OpenConsent[] }) {
  if (questions.length === 0) return null;
  return (
    <Notice kind="warning" title="The secretariat asks whether your own figures may be shown.">
      <ul>
        {questions.map(({ question, round, reporter, open, expiresAt }) => (
          <li key={question}>
            <Link to={`/workspace/consent/${question}`}>
              {reporter.name}, {round}: {formatCount(open, 'figures')}
            </Link>
            , until <DateText iso={expiresAt} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface OpenReportProps {
  round: OwnRound;
  report: OwnReport;
  name: string;
  several: boolean;
  today: string;
}

/** One reporter's report of an open round: how far it is, and the way in. */
function OpenReport({ round, report, name, several, today }: OpenReportProps) {
  const { status, questions, complete, due, submittedAt, dueOn } = report;
  const writing = isOpenForWriting(status);
  const path = buildReportPath({ round: round.code, reporter: report.reporter, several });
  return (
    <article className={styles.report}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <Tag emphasis={status === 'returned' ? 'strong' : writing ? 'normal' : 'done'}>
          {status === 'returned' && questions > 0
            ? `Returned: ${formatCount(questions, 'questions')}`
            : submissionStatusLabels[status]}
        </Tag>
      </div>
      {dueOn === round.dueOn ? null : (
        <p>
          For {name} the due date was extended: <DueText due={dueOn} today={today} />, by the end of{' '}
          <DateText iso={dueOn} /> (UTC).
        </p>
      )}
      {submittedAt && !writing ? (
        <p>
          Submitted <DateText iso={submittedAt} withTime zoneName="UTC" />.
        </p>
      ) : null}
      <Progress value={complete} max={due} label="activities and indicators answered" />
      <ButtonLink to={path} variant={writing ? 'primary' : 'secondary'}>
        {writing ? (complete === 0 ? 'Start the report' : 'Continue the report') : 'See the report'}
        {several ? ` of ${report.reporter}` : ''}
      </ButtonLink>
    </article>
  );
}

type Row = { round: OwnRound; report: OwnReport | null };

interface PastReportsProps {
  rounds: readonly OwnRound[];
  several: boolean;
}

/** Reports of rounds that have closed. A round in which nothing was asked is named too. */
function PastReports({ rounds, several }: PastReportsProps) {
  const rows: Row[] = rounds.flatMap((round): Row[] =>
    round.reports.length === 0
      ? [{ round, report: null }]
      : round.reports.map((report) => ({ round, report })),
  );
  const columns: Column<Row>[] = [
    {
      key: 'round',
      header: 'Round',
      rowHeader: true,
      cell: ({ round, report }) =>
        report ? (
          <Link to={buildReportPath({ round: round.code, reporter: report.reporter, several })}>
            {round.title}
            {several ? `, ${report.reporter}` : ''}
          </Link>
        ) : (
          round.title
        ),
    },
    {
      key: 'status',
      header: 'Report',
      cell: ({ report }) => (report ? describeStatus(report) : 'Nothing was asked for'),
    },
    {
      key: 'submitted',
      header: 'Submitted',
      cell: ({ report }) => (report?.submittedAt ? <DateText iso={report.submittedAt} /> : '–'),
    },
    {
      key: 'complete',
      header: 'Answered',
      numeric: true,
      cell: ({ report }) => (report ? `${report.complete} of ${report.due}` : '–'),
    },
    { key: 'closed', header: 'Round closed', cell: ({ round }) => <DateText iso={round.closesOn} /> },
  ];
  return (
    <DataTable
      caption="Reports of closed rounds"
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ round, report }) => `${round.code}/${report?.reporter ?? ''}`}
      narrow="stack"
    />
  );
}

function describeStatus({ status, submittedAt, questions }: OwnReport): string {
  if (status === 'draft' && submittedAt === null) return 'Not submitted';
  if (status === 'returned') return `Returned${questions > 0 ? `: ${questions} to answer` : ''}`;
  return submissionStatusLabels[status];
}
