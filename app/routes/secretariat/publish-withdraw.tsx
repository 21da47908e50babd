import { data, Form, Link } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems, type Refusal } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publish-withdraw';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const publications = await ask(requestId, () => caller.publication.list());
  const found = publications.find(({ number }) => String(number) === params.number);
  if (!found) {
    const refusal: Refusal = {
      code: 'NOT_FOUND',
      sentence: `There is no publication ${params.number.slice(0, 20)}.`,
      fields: [],
      current: null,
      reference: null,
    };
    throw data(refusal, { status: 404 });
  }
  const standing = publications.filter(
    ({ withdrawn, number, plan }) => !withdrawn && number !== found.number && plan.code === found.plan.code,
  );
  const hasOtherPlans = publications.some(({ plan }) => plan.code !== found.plan.code);
  return { publication: found, next: standing[0]?.number ?? null, hasOtherPlans };
}

export async function action({ context, params: { number } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const withdraw = async ({ reason }: { reason: string }) => {
    await posted.caller.publication.withdraw({ number: Number(number), reason });
    return `/secretariat/publish/withdraw/${number}`;
  };
  return answerForm(posted, {
    // First it is asked once more; without a reason it is refused at once.
    check: intent({ reason: text }, (typed) => (typed.reason.trim() === '' ? withdraw(typed) : null)),
    withdraw: intent({ reason: text }, withdraw),
  });
}

export default function PublishWithdraw({ loaderData, actionData }: Route.ComponentProps) {
  const { publication, next, hasOtherPlans } = loaderData;
  const follows = describeWhatFollows(next, hasOtherPlans ? publication.plan.title : null);
  const { number, withdrawn } = publication;
  const refusal = actionData?.refusal ?? null;
  return (
    <>
      <PageTitle parts={[`Withdraw publication ${number}`, 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Compile and publish', to: '/secretariat/publish' }]} />
      <PageHeading
        kicker={`Publication ${number}`}
        meta={
          <>
            {publication.title}, published <DateText iso={publication.publishedAt} /> by{' '}
            {publication.publishedBy}
            {publication.scheduledBy ? `, set by ${publication.scheduledBy}` : ''}.{' '}
            <Link to={`/publications/${number}`}>See it</Link>
          </>
        }
      >
        {withdrawn ? `Publication ${number} is withdrawn` : `Withdraw publication ${number}`}
      </PageHeading>
      {withdrawn ? (
        <Notice title="It stays available under its number, with this notice on every page.">
          <p>
            Withdrawn <DateText iso={withdrawn.at} withTime />
            {withdrawn.by ? ` by ${withdrawn.by}` : ''}: {withdrawn.reason}
          </p>
        </Notice>
      ) : (
        <>
          {actionData && !refusal ? (
            <ConfirmStep
              title={`Withdraw publication ${number}?`}
              action="Withdraw"
              variant="danger"
              fields={{ reason: actionData.typed.reason, intent: 'withdraw' }}
              cancelTo={`/secretariat/publish/withdraw/${number}`}
            >
              <p>
                This cannot be undone. {follows} Readers will see this reason: {actionData.typed.reason}
              </p>
            </ConfirmStep>
          ) : null}
          <p>
            A withdrawn publication is not deleted: its pages, data and addresses stay, under a notice with
            the reason. {follows} What it showed was public, so it still counts when later publications are
            checked for disclosure.
          </p>
          <Form method="post" noValidate>
            <TextArea
              id="reason"
              name="reason"
              label="Why it is withdrawn"
              hint="Readers will always see these words."
              rows={4}
              limit={2000}
              defaultValue={actionData?.typed.reason}
              error={refusal?.fields.find(({ path }) => path === 'reason')?.message}
            />
            <Button name="intent" value="check" variant="danger">
              Withdraw
            </Button>
          </Form>
        </>
      )}
    </>
  );
}

/** `plan` is named where there are several: another plan does not take the place of this one. */
function describeWhatFollows(next: number | null, plan: string | null): string {
  const of = plan === null ? '' : ` of the ${plan}`;
  return next === null
    ? `There is no other publication${of}, so its pages are still shown, under the notice.`
    : `The public pages${of} then show publication ${next}, the newest that is not withdrawn.`;
}
