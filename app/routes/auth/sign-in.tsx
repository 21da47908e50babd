import { Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, secret, text } from '#app/features/forms/answer-form.server.ts';
import { EmailField } from '#app/features/people/email-field.tsx';
import { requestContext } from '#app/request-context.ts';
import { getHomePath } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/sign-in';
import styles from './auth.module.css';

/** Only paths of our own: a link from outside must not choose where a signed-in person lands. */
const readNext = (url: string) => {
  const next = new URL(url).searchParams.get('next') ?? '';
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(next) ? next : null;
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = await context.get(requestContext).viewer();
  if (viewer) throw redirect(readNext(request.url) ?? getHomePath(viewer));
  return { done: new URL(request.url).searchParams.get('done') };
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ email: text, password: secret }, async (typed) => {
      const viewer = await posted.caller.session.signIn(typed);
      throw redirect(readNext(request.url) ?? getHomePath(viewer));
    }),
  });
}

/** What has just happened to somebody who lands here. */
const doneWords: Record<string, string> = {
  reset: 'Your new password is set. Sign in with it.',
  everywhere: 'You are signed out everywhere.',
};

export default function SignIn({ actionData, loaderData }: Route.ComponentProps) {
  const refusal = actionData?.refusal ?? null;
  const done = doneWords[loaderData.done ?? ''];
  return (
    <>
      <PageTitle parts={['Sign in']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <PageHeading>Sign in</PageHeading>
      <p className={styles.intro}>
        For focal points, agencies, clearing officers and the secretariat. Accounts are by invitation. You do
        not need one to read the published plan and figures.
      </p>
      <Form method="post" noValidate>
        <EmailField typed={actionData?.typed.email} refusal={refusal} />
        <TextField
          id="password"
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          width={30}
        />
        <p className={styles.act}>
          <Button>Sign in</Button>
        </p>
      </Form>
      <p className={styles.act}>
        <Link to="/reset">Forgotten your password?</Link>
      </p>
    </>
  );
}
