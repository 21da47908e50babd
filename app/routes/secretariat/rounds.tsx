import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, line, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/rounds';
import { DateText } from '#app/components/date-text.tsx';
import type { RoundSummary } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { RoundForm } from '#app/features/round/round-form.tsx';
import { DayForm } from '#app/features/round/day-form.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { countReceived, roundStateLabels } from '#app/features/round/round-words.ts';
import { Link } from 'react-router';
import { ButtonLink } from '#app/components/button.tsx';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import styles from '#app/features/round/round.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { asked } = await readDeskPlans({ context, request });
  const rounds = await ask(requestId, () => caller.round.list(asked));
  const person = await viewer();
  const search = new URL(request.url).searchParams;
  const verb = search.get('confirm');
  const round = rounds.find(({ code }) => code === search.get('round'));
  const wanted = verb === 'open' || verb === 'change' ? 'planned' : verb === 'reopen' ? 'closed' : 'open';
  return {
    rounds,
    withReports: can(person, 'review.read'),
    mayOpen: can(person, 'round.open'),
    mayClose: can(person, 'round.close'),
    mayReopen: can(person, 'round.reopen'),
    confirm:
      (verb === 'open' || verb === 'close' || verb === 'reopen' || verb === 'change') &&
      round?.state === wanted
        ? ({ verb, round } as const)
        : null,
    formId: randomUUID(),
    done: search.get('done'),
    doneRound: rounds.find(({ code }) => code === search.get('round'))?.code ?? '',
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { round: rounds } = posted.caller;
  const done = (verb: string, round: string) =>
    `/secretariat/rounds?done=${verb}&round=${encodeURIComponent(round)}`;
  return answerForm(posted, {
    open: intent({ round: text }, async (typed) => {
      await rounds.open(typed);
      return done('open', typed.round);
    }),
    close: intent({ round: text }, async (typed) => {
      await rounds.close(typed);
      return done('close', typed.round);
    }),
    change: intent(
      {
        round: text,
        title: line,
        opensOn: line,
        dueOn: line,
        closesOn: line,
        'read.title': text,
        'read.opensOn': text,
        'read.dueOn': text,
        'read.closesOn': text,
      },
      async ({ round, title, opensOn, dueOn, closesOn, ...read }, requestId) => {
        await rounds.change({
          round,
          read: {
            title: read['read.title'],
            opensOn: read['read.opensOn'],
            dueOn: read['read.dueOn'],
            closesOn: read['read.closesOn'],
          },
          planned: { title, opensOn, dueOn, closesOn },
          requestId,
        });
        return done('change', round);
      },
    ),
    reopen: intent({ round: text, closesOn: line, reason: text }, async (typed, requestId) => {
      await rounds.reopen({ ...typed, requestId });
      return done('reopen', typed.round);
    }),
  });
}

const doneWords: Record<string, string> = {
  open: 'open',
  close: 'closed',
  reopen: 'open again',
  change: 'changed',
};

export default function Rounds({ loaderData, actionData }: Route.ComponentProps) {
  const { rounds, confirm, done, doneRound, formId, ...may } = loaderData;
  const open = rounds.filter(({ state }) => state === 'open');
  return (
    <>
      <PageTitle parts={['Rounds', 'Secretariat']} failed={actionData !== undefined} />
      <ErrorSummary errors={listFormProblems(actionData?.refusal ?? null)} />
      <PageHeading>
        {open.length === 0
          ? 'No round is open'
          : open.length === 1
            ? `${open[0]?.title} is open for reports`
            : `${open.length} rounds are open for reports`}
      </PageHeading>
      {!actionData && done && done in doneWords && doneRound ? (
        <Notice kind="success" live title={`The round ${doneRound} is ${doneWords[done]}.`} />
      ) : null}
      {confirm?.verb === 'reopen' ? (
        <ReopenForm
          round={confirm.round}
          typed={actionData?.intent === 'reopen' ? actionData.typed : { closesOn: '', reason: '' }}
          problems={actionData?.refusal?.fields ?? []}
          requestId={formId}
        />
      ) : confirm?.verb === 'change' ? (
        <RoundForm
          round={confirm.round}
          typed={actionData?.intent === 'change' ? actionData.typed : null}
          problems={actionData?.refusal?.fields ?? []}
          requestId={formId}
        />
      ) : confirm ? (
        <ConfirmRound round={confirm.round} verb={confirm.verb} />
      ) : null}
      <RoundTable rounds={rounds} {...may} />
    </>
  );
}

