import { randomUUID } from 'node:crypto';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, list } from '#app/features/forms/answer-form.server.ts';
import {
  ConfirmMany,
  readConfirmed,
  readQueueFilter,
  writeQueueFilter,
} from '#app/features/review/report-queue.tsx';
import { requestContext } from '#app/request-context.ts';
import { findAcceptanceStep, describeWhyNotAccepted } from '#server/domain/review/acceptance.rules.ts';
import { filterQueue } from '#server/domain/review/queue-filter.rules.ts';
import type { Route } from './+types/review-accept';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const filter = readQueueFilter(new URL(request.url).searchParams);
  const person = await viewer();
  const [queue, rules] = await ask(requestId, () =>
    Promise.all([caller.review.queue(), caller.review.rules()]),
  );
  const asked = filterQueue(queue, filter).map((report) => {
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
    ready: asked.flatMap(({ report, why }) => (why === null ? [report] : [])),
    left: asked.flatMap(({ report, why }) => (why === null ? [] : [{ report, why }])),
    formId: randomUUID(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const filter = readQueueFilter(new URL(request.url).searchParams);
  return answerForm(posted, {
    '': intent({ report: list }, async ({ report }, requestId) => {
      const reports = readConfirmed(report);
      const { accepted, left } = await posted.caller.review.acceptMany({ filter, reports, requestId });
      return `/secretariat?done=accept&accepted=${accepted.length}&left=${left.length}`;
    }),
  });
}

export default function ReviewAccept({ loaderData, actionData }: Route.ComponentProps) {
  const { filter, ready, left, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  return (
    <>
      <PageTitle parts={['Accept several reports', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Review', to: `/secretariat${writeQueueFilter(filter)}` }]} />
      <PageHeading>Accept several reports</PageHeading>
      <ConfirmMany ready={ready} left={left} filter={filter} formId={formId} />
    </>
  );
}
