import { data, Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems, type Refusal } from '#app/features/errors/ask.ts';
import { UnusableLink } from '#app/features/errors/unusable-link.tsx';
import { answerForm, intent, line, secret } from '#app/features/forms/answer-form.server.ts';
import { EmailField } from '#app/features/people/email-field.tsx';
import { NewPasswordFields, readNewPassword } from '#app/features/people/new-password-fields.tsx';
import { secretLinkHeaders } from '#app/features/people/secret-link-headers.ts';
import { requestContext } from '#app/request-context.ts';
import { resetHours } from '#server/domain/person/invitation.rules.ts';
import type { Route } from './+types/reset';
import styles from './auth.module.css';

export const headers: Route.HeadersFunction = () => secretLinkHeaders;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const token = new URL(request.url).searchParams.get('token') ?? '';
  if (!token) {
    const { sendsLinks, contact } = await ask(requestId, () => publicCaller.session.help());
    const isAsked = new URL(request.url).searchParams.has('asked');
    return data({ token, email: null, sentence: '', sendsLinks, contact, isAsked });
  }
  const outcome = await attempt(requestId, () => publicCaller.session.getReset({ token }));
  return outcome.ok
    ? data({ token, email: outcome.value.email, sentence: '', ...noRequest })
    : data(
        { token, email: null, sentence: outcome.refusal.sentence, ...noRequest },
        { status: getRefusalStatus(outcome.refusal) },
      );
}

/** What the page knows where a link has brought somebody. */
const noRequest = { sendsLinks: false, contact: null, isAsked: false };

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    request: intent({ email: line }, async (typed) => {
      await posted.publicCaller.session.requestReset(typed);
      return '/reset?asked=yes';
    }),
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
    const typed = actionData?.intent === 'request' ? actionData.typed.email : '';
    return <RequestPage {...loaderData} refusal={refusal} typed={typed} />;
  }
  if (!email) {
    return <UnusableLink page="New password" sentence={refusal?.sentence ?? sentence} />;
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

interface RequestPageProps {
  /** Whether a link can be sent. */
  sendsLinks: boolean;
  /** Whom people can ask. */
  contact: { name: string; address: string } | null;
  /** A link has just been asked for. */
  isAsked: boolean;
  refusal: Refusal | null;
  typed: string;
}

/** For somebody who has forgotten their password. Says nothing about who has an account. */
function RequestPage({ sendsLinks, contact, isAsked, refusal, typed }: RequestPageProps) {
  const helper = contact ? (
    <>
      {contact.name}, <a href={`mailto:${contact.address}`}>{contact.address}</a>
    </>
  ) : (
    'an administrator, or your contact at the secretariat,'
  );
  if (isAsked && !refusal) {
    return (
      <>
        <PageTitle parts={['Check your mail', 'New password']} />
        <PageHeading>Check your mail</PageHeading>
        <p>
          If the address that you typed is that of an account, a link to set a new password is on its way to
          it. The link works once, for {resetHours} hours.
        </p>
        <p>If nothing arrives within ten minutes, look among junk mail, then ask {helper} for help.</p>
        <p>
          <Link to="/sign-in">Sign in</Link>
        </p>
      </>
    );
  }
  return (
    <>
      <PageTitle parts={['New password']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <PageHeading>Set a new password</PageHeading>
      {sendsLinks ? (
        <>
          <p className={styles.intro}>
            Type the e-mail address of your account. You get a link by mail to set a new password.
          </p>
          <Form method="post" noValidate>
            <EmailField typed={typed} refusal={refusal} />
            <p className={styles.act}>
              <Button name="intent" value="request">
                Send me a link
              </Button>
            </p>
          </Form>
          <p className={styles.act}>No access to your mail? Ask {helper} for help.</p>
        </>
      ) : (
        <p>Ask {helper} for a link to set a new password. The link opens this page.</p>
      )}
      <p>
        <Link to="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
