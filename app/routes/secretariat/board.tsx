import { randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { sayWhereReportsStand, sayWhoIsLate } from '#app/features/review/round-sentences.ts';
import {
  type BoardFilter,
  filterBoard,
  readBoardFilter,
  writeBoardFilter,
} from '#app/features/round/board-filters.ts';
import { RemindAll } from '#app/features/round/board-actions.tsx';
import { readTypedExtension, runBoardIntent, sayDone } from '#app/features/round/board-intents.ts';
import { BoardTable } from '#app/features/round/board-table.tsx';
import { ExtendForm } from '#app/features/round/extend-form.tsx';
import { roundStateLabels } from '#app/features/round/round-words.ts';
import { requestContext } from '#app/request-context.ts';
import { submissionStatuses, submissionStatusLabels } from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/board';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const [board, reminders] = await Promise.all([
    ask(requestId, () => caller.review.board({ round: params.round })),
    ask(requestId, () => caller.round.reminders({ round: params.round })),
  ]);
  const search = new URL(request.url).searchParams;
  return {
    board,
    reminders,
    today,
    filter: readBoardFilter(search),
    extend: search.get('extend'),
    done: sayDone(search, board.rows, (iso) => formatDate(iso, 'UTC')),
    /** Makes a form that is sent twice count once. */
    formId: randomUUID(),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = await request.formData();
  const outcome = await attempt(requestId, () => runBoardIntent(caller, params.round, form));
  if (outcome.ok) throw redirect(outcome.value, 303);
  const extending = form.get('intent') === 'extend' ? String(form.get('reporter') ?? '') : null;
  return data(
    { refusal: outcome.refusal, extending, typed: readTypedExtension(form) },
    { status: getRefusalStatus(outcome.refusal) },
  );
}

export default function BoardPage({ loaderData, actionData }: Route.ComponentProps) {
  const { board, filter, today, reminders, done } = loaderData;
  const { round, rows } = board;
  const refusal = actionData?.refusal ?? null;
  const extending = rows.find(
    ({ reporter }) => reporter.code === (actionData ? actionData.extending : loaderData.extend),
  );
  const tab = (label: string, change: Partial<BoardFilter>) => {
    const changed = { ...filter, ...change };
    return {
      to: writeBoardFilter(changed),
      label,
      count: filterBoard(rows, changed).length,
      current: changed.status === filter.status && changed.kind === filter.kind,
    };
  };
  return (
    <>
      <PageTitle parts={[round.title, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData && !extending ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        kicker={`Round ${round.code}`}
        meta={
          <>
            {roundStateLabels[round.state]}. Due <DateText iso={round.dueOn} />
            {round.state === 'open' ? (
              <>
                {' '}
                (<DueText due={round.dueOn} today={today} />)
              </>
            ) : null}
            , {round.state === 'closed' ? 'closed' : 'closes'} <DateText iso={round.closesOn} />.
          </>
        }
        actions={
          rows.length > 0 ? (
            <ButtonLink to={`/secretariat/compile/${round.code}`} variant="secondary">
              Compile
            </ButtonLink>
          ) : null
        }
      >
        {round.title}
      </PageHeading>
      {rows.length === 0 ? (
        <EmptyState title="No report is asked for yet">
          <p>Reports appear when the round opens.</p>
        </EmptyState>
      ) : (
        <>
          <p>
            {sayWhereReportsStand(board)} {sayWhoIsLate(board)}
          </p>
          {extending ? (
            <ExtendForm
              row={extending}
              round={round}
              extension={
                reminders.reporters.find(({ reporter }) => reporter === extending.reporter.code)?.extension ??
                null
              }
              typed={actionData?.typed ?? { dueOn: '', reason: '' }}
              problems={refusal?.fields ?? []}
              requestId={loaderData.formId}
            />
          ) : null}
          <RemindAll reminders={reminders} />
          <LinkTabs
            label="Reports by where they stand"
            tabs={[
              tab('All', { status: null }),
              ...submissionStatuses.map((status) => tab(submissionStatusLabels[status], { status })),
              tab('Late', { status: 'late' }),
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
          <BoardTable rows={filterBoard(rows, filter)} round={round.code} reminders={reminders.reporters} />
          <p>
            <a href={`/secretariat/rounds/${round.code}/values.csv`} download>
              Download the values that have been received (CSV, restricted)
            </a>
          </p>
        </>
      )}
    </>
  );
}
