import { randomUUID } from 'node:crypto';
import { Link, redirect } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { LinkTabs, Pagination } from '#app/components/navigation.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import { AccessReminder } from '#app/features/people/access-review.tsx';
import {
  LastAcceptance,
  isFiltered,
  queuePageSize,
  readQueueFilter,
  readQueuePage,
  describeQueueFilter,
  writeQueueFilter,
  QueueTable,
} from '#app/features/review/report-queue.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { filterQueue, type QueueFilter, riskLabels } from '#server/domain/review/queue-filter.rules.ts';
import type { Route } from './+types/home';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { Progress } from '#app/components/tag.tsx';
import type { Board, QueuedReport } from '#app/contract.ts';
import { describeReportProgress, describeWhoIsLate } from '#app/features/review/report-progress.tsx';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, today, viewer } = context.get(requestContext);
  const person = await viewer();
  if (person && !can(person, 'review.read') && can(person, 'people.read'))
    throw redirect('/secretariat/people');
  const search = new URL(request.url).searchParams;
  return ask(requestId, async () => {
    const [queue, rounds, acceptance, access] = await Promise.all([
      caller.review.queue(),
      caller.round.list(),
      caller.review.ownAcceptance(),
      caller.access.reminder(),
    ]);
    const open = rounds.filter(({ state }) => state === 'open');
    const boards = await Promise.all(open.map(({ code }) => caller.review.board({ round: code })));
    const next = rounds.filter(({ state }) => state === 'planned').at(-1);
    const filter = readQueueFilter(search);
    return {
      queue,
      filter,
      page: readQueuePage(search, filterQueue(queue, filter).length),
      boards,
      acceptance,
      access,
      next: next ? { code: next.code, opensOn: next.opensOn } : null,
      today,
      done: describeQueueDone(search),
      formId: randomUUID(),
    };
  });
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    undo: intent({ id: number }, async ({ id }, requestId) => {
      const { undone, left } = await posted.caller.review.undoAcceptance({ id, requestId });
      return `/secretariat?done=undo&undone=${undone.length}&left=${left.length}`;
    }),
  });
}

