import { randomUUID } from 'node:crypto';
import { data, Link, redirect } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { Pagination } from '#app/components/pagination.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { AccessReminder } from '#app/features/people/access-reminder.tsx';
import { LastAcceptance } from '#app/features/review/bulk-acceptance.tsx';
import { OpenRound } from '#app/features/review/open-round.tsx';
import {
  isFiltered,
  queuePageSize,
  readQueueFilter,
  readQueuePage,
  describeQueueFilter,
  writeQueueFilter,
} from '#app/features/review/queue-address.ts';
import { QueueFilters } from '#app/features/review/queue-filters.tsx';
import { describeQueueDone, describeWaiting } from '#app/features/review/queue-sentences.ts';
import { QueueTable } from '#app/features/review/queue-table.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { filterQueue } from '#server/domain/review/queue-filter.rules.ts';
import type { Route } from './+types/home';

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
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const outcome = await attempt(requestId, () =>
    caller.review.undoAcceptance({
      id: Number(form.get('id')),
      requestId: String(form.get('requestId') ?? '') || undefined,
    }),
  );
  if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  const { undone, left } = outcome.value;
  throw redirect(`/secretariat?done=undo&undone=${undone.length}&left=${left.length}`, 303);
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
          ? 'Nothing waits for review'
          : queue.length === 1
            ? 'One report waits for review'
            : `${queue.length} reports wait for review`}
      </PageHeading>
      {acceptance ? <LastAcceptance last={acceptance} formId={formId} /> : null}
      {queue.length > 0 ? <QueueFilters reports={queue} filter={filter} /> : null}
      {found.length === 0 && isFiltered(filter) && queue.length > 0 ? (
        <EmptyState title="No report that waits matches what you chose">
          <p>
            <Link to="/secretariat">Show all that wait</Link>
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
        <Link to="/secretariat/phrases">Saved phrases and rules of the review</Link>
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
                : 'Rounds are part of the reporting calendar, which is loaded from a file.'}
            </p>
          </EmptyState>
        </Section>
      ) : null}
    </>
  );
}
