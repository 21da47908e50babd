import { Tag } from '#app/components/tag.tsx';
import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { DateText, DueText } from '#app/components/date-text.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, line, text } from '#app/features/forms/answer-form.server.ts';
import { describeReportProgress, describeWhoIsLate } from '#app/features/review/report-progress.tsx';
import { BoardTable, ConfirmRemindAll, RemindAll } from '#app/features/round/board-table.tsx';
import { roundStateLabels, describeDone } from '#app/features/round/round-words.ts';
import { requestContext } from '#app/request-context.ts';
import {
  isWithSecretariat,
  type SubmissionStatus,
  submissionStatuses,
  submissionStatusLabels,
} from '#server/domain/submission/submission.workflow.ts';
import type { Route } from './+types/board';
import { Details } from '#app/components/layout.tsx';
import type { BoardRow, ReporterReminders, RoundEvent } from '#app/contract.ts';
import styles from '#app/features/round/round.module.css';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { DayForm } from '#app/features/round/day-form.tsx';

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
    isReminding: search.get('remind') === everybody,
    done: describeDone(search, board.rows, (iso) => formatDate(iso, 'UTC')),
    /** Makes a form that is sent twice count once. */
    formId: randomUUID(),
  };
}

const extension = { dueOn: line, reason: text };

