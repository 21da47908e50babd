import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, line, text } from '#app/features/forms/answer-form.server.ts';
import { ConfirmRound } from '#app/features/round/confirm-round.tsx';
import { ReopenForm } from '#app/features/round/reopen-form.tsx';
import { RoundTable } from '#app/features/round/round-table.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/rounds';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const rounds = await ask(requestId, () => caller.round.list());
  const person = await viewer();
  const search = new URL(request.url).searchParams;
  const verb = search.get('confirm');
  const round = rounds.find(({ code }) => code === search.get('round'));
  const wanted = verb === 'open' ? 'planned' : verb === 'reopen' ? 'closed' : 'open';
  return {
    rounds,
    withReports: can(person, 'review.read'),
    mayOpen: can(person, 'round.open'),
    mayClose: can(person, 'round.close'),
    mayReopen: can(person, 'round.reopen'),
    confirm:
      (verb === 'open' || verb === 'close' || verb === 'reopen') && round?.state === wanted
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
    reopen: intent({ round: text, closesOn: line, reason: text }, async (typed, requestId) => {
      await rounds.reopen({ ...typed, requestId });
      return done('reopen', typed.round);
    }),
  });
}

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
      {!actionData && (done === 'open' || done === 'close' || done === 'reopen') && doneRound ? (
        <Notice
          kind="success"
          live
          title={`The round ${doneRound} is ${done === 'open' ? 'open' : done === 'reopen' ? 'open again' : 'closed'}.`}
        />
      ) : null}
      {confirm?.verb === 'reopen' ? (
        <ReopenForm
          round={confirm.round}
          typed={actionData?.intent === 'reopen' ? actionData.typed : { closesOn: '', reason: '' }}
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
