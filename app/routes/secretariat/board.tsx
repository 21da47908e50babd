import { randomUUID } from 'node:crypto';
import { data, Link, redirect } from 'react-router';
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
import { describeReportProgress, describeWhoIsLate } from '#app/features/review/round-sentences.ts';
import {
  type BoardFilter,
  filterBoard,
  readBoardFilter,
  writeBoardFilter,
} from '#app/features/round/board-filters.ts';
import { RemindAll } from '#app/features/round/board-actions.tsx';
import { readTypedExtension, runBoardIntent, describeDone } from '#app/features/round/board-intents.ts';
import { BoardTable } from '#app/features/round/board-table.tsx';
import { ExtendAllForm, ExtendForm } from '#app/features/round/extend-form.tsx';
import { RoundEvents } from '#app/features/round/round-events.tsx';
import { roundStateLabels } from '#app/features/round/round-words.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import {
  isWithSecretariat,
  submissionStatuses,
  submissionStatusLabels,
} from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/board';

/** In the address, in the place of a reporter's code, which is in capitals. */
const everybody = 'all';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId, today } = context.get(requestContext);
  const [board, reminders, events] = await Promise.all([
    ask(requestId, () => caller.review.board({ round: params.round })),
    ask(requestId, () => caller.round.reminders({ round: params.round })),
    ask(requestId, () => caller.round.events({ round: params.round })),
  ]);
  const search = new URL(request.url).searchParams;
  return {
    board,
    reminders,
    events,
    today,
    filter: readBoardFilter(search),
    extend: search.get('extend'),
    done: describeDone(search, board.rows, (iso) => formatDate(iso, 'UTC')),
    /** Makes a form that is sent twice count once. */
    formId: randomUUID(),
  };
}

export async function action({ context, params }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const outcome = await attempt(requestId, () => runBoardIntent(caller, params.round, form));
  if (outcome.ok) throw redirect(outcome.value, 303);
  const intent = form.get('intent');
  const extending =
    intent === 'extend-all' ? everybody : intent === 'extend' ? String(form.get('reporter') ?? '') : null;
  return data(
    { refusal: outcome.refusal, extending, typed: readTypedExtension(form) },
    { status: getRefusalStatus(outcome.refusal) },
  );
}

export default function BoardPage({ loaderData, actionData }: Route.ComponentProps) {
  const { board, filter, today, reminders, done } = loaderData;
  const { round, rows } = board;
  const refusal = actionData?.refusal ?? null;
  const extended = actionData ? actionData.extending : loaderData.extend;
  const extending = rows.find(({ reporter }) => reporter.code === extended);
  const owing = rows.filter(({ status }) => !isWithSecretariat(status));
  const form = {
    round,
    typed: actionData?.typed ?? { dueOn: '', reason: '' },
    problems: refusal?.fields ?? [],
    requestId: loaderData.formId,
  };
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
            {describeReportProgress(board)} {describeWhoIsLate(board)}
          </p>
          {extending ? (
            <ExtendForm
              {...form}
              row={extending}
              extension={
                reminders.reporters.find(({ reporter }) => reporter === extending.reporter.code)?.extension ??
                null
              }
            />
          ) : extended === everybody && owing.length > 0 ? (
            <ExtendAllForm {...form} rows={owing} />
          ) : null}
          <RemindAll reminders={reminders} />
          {owing.length > 1 && extended !== everybody ? (
            <p data-print="hide">
              <Link to={`?extend=${everybody}#confirm`}>
                Give all {owing.length} who owe a report more time
              </Link>
            </p>
          ) : null}
          <p>
            <Link to={`/secretariat/rounds/${round.code}/completeness`}>
              How complete each report is, section by section
            </Link>
          </p>
          <RoundEvents events={loaderData.events} />
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