export default function Home({ loaderData, actionData }: Route.ComponentProps) {
  const { queue, filter, page, boards, acceptance, access, next, today, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const found = filterQueue(queue, filter);
  const shown = found.slice((page - 1) * queuePageSize, page * queuePageSize);
  const address = writeQueueFilter(filter);
  return (
    <>
      <PageTitle parts={['Review', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <PageHeading lead={describeWaiting(queue)}>
        {queue.length === 0
          ? 'No reports are waiting for review'
          : queue.length === 1
            ? 'One report is waiting for review'
            : `${queue.length} reports are waiting for review`}
      </PageHeading>
      {acceptance ? <LastAcceptance last={acceptance} formId={formId} /> : null}
      {queue.length > 0 ? <QueueFilters reports={queue} filter={filter} /> : null}
      {found.length === 0 && isFiltered(filter) && queue.length > 0 ? (
        <EmptyState title="No waiting report matches your choice">
          <p>
            <Link to="/secretariat">Show all waiting reports</Link>
          </p>
        </EmptyState>
      ) : (
        <QueueTable reports={shown} />
      )}
      <Pagination
        label="Pages of the queue"
        page={page}
        pages={Math.ceil(found.length / queuePageSize)}
        hrefFor={(to) => `/secretariat${address ? `${address}&` : '?'}page=${to}`}
      />
      {found.length > 1 ? (
        <p data-print="hide">
          <ButtonLink to={`/secretariat/review/accept${address}#confirm`} variant="secondary">
            Accept all {found.length} reports {describeQueueFilter(filter) || 'that wait'}
          </ButtonLink>
        </p>
      ) : null}
      <AccessReminder reminder={access} />
      <p data-print="hide">
        <Link to="/secretariat/phrases">Saved phrases and review rules</Link>
      </p>
      {boards.map((board) => (
        <OpenRound key={board.round.code} board={board} today={today} />
      ))}
      {boards.length === 0 ? (
        <Section title="No round is open" id="no-round">
          <EmptyState title={next ? `The next round is ${next.code}` : 'No further round is planned'}>
            <p>
              {next
                ? 'It can be opened under Rounds.'
                : 'Rounds come from the reporting calendar, which is part of the plan’s workbook.'}
            </p>
          </EmptyState>
        </Section>
      ) : null}
    </>
  );
}

/** An open round in a few sentences, with the way to its board. */
function OpenRound({ board, today }: { board: Board; today: string }) {
  const { round, counts } = board;
  const received = counts.submitted + counts.accepted + counts.returned;
  return (
    <Section
      title={round.title}
      id={`round-${round.code}`}
      action={<Link to={`/secretariat/rounds/${round.code}`}>Every report of {round.code}</Link>}
    >
      <p>
        Due <DateText iso={round.dueOn} /> (<DueText due={round.dueOn} today={today} />
        ), closes <DateText iso={round.closesOn} />. {describeReportProgress(board)}{' '}
        {describeWhoIsLate(board)}
      </p>
      <Progress value={received} max={counts.due} label="reports received" />
    </Section>
  );
}

const days = (n: number) => formatCount(n, 'days');
const reports = (n: number) => formatCount(n, 'reports');

/** How the queue is ordered and what has waited longest, in a sentence or two; nothing for an empty queue. */
function describeWaiting(queue: readonly QueuedReport[]): string | undefined {
  if (queue.length === 0) return undefined;
  const oldest = queue.reduce((a, b) => (b.daysWaiting > a.daysWaiting ? b : a));
  const order =
    queue.length > 1
      ? 'Most urgent first: open warnings, large changes, first reports, returned before, late.'
      : '';
  const waited =
    oldest.daysWaiting > 0
      ? `The oldest, from ${oldest.reporter.name}, has waited ${days(oldest.daysWaiting)}.`
      : '';
  return [order, waited].filter((part) => part !== '').join(' ') || undefined;
}

/** What was done with several reports, as the address says it; null for an address that says nothing. */
function describeQueueDone(search: URLSearchParams): string | null {
  const count = (name: string) => (/^\d{1,4}$/.test(search.get(name) ?? '') ? Number(search.get(name)) : 0);
  const left = count('left');
  if (search.get('done') === 'accept') {
    const rest =
      left === 0 ? '' : ` ${reports(left)} ${formatVerb(left, 'were')} left out and can be read here.`;
    return `${reports(count('accepted'))} ${formatVerb(count('accepted'), 'are')} accepted.${rest}`;
  }
  if (search.get('done') === 'undo') {
    const rest =
      left === 0 ? '' : ` ${reports(left)} changed since and ${formatVerb(left, 'are')} left unchanged.`;
    return `${reports(count('undone'))} ${formatVerb(count('undone'), 'are')} in review again.${rest}`;
  }
  return null;
}

/** What of the queue is shown, each choice an address with how many reports lie behind it. */
function QueueFilters({ reports, filter }: { reports: readonly QueuedReport[]; filter: QueueFilter }) {
  const rounds = [...new Set(reports.map(({ round }) => round.code))].sort().reverse();
  const tab = (label: string, change: Partial<QueueFilter>) => {
    const changed = { ...filter, ...change };
    return {
      to: `/secretariat${writeQueueFilter(changed) || '?'}`,
      label,
      count: filterQueue(reports, changed).length,
      current: writeQueueFilter(changed) === writeQueueFilter(filter),
    };
  };
  return (
    <>
      <LinkTabs
        label="Reports by urgency"
        tabs={[
          tab('All', { why: null }),
          ...(Object.keys(riskLabels) as (keyof typeof riskLabels)[]).map((why) =>
            tab(riskLabels[why], { why }),
          ),
        ]}
      />
      <LinkTabs
        label="Reports by kind of reporter"
        tabs={[
          tab('States and bodies', { kind: null }),
          tab('States', { kind: 'state' }),
          tab('Bodies', { kind: 'body' }),
        ]}
      />
      {rounds.length > 1 ? (
        <LinkTabs
          label="Reports by round"
          tabs={[tab('All rounds', { round: null }), ...rounds.map((round) => tab(round, { round }))]}
        />
      ) : null}
    </>
  );
}
