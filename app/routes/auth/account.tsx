import { data, Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { NewPasswordFields } from '#app/features/people/new-password-fields.tsx';
import { readNewPassword } from '#app/features/people/read-new-password.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { SessionList } from '#app/features/people/session-list.tsx';
import { readForm, requestContext } from '#app/request-context.ts';
import { getHomePath, listReporters } from '#server/domain/access/can.rules.ts';
import { idleHours, sessionDays } from '#server/domain/person/session.rules.ts';
import { describeWhoDecides } from '#server/domain/person/role-request.rules.ts';
import type { Route } from './+types/account';
import styles from './auth.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const person = await viewer();
  if (!person) throw redirect('/sign-in?next=/account');
  const signIns = await ask(requestId, () => caller.session.list());
  const { own: waiting } = await ask(requestId, () => caller.people.waiting());
  return {
    name: person.name,
    email: person.email,
    roles: person.assignments.map(({ role, reporter, agency, cover }) =>
      describeRole(role, reporter?.name, agency?.name, cover),
    ),
    mayHandOver: listReporters(person).length > 0,
    home: getHomePath(person),
    ...signIns,
    waiting: waiting.map(({ request, role, reporter }) => ({ request, role, reporter })),
    done: new URL(request.url).searchParams.get('done'),
  };
}

export async function action({ context }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  if (form.get('intent') === 'everywhere') {
    await ask(requestId, () => caller.session.signOutEverywhere());
    throw redirect('/sign-in?done=everywhere', 303);
  }
  if (form.get('intent') === 'others') {
    await ask(requestId, () => caller.session.revokeOthers());
    throw redirect('/account?done=others', 303);
  }
  const session = form.get('session');
  if (session !== null) {
    await ask(requestId, () => caller.session.revoke({ session: String(session) }));
    throw redirect('/account?done=session', 303);
  }
  const outcome = await attempt(requestId, () =>
    caller.session.changePassword({
      current: String(form.get('current') ?? ''),
      password: readNewPassword(form),
    }),
  );
  if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  throw redirect('/account?done=password', 303);
}

/** How many tries failed since then. */
const describeFailures = (failures: number) =>
  failures === 0
    ? 'no failed tries since'
    : `${failures} failed ${failures === 1 ? 'try' : 'tries'} since, with a wrong password. If it was not you, tell an administrator.`;

/** What has just happened to somebody who comes back to this page. */
const doneNotices: Record<string, { title: string; text?: string }> = {
  password: {
    title: 'Your password is changed.',
    text: 'You are still signed in here, and signed out everywhere else.',
  },
  session: { title: 'That session has ended.' },
  others: { title: 'You are signed out everywhere else.' },
};

export default function AccountPage({ loaderData, actionData }: Route.ComponentProps) {
  const { name, email, roles, mayHandOver, sessions, lastSignInAt, failures, home, waiting } = loaderData;
  const done = doneNotices[loaderData.done ?? ''];
  const refusal = actionData?.refusal ?? null;
  const problems = refusal?.fields ?? [];
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['Your account']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      {done && !refusal ? (
        <Notice kind="success" live title={done.title}>
          {done.text ? <p>{done.text}</p> : null}
        </Notice>
      ) : null}
      <PageHeading>Your account</PageHeading>
      {waiting.map(({ request, role, reporter }) => (
        <Notice key={request} title={`Your role waits: ${describeRole(role, reporter.name)}.`}>
          <p>
            {describeWhoDecides(role, reporter.name)} has to confirm it first. You get a mail when that is
            decided.
          </p>
        </Notice>
      ))}
      <Definitions
        items={[
          { term: 'Name', description: name },
          { term: 'E-mail address', description: email },
          { term: 'Roles', description: roles.length > 0 ? roles : ['none at present'] },
          {
            term: 'Last signed in',
            description: [
              lastSignInAt ? (
                <DateText key="at" iso={lastSignInAt} withTime zoneName="UTC" />
              ) : (
                'this is the first time'
              ),
              describeFailures(failures),
            ],
          },
        ]}
      />
      <p className={styles.links}>
        {home === '/account' ? null : <Link to={home}>Go to your work</Link>}
        {mayHandOver ? <Link to="/workspace/cover">Hand over while you are away</Link> : null}
        <Link to="/sign-out">Sign out</Link>
      </p>
      <Section title="Change your password" id="change-password">
        <Form method="post" noValidate>
          <TextField
            id="current"
            name="current"
            type="password"
            label="Present password"
            autoComplete="current-password"
            width={30}
            error={problems.find(({ path }) => path === 'current')?.message}
          />
          <NewPasswordFields email={email} problems={problems} />
          <p className={styles.act}>
            <Button name="intent" value="password">
              Change password
            </Button>
          </p>
        </Form>
      </Section>
      <Section
        title="Where you are signed in"
        id="sessions"
        lead={`A session ends after ${idleHours} hours without use, and ${sessionDays} days after you signed in.`}
      >
        <SessionList sessions={sessions} />
      </Section>
    </>
  );
}
