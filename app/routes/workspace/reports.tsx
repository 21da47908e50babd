import { Link } from 'react-router';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { OpenConsents } from '#app/features/consent/open-consents.tsx';
import { ask } from '#app/features/errors/ask.ts';
import type { OwnRound } from '#app/features/submission/contract-types.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { buildReporterPeoplePath, WaitingNotice } from '#app/features/people/waiting-notice.tsx';
import { OpenReport } from '#app/features/submission/open-report.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { PastReports } from '#app/features/submission/past-reports.tsx';
import { requestContext } from '#app/request-context.ts';
import { can, listReporters, type Viewer } from '#server/domain/access/can.rules.ts';
import { isInTime } from '#server/domain/submission/in-time.rules.ts';
import type { Route } from './+types/reports';
import { requireReporter } from './open-report.server.ts';

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
      <PageTitle>My reports</PageTitle>
      <PageHeading
        kicker={several ? undefined : reporters[0]?.name}
        actions={
          <>
            <a href="/workspace/calendar.ics" download>
              Days for your calendar (ICS)
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
              Reports are owed by members and by bodies whose mandate covers the period.
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
