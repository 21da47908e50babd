import { data, Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorPage, ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, secret } from '#app/features/forms/answer-form.server.ts';
import { NewPasswordFields, readNewPassword } from '#app/features/people/new-password-fields.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/reset';
import styles from './auth.module.css';

/** The address opens an account: no other page is told it. */
export const headers: Route.HeadersFunction = () => ({
  'cache-control': 'no-store',
  // Not "no-referrer": browsers would then hide the origin of the form too, and it would be refused.
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
});

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const token = new URL(request.url).searchParams.get('token') ?? '';
  if (!token) return data({ token, email: null, sentence: '' });
  const outcome = await attempt(requestId, () => publicCaller.session.getReset({ token }));
  return outcome.ok
    ? data({ token, email: outcome.value.email, sentence: '' })
    : data(
        { token, email: null, sentence: outcome.refusal.sentence },
        { status: getRefusalStatus(outcome.refusal) },
      );
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ token: secret, password: secret, repeat: secret }, async ({ token, ...typed }) => {
      await posted.publicCaller.session.reset({ token, password: readNewPassword(typed) });
      return '/sign-in?done=reset';
    }),
  });
}

export default function ResetPage({ loaderData, actionData }: Route.ComponentProps) {
  const { token, email, sentence } = loaderData;
  const refusal = actionData?.refusal ?? null;
  if (!token) {
    return (
      <>
        <PageTitle parts={['New password']} />
        <PageHeading>Set a new password</PageHeading>
        <p>
          Ask an administrator, or your contact at the secretariat, for a link to set a new password. The link
          opens this page.
        </p>
        <p>
          <Link to="/sign-in">Sign in</Link>
        </p>
      </>
    );
  }
  if (!email) {
    return (
      <>
        <PageTitle parts={['New password']} failed />
        <ErrorPage title="This link does not work">
          <p>{refusal?.sentence ?? sentence}</p>
        </ErrorPage>
      </>
    );
  }
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['New password']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      <PageHeading>Set a new password</PageHeading>
      <p>For {email}. You will be signed out on every device.</p>
      <Form method="post" noValidate>
        <input type="hidden" name="token" value={token} />
        <NewPasswordFields email={email} problems={refusal?.fields ?? []} />
        <p className={styles.act}>
          <Button>Set password</Button>
        </p>
      </Form>
    </>
  );
}
