import { data, Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
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
import { sayRole } from '#app/features/people/role-words.ts';
import { sayBrowser } from '#app/features/people/say-browser.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { getHomePath, listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/account';
import styles from './auth.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const person = await viewer();
  if (!person) throw redirect('/sign-in?next=/account');
  const sessions = await ask(requestId, () => caller.session.list());
  return {
    name: person.name,
    email: person.email,
    roles: person.assignments.map(({ role, reporter, agency, cover }) =>
      sayRole(role, reporter?.name, agency?.name, cover),
    ),
    mayHandOver: listReporters(person).length > 0,
    home: getHomePath(person),
    sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, browser: sayBrowser(userAgent) })),
    done: new URL(request.url).searchParams.get('done') === 'password',
  };
}

export async function action({ context }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  if (form.get('intent') === 'everywhere') {
    await ask(requestId, () => caller.session.signOutEverywhere());
    throw redirect('/sign-in?done=everywhere', 303);
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

export default function AccountPage({ loaderData, actionData }: Route.ComponentProps) {
  const { name, email, roles, mayHandOver, sessions, done, home } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const problems = refusal?.fields ?? [];
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['Your account']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      {done && !refusal ? (
        <Notice kind="success" live title="Your password is changed.">
          <p>You are still signed in here, and signed out everywhere else.</p>
        </Notice>
      ) : null}
      <PageHeading>Your account</PageHeading>
      <Definitions
        items={[
          { term: 'Name', description: name },
          { term: 'E-mail address', description: email },
          { term: 'Roles', description: roles.length > 0 ? roles : ['none at present'] },
        ]}
      />
      <p>
        {home === '/account' ? null : <Link to={home}>Go to your work</Link>}{' '}
        {mayHandOver ? <Link to="/workspace/cover">Hand over while you are away</Link> : null}{' '}
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
      <Section title="Where you are signed in" id="sessions">
        <DataTable
          caption="Your sessions, the most recently used first"
          captionHidden
          narrow="stack"
          rows={sessions}
          rowKey={({ startedAt }, index) => `${startedAt}/${index}`}
          columns={[
            { key: 'browser', header: 'Browser', rowHeader: true, cell: ({ browser }) => browser },
            {
              key: 'started',
              header: 'Signed in',
              cell: ({ startedAt }) => <DateText iso={startedAt} withTime zoneName="UTC" />,
            },
            {
              key: 'used',
              header: 'Last used',
              cell: ({ lastUsedAt }) => <DateText iso={lastUsedAt} withTime zoneName="UTC" />,
            },
          ]}
        />
        <Form method="post">
          <p className={styles.act}>
            <Button variant="secondary" name="intent" value="everywhere">
              Sign out everywhere
            </Button>
          </p>
        </Form>
      </Section>
    </>
  );
}
