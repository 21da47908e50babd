import { Link } from 'react-router';
import { DateText, DeadlineText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { NextStepView, OpenConsent, OwnArrangementLine, OwnReport, OwnRound } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { buildReporterPeoplePath, WaitingNotice } from '#app/features/people/waiting-role-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { can, listReporters, type Viewer } from '#server/domain/access/can.rules.ts';
import { calculateTiming, describeTiming, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import type { Route } from './+types/reports';
import { requireReporter } from './open-report.server.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { Progress, Tag } from '#app/components/tag.tsx';
import { isOpenForWriting, submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import styles from './reports.module.css';
import { NextStepBar, ReadyNotice } from '#app/features/submission/next-step-bar.tsx';
import { buildReportPath } from '#app/features/submission/report-paths.ts';
import { type Column, DataTable } from '#app/components/data-table.tsx';

export async function loader(args: Route.LoaderArgs) {
  const viewer = await requireReporter(args);
  const { caller, requestId, today } = args.context.get(requestContext);
  const rounds = await ask(requestId, () => caller.submission.list());
  const shown = listOpen(rounds, today);
  const [{ toDecide }, questions, arrangements, ...nexts] = await Promise.all([
    ask(requestId, () => caller.people.waiting()),
    ask(requestId, () => caller.consent.listOpen()),
    ask(requestId, () => caller.arrangement.listOwn()),
    ...shown.flatMap(({ code: round, reports }) =>
      reports.map(async ({ reporter }) => ({
        round,
        reporter,
        next: await ask(requestId, () => caller.submission.nextStep({ round, reporter })),
      })),
    ),
  ]);
  const reporters = listReporters(viewer);
  return {
    rounds,
    nexts,
    today,
    reporters,
    covers: listDelegations(viewer),
    toDecide,
    questions,
    arrangements,
    /** Whose people the viewer looks after. */
    answersFor: reporters.filter((reporter) => can(viewer, 'people.readOwn', { reporter })),
  };
}

/** Open rounds, and closed ones as far as somebody was given more time. */
function listOpen(rounds: readonly OwnRound[], today: string): OwnRound[] {
  return rounds.flatMap((round) => {
    if (round.state === 'open') return [round];
    const reports = round.reports.filter(({ extendedUntil }) =>
      isInTime({ roundState: round.state, extendedUntil }, today),
    );
    return reports.length > 0 ? [{ ...round, reports }] : [];
  });
}

export default function ReportsPage({ loaderData }: Route.ComponentProps) {
  const { rounds, nexts, today, reporters, covers, toDecide, questions, arrangements, answersFor } =
    loaderData;
  const open = listOpen(rounds, today);
  const planned = rounds.filter(({ state }) => state === 'planned').toReversed();
  const closed = rounds.filter(({ state }) => state === 'closed');
  const nameOf = (code: string) => reporters.find((reporter) => reporter.code === code)?.name ?? code;
  const several = reporters.length > 1;
  const hasPlans = new Set(rounds.map(({ plan }) => plan)).size > 1;
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
          lead={<RoundDates round={round} hasPlans={hasPlans} />}
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
                next={nexts.find((one) => one.round === round.code && one.reporter === report.reporter)?.next}
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
      <OwnArrangements lines={arrangements} nameOf={nameOf} several={several} />
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

/** With the name of the plan where there are several. */
function RoundDates({ round, hasPlans }: { round: OwnRound; hasPlans: boolean }) {
  return (
    <>
      {hasPlans ? `${round.plan}. ` : ''}
      {round.code}, due <DeadlineText on={round.dueOn} />. The round{' '}
      {round.state === 'closed' ? 'closed' : 'closes'} on <DateText iso={round.closesOn} />
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

const arrangementWords: Record<OwnArrangementLine['state'], string> = {
  unreported: 'No account yet',
  unreleased: 'Not released',
  released: 'Released',
};

/** What the viewer's states have agreed with others; nothing where they take part in none. */
function OwnArrangements({
  lines,
  nameOf,
  several,
}: {
  lines: readonly OwnArrangementLine[];
  nameOf: (code: string) => string;
  several: boolean;
}) {
  if (lines.length === 0) return null;
  return (
    <Section id="arrangements" title="Arrangements with other states">
      <ul>
        {lines.map(({ code, title, reporter, state }) => (
          <li key={`${code} ${reporter}`}>
            <Link
              to={`/workspace/arrangements/${encodeURIComponent(code)}?reporter=${encodeURIComponent(reporter)}`}
            >
              {several ? `${nameOf(reporter)}: ${title}` : title}
            </Link>{' '}
            <Tag emphasis={state === 'released' ? 'done' : 'normal'}>{arrangementWords[state]}</Tag>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface OpenReportProps {
  round: OwnRound;
  report: OwnReport;
  name: string;
  several: boolean;
  next: NextStepView | undefined;
  today: string;
}

/** One reporter's report of an open round: how far it is, what to do next, and the way in. */
function OpenReport({ round, report, name, several, next, today }: OpenReportProps) {
  const { status, complete, due, submittedAt, dueOn } = report;
  const writing = isOpenForWriting(status);
  const key = { round: round.code, reporter: report.reporter, several };
  return (
    <article className={styles.report}>
      <div className={styles.head}>
        <h3>
          <Link to={buildReportPath(key)}>{name}</Link>
        </h3>
        <StatusTag report={report} />
        <span>{formatUpperFirst(describeTiming(calculateTiming(report, today)))}</span>
      </div>
      {dueOn === round.dueOn ? null : (
        <p>
          For {name} the due date was extended: <DeadlineText on={dueOn} />.
        </p>
      )}
      {submittedAt && !writing ? (
        <p>
          Submitted <DateText iso={submittedAt} withTime withZone />.
        </p>
      ) : null}
      {next?.ready && writing ? <ReadyNotice ready={next.ready} /> : null}
      <Progress
        value={next?.answered ?? complete}
        max={next?.due ?? due}
        label="activities and indicators answered"
      />
      {next ? (
        <NextStepBar next={next} reportKey={key} about={several ? report.reporter : undefined} />
      ) : null}
      <p>
        <Link to={buildReportPath(key)}>
          {writing ? 'All tasks' : 'See the report'}
          {several ? ` of ${report.reporter}` : ''}
        </Link>
        {writing ? (
          <>
            {' · '}
            <Link to={buildReportPath(key, 'workbook/upload')}>
              Workbook{several ? ` of ${report.reporter}` : ''}
            </Link>
          </>
        ) : null}
      </p>
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
      cell: ({ report }) => (report ? <StatusTag report={report} isClosed /> : 'Nothing was asked for'),
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

/** How far a report is, as on its own pages. */
function StatusTag({ report, isClosed }: { report: OwnReport; isClosed?: boolean | undefined }) {
  const { status, questions, submittedAt } = report;
  const words =
    isClosed && status === 'draft' && submittedAt === null
      ? 'Not submitted'
      : status === 'returned' && questions > 0
        ? `Returned: ${formatCount(questions, 'questions')}`
        : submissionStatusLabels[status];
  return (
    <Tag emphasis={status === 'returned' ? 'strong' : isOpenForWriting(status) ? 'normal' : 'done'}>
      {words}
    </Tag>
  );
}