/** The step before a closed round is opened again: until when, and why. */
function ReopenForm({
  round,
  typed,
  problems,
  requestId,
}: {
  round: RoundSummary;
  typed: { closesOn: string; reason: string };
  problems: readonly FieldProblem[];
  requestId: string;
}) {
  return (
    <DayForm
      title={`Reopen the round ${round.code}?`}
      fields={{ intent: 'reopen', round: round.code, requestId }}
      day={{ name: 'closesOn', label: 'New last day', typed: typed.closesOn }}
      reason={{ typed: typed.reason, hint: 'It is recorded with the round and in the audit.' }}
      problems={problems}
      action="Reopen"
      cancelTo="/secretariat/rounds"
    >
      <p>
        Missing reports can be written and submitted until the end of the new last day; then the round closes
        again. They were due on <DateText iso={round.dueOn} />, and reports after that day still count as
        late. Compilations and publications do not change; reports received now are part of the next
        compilation.
      </p>
    </DayForm>
  );
}

/** The step before a round is opened or closed. */
function ConfirmRound({ round, verb }: { round: RoundSummary; verb: 'open' | 'close' }) {
  const { received, due } = countReceived(round);
  const missing = due - received;
  return verb === 'open' ? (
    <ConfirmStep
      title={`Open the round ${round.code}?`}
      action="Open round"
      fields={{ intent: 'open', round: round.code }}
      cancelTo="/secretariat/rounds"
    >
      <p>
        Every state and body that owes a report for {round.title.toLowerCase()} gets one to complete, due{' '}
        <DateText iso={round.dueOn} />. The questions are fixed now: later changes to the plan do not affect
        them. You cannot undo this.
      </p>
    </ConfirmStep>
  ) : (
    <ConfirmStep
      title={`Close the round ${round.code}?`}
      action="Close round"
      variant="danger"
      fields={{ intent: 'close', round: round.code }}
      cancelTo="/secretariat/rounds"
    >
      <p>
        {missing === 0
          ? 'Every report has been received.'
          : `${missing} of ${due} reports have not been received, and their drafts can no longer be changed.`}{' '}
        Returned reports can still be corrected. You can reopen the round, giving a reason.
      </p>
    </ConfirmStep>
  );
}

interface RoundTableProps {
  rounds: readonly RoundSummary[];
  /** Whether the viewer sees where reports stand. */
  withReports: boolean;
  mayOpen: boolean;
  mayClose: boolean;
  mayReopen: boolean;
}

const doWords = { open: 'Open round', close: 'Close round', reopen: 'Reopen', change: 'Change' } as const;

/** The reporting calendar, newest first, with what can be done to each round. */
function RoundTable({ rounds, withReports, mayOpen, mayClose, mayReopen }: RoundTableProps) {
  const columns: (Column<RoundSummary> | false)[] = [
    {
      key: 'title',
      header: 'Round',
      rowHeader: true,
      minWidth: '13rem',
      cell: ({ code, title }) => (
        <>
          {withReports ? <Link to={`/secretariat/rounds/${code}`}>{title}</Link> : title} ({code})
        </>
      ),
    },
    {
      key: 'state',
      header: 'State',
      cell: ({ state }) => (
        <Tag emphasis={state === 'open' ? 'normal' : 'quiet'}>{roundStateLabels[state]}</Tag>
      ),
    },
    withReports && {
      key: 'reports',
      header: 'Reports received',
      nowrap: true,
      cell: (round) => {
        const { received, due } = countReceived(round);
        return due === 0 ? 'none due yet' : `${received} of ${due}`;
      },
    },
    { key: 'opens', header: 'Opens', cell: ({ opensOn }) => <DateText iso={opensOn} />, nowrap: true },
    { key: 'due', header: 'Due', cell: ({ dueOn }) => <DateText iso={dueOn} />, nowrap: true },
    { key: 'closes', header: 'Closes', cell: ({ closesOn }) => <DateText iso={closesOn} />, nowrap: true },
    (mayOpen || mayClose || mayReopen) && {
      key: 'do',
      header: 'Action',
      cell: ({ code, state }) => {
        const verbs = {
          planned: mayOpen ? 'open' : null,
          open: mayClose ? 'close' : null,
          closed: mayReopen ? 'reopen' : null,
        } as const;
        const verb = verbs[state];
        const link = (to: keyof typeof doWords) => (
          <ButtonLink to={`?confirm=${to}&round=${code}#confirm`} variant="secondary" compact>
            {doWords[to]}
            <VisuallyHidden> {code}</VisuallyHidden>
          </ButtonLink>
        );
        return verb ? (
          <>
            {link(verb)} {verb === 'open' ? link('change') : null}
          </>
        ) : (
          <span className={styles.none}>–</span>
        );
      },
    },
  ];
  return (
    <DataTable
      caption="Reporting rounds, newest first"
      captionHidden
      narrow="stack"
      rows={rounds}
      rowKey={({ code }) => code}
      columns={columns.filter((column) => column !== false)}
      empty="The reporting calendar has no rounds."
    />
  );
}
