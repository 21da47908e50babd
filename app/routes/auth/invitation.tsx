import { data, Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { UnusableLink } from '#app/features/errors/unusable-link.tsx';
import { answerForm, intent, secret } from '#app/features/forms/answer-form.server.ts';
import { NewPasswordFields, readNewPassword } from '#app/features/people/new-password-fields.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import { secretLinkHeaders } from '#app/features/people/secret-link-headers.ts';
import { requestContext } from '#app/request-context.ts';
import { describeWhoDecides } from '#server/domain/person/roles.rules.ts';
import type { Route } from './+types/invitation';
import styles from './auth.module.css';

export const headers: Route.HeadersFunction = () => secretLinkHeaders;

export async function loader({ context, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, viewer } = context.get(requestContext);
  const outcome = await attempt(requestId, () => publicCaller.invitation.get(params));
  if (!outcome.ok) {
    return data(
      { invitation: null, sentence: outcome.refusal.sentence, signedInAs: null, isOwn: false },
      { status: getRefusalStatus(outcome.refusal) },
    );
  }
  const person = await viewer();
  const isOwn = person?.email === outcome.value.email;
  return data({ invitation: outcome.value, sentence: '', signedInAs: person?.email ?? null, isOwn });
}

export async function action({ context, params: { token } }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ password: secret, repeat: secret }, async (typed) => {
      await posted.caller.invitation.accept({
        token,
        // Whoever has an account is not asked for a password.
        ...(posted.form?.has('password') ? { password: readNewPassword(typed) } : {}),
      });
      // Signed in by now; the sign-in page knows where each role lands.
      return '/sign-in';
    }),
  });
}

export default function InvitationPage({ loaderData, actionData, params }: Route.ComponentProps) {
  const { invitation, sentence, signedInAs, isOwn } = loaderData;
  const refusal = actionData?.refusal ?? null;
  if (!invitation) {
    return <UnusableLink page="Invitation" sentence={refusal?.sentence ?? sentence} />;
  }
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['Invitation']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      <PageHeading>You are invited to the Bohol tracker</PageHeading>
      <p>
        {invitation.name}, {invitation.email}:{' '}
        {describeRole(invitation.role, invitation.reporter?.name, invitation.agency)}. The link works until{' '}
        <DateText iso={invitation.expiresAt} />.
      </p>
      {invitation.needsConfirmation && invitation.reporter ? (
        <p>
          This role sees the whole draft of {invitation.reporter.name}.{' '}
          {describeWhoDecides(invitation.role, invitation.reporter.name)} has to confirm it after you accept.
          You will get a mail about the decision.
        </p>
      ) : null}
      {signedInAs && !isOwn ? (
        <>
          <p>
            You are signed in as {signedInAs}. Sign out to accept this invitation, then open the link again.
          </p>
          <Form method="post" action="/sign-out" className={styles.act}>
            <Button variant="secondary">Sign out</Button>
          </Form>
        </>
      ) : isOwn ? (
        <>
          <p>The role is added to your account.</p>
          <Form method="post" className={styles.act}>
            <Button>Accept</Button>
          </Form>
        </>
      ) : invitation.hasAccount ? (
        <p>
          You have an account.{' '}
          <Link to={`/sign-in?next=${encodeURIComponent(`/invitation/${params.token}`)}`}>
            Sign in to accept
          </Link>
        </p>
      ) : (
        <Form method="post" noValidate>
          <p className={styles.intro}>Choose a password. You sign in with it and with your e-mail address.</p>
          <NewPasswordFields email={invitation.email} problems={refusal?.fields ?? []} />
          <p className={styles.act}>
            <Button>Accept</Button>
          </p>
        </Form>
      )}
    </>
  );
}