export async function action({ context, params: { round } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { round: rounds } = posted.caller;
  const lead = (done: Record<string, string>) => `/secretariat/rounds/${round}?${new URLSearchParams(done)}`;
  return answerForm(posted, {
    'extend-all': intent(extension, async (typed, requestId) => {
      const { extended, kept } = await rounds.extendAll({ round, ...typed, requestId });
      return lead({ done: 'extend-all', extended: String(extended.length), kept: String(kept.length) });
    }),
    extend: intent({ reporter: text, ...extension }, async (typed, requestId) => {
      await rounds.extend({ round, ...typed, requestId });
      return lead({ reporter: typed.reporter, done: 'extend' });
    }),
    remind: intent({ reporter: text }, async ({ reporter }) => {
      const asked = reporter ? { reporter } : {};
      const { reminded, already } = await rounds.remind({ round, ...asked });
      return lead({ ...asked, done: 'remind', reminded: String(reminded), already: String(already) });
    }),
  });
}

/** The form that gives more time, where it was refused. */
function findExtension(answer: Route.ComponentProps['actionData']) {
  if (!answer || answer.intent === 'remind') return null;
  return { ...answer.typed, of: answer.intent === 'extend' ? answer.typed.reporter : everybody };
}

export default function BoardPage({ loaderData, actionData }: Route.ComponentProps) {
  const { board, filter, today, reminders, done } = loaderData;
  const { round, rows } = board;
  const refusal = actionData?.refusal ?? null;
  const refused = findExtension(actionData);
  const extended = actionData ? (refused?.of ?? null) : loaderData.extend;
  const extending = rows.find(({ reporter }) => reporter.code === extended);
  const owing = rows.filter(({ status }) => !isWithSecretariat(status));
  const form = {
    round,
    typed: refused ?? { dueOn: '', reason: '' },
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
            <Tag emphasis={round.state === 'open' ? 'normal' : 'quiet'}>{roundStateLabels[round.state]}</Tag>{' '}
            Due <DateText iso={round.dueOn} />
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
        <EmptyState title="No reports are due yet">
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
          {loaderData.isReminding && !actionData && reminders.remindable > 0 ? (
            <ConfirmRemindAll round={round.code} reminders={reminders} />
          ) : (
            <RemindAll reminders={reminders} />
          )}
          {owing.length > 1 && extended !== everybody ? (
            <p data-print="hide">
              <Link to={`?extend=${everybody}#confirm`}>
                Give more time to all {owing.length} who have not submitted
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
            label="Reports by status"
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
          <p>
            <ListFileLink list="board" search={{ round: round.code }}>
              Download this board as a workbook (restricted)
            </ListFileLink>
          </p>
        </>
      )}
    </>
  );
}

const words: Record<RoundEvent['event'], string> = {
  opened: 'Opened',
  closed: 'Closed',
  reopened: 'Opened again',
};

/** When the round was opened, closed and opened again, by whom and why; newest first. */
function RoundEvents({ events }: { events: readonly RoundEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Details
      summary="When this round was opened and closed"
      open={events.some(({ event }) => event === 'reopened')}
    >
      <ul className={styles.events}>
        {events.map(({ event, by, at, reason, closesOn }) => (
          <li key={at}>
            {words[event]} by {by}, <DateText iso={at} />
            {event === 'reopened' && closesOn ? (
              <>
                , until <DateText iso={closesOn} />
              </>
            ) : null}
            {reason ? `: ${reason}` : ''}
          </li>
        ))}
      </ul>
    </Details>
  );
}

/** What of the board is shown; everything of it is in the address. */
type BoardFilter = {
  status: SubmissionStatus | 'late' | null;
  kind: 'state' | 'body' | null;
};

/** Reads the filter from an address; what it does not know is as if it were not there. */
function readBoardFilter(search: URLSearchParams): BoardFilter {
  const status = search.get('status');
  const kind = search.get('kind');
  return {
    status: status === 'late' ? 'late' : (submissionStatuses.find((known) => known === status) ?? null),
    kind: kind === 'state' || kind === 'body' ? kind : null,
  };
}

/** The same as the end of an address. */
function writeBoardFilter({ status, kind }: BoardFilter): string {
  const search = new URLSearchParams();
  if (status) search.set('status', status);
  if (kind) search.set('kind', kind);
  const text = search.toString();
  return text ? `?${text}` : '?';
}

const isLate = ({ timing }: BoardRow) => timing.state === 'late' || timing.state === 'overdue';

/** The rows that a filter leaves, in their order. */
function filterBoard(rows: readonly BoardRow[], { status, kind }: BoardFilter): BoardRow[] {
  return rows.filter(
    (row) =>
      (kind === null || row.reporter.kind === kind) &&
      (status === null || (status === 'late' ? isLate(row) : row.status === status)),
  );
}

interface ExtendFormProps {
  round: { code: string; closesOn: string };
  /** What was typed when it was refused. */
  typed: { dueOn: string; reason: string };
  problems: readonly FieldProblem[];
  requestId: string;
}

const hint = 'The reporter and the audit see it.';

/** The step that gives one reporter more time: the new day and the reason, and what follows from it. */
function ExtendForm({
  row,
  extension,
  ...form
}: ExtendFormProps & { row: BoardRow; extension: ReporterReminders['extension'] }) {
  const { round, typed, problems, requestId } = form;
  return (
    <DayForm
      title={`Give ${row.reporter.name} more time`}
      fields={{ intent: 'extend', reporter: row.reporter.code, requestId }}
      day={{ name: 'dueOn', label: 'New due day', typed: typed.dueOn }}
      reason={{ typed: typed.reason, hint }}
      problems={problems}
      action="Give more time"
      cancelTo={`/secretariat/rounds/${round.code}`}
    >
      <p>
        The report for {round.code} is due on <DateText iso={row.dueOn} />
        {extension ? ', after an extension' : ''}. Until the end of that day it can be written, cleared and
        submitted, even if the round has closed (<DateText iso={round.closesOn} />
        ), and it does not count as late.
      </p>
      {extension ? (
        <p>
          {extension.by} gave more time on <DateText iso={extension.at} />: {extension.reason}
        </p>
      ) : null}
    </DayForm>
  );
}

/** The step that gives more time to everybody whose report is not in. */
function ExtendAllForm({ rows, ...form }: ExtendFormProps & { rows: readonly BoardRow[] }) {
  const { round, typed, problems, requestId } = form;
  return (
    <DayForm
      title={
        rows.length === 1
          ? 'Give more time to the one reporter who has not submitted'
          : `Give more time to all ${rows.length} reporters who have not submitted`
      }
      fields={{ intent: 'extend-all', requestId }}
      day={{ name: 'dueOn', label: 'New due day', typed: typed.dueOn }}
      reason={{ typed: typed.reason, hint: 'The reporters and the audit see it.' }}
      problems={problems}
      action="Give more time to all"
      cancelTo={`/secretariat/rounds/${round.code}`}
    >
      <p>
        {rows.map(({ reporter }) => (reporter.kind === 'state' ? reporter.name : reporter.code)).join(', ')}.
        Reporters who already have that long keep it; the others are told by mail. Reports can be written and
        submitted until the end of the day, even if the round has closed (
        <DateText iso={round.closesOn} />
        ).
      </p>
    </DayForm>
  );
}
