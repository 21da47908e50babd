import { randomUUID } from 'node:crypto';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, list } from '#app/features/forms/answer-form.server.ts';
import { ConfirmMany, nameReport, readNamedReports } from '#app/features/review/report-queue.tsx';
import { requestContext } from '#app/request-context.ts';
import { findAcceptanceStep, describeWhyNotAccepted } from '#server/domain/review/acceptance.rules.ts';
import {
  filterQueue,
  parseQueueFilter,
  serialiseQueueFilter,
} from '#server/domain/review/queue-filter.rules.ts';
import type { Route } from './+types/review-accept';

/** The filter of an address, within one plan: several reports are accepted of one plan at a time. */
async function readAsked({ context, request }: Pick<Route.LoaderArgs, 'context' | 'request'>) {
  const { searchParams } = new URL(request.url);
  const desk = await readDeskPlans({ context, request });
  const filter = { ...parseQueueFilter(searchParams), plan: desk.asked.plan ?? null };
  return { desk, filter, chosen: searchParams.getAll('report').slice(0, 500) };
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { desk, filter, chosen } = await readAsked({ context, request });
  const person = await viewer();
  const [queue, rules] = await ask(requestId, () =>
    Promise.all([caller.review.queue(desk.asked), caller.review.rules()]),
  );
  const asked = filterQueue(queue, filter, person?.personId ?? '')
    .filter((report) => chosen.length === 0 || chosen.includes(nameReport(report)))
    .map((report) => {
      const unsent = report.unsentQueries;
      const step = findAcceptanceStep({
        twoPersons: rules.twoPersons,
        approvals: report.approvedBy.map((name) => ({ personId: name, name })),
        unsent,
        personId: person?.name ?? '',
      });
      const why =
        step === 'first'
          ? 'Two people must agree: somebody else has to approve it first.'
          : describeWhyNotAccepted(step, unsent);
      return { report, why };
    });
  return {
    filter,
    isChosen: chosen.length > 0,
    plan: desk.plans.length > 1 ? (desk.plan?.title ?? null) : null,
    ready: asked.flatMap(({ report, why }) => (why === null ? [report] : [])),
    left: asked.flatMap(({ report, why }) => (why === null ? [] : [{ report, why }])),
    formId: randomUUID(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { filter } = await readAsked({ context, request });
  return answerForm(posted, {
    '': intent({ report: list }, async ({ report }, requestId) => {
      const reports = readNamedReports(report);
      const { accepted, left } = await posted.caller.review.acceptMany({ filter, reports, requestId });
      const done = new URLSearchParams({
        ...(filter.plan ? { plan: filter.plan } : {}),
        done: 'accept',
        accepted: String(accepted.length),
        left: String(left.length),
      });
      return `/secretariat/review?${done}`;
    }),
  });
}

export default function ReviewAccept({ loaderData, actionData }: Route.ComponentProps) {
  const { filter, isChosen, plan, ready, left, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  return (
    <>
      <PageTitle parts={['Accept several reports', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Review', to: `/secretariat/review${serialiseQueueFilter(filter)}` }]} />
      <PageHeading kicker={plan ?? undefined}>Accept several reports</PageHeading>
      <ConfirmMany
        ready={ready}
        left={left}
        filter={filter}
        isChosen={isChosen}
        plan={plan}
        formId={formId}
      />
    </>
  );
}
