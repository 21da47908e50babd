import { Form, Link, redirect } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, line, list, secret, text } from '#app/features/forms/answer-form.server.ts';
import { NewPasswordFields, readNewPassword } from '#app/features/people/new-password-fields.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import { requestContext } from '#app/request-context.ts';
import { getHomePath, listReporters } from '#server/domain/access/can.rules.ts';
import { idleHours, sessionDays } from '#server/domain/person/sign-in.rules.ts';
import { describeWhoDecides } from '#server/domain/person/roles.rules.ts';
import type { Route } from './+types/account';
import styles from './auth.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { MailChoiceForm } from '#app/features/notification/mail-choice-form.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { OwnSession } from '#app/contract.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const person = await viewer();
  if (!person) throw redirect('/sign-in?next=/account');
  const signIns = await ask(requestId, () => caller.session.list());
  const mailChoice = await ask(requestId, () => caller.notification.mailChoice());
  const { own: waiting } = await ask(requestId, () => caller.people.waiting());
  return {
    name: person.name,
    email: person.email,
    roles: person.assignments.map(({ role, reporter, partner, agency, cover }) =>
      describeRole(role, reporter?.name ?? partner?.name, agency?.name, cover),
    ),
    mayHandOver: listReporters(person).length > 0,
    home: getHomePath(person),
    ...signIns,
    waiting: waiting.map(({ request, role, reporter }) => ({ request, role, reporter })),
    mailChoice,
    done: new URL(request.url).searchParams.get('done'),
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { session } = posted.caller;
  return answerForm(posted, {
    everywhere: intent({}, async () => {
      await session.signOutEverywhere();
      return '/sign-in?done=everywhere';
    }),
    others: intent({}, async () => {
      await session.revokeOthers();
      return '/account?done=others';
    }),
    // The buttons of the list name the session that they end.
    '': intent({ session: text }, async (typed) => {
      await session.revoke(typed);
      return '/account?done=session';
    }),
    mails: intent({ wanted: list, pausedUntil: line }, async (typed) => {
      await posted.caller.notification.saveMailChoice(typed);
      return '/account?done=mails#mails';
    }),
    password: intent({ current: secret, password: secret, repeat: secret }, async ({ current, ...typed }) => {
      await session.changePassword({ current, password: readNewPassword(typed) });
      return '/account?done=password';
    }),
  });
}

/** How many tries failed since then. */
const describeFailures = (failures: number) =>
  failures === 0
    ? 'no failed attempts since'
    : `${failures} failed ${failures === 1 ? 'attempt' : 'attempts'} since, with a wrong password. If it was not you, tell an administrator.`;

/** What has just happened to somebody who comes back to this page. */
const doneNotices: Record<string, { title: string; text?: string }> = {
  password: {
    title: 'Your password is changed.',
    text: 'You are still signed in here, and signed out everywhere else.',
  },
  mails: { title: 'Your choice of mails is saved.' },
  session: { title: 'That session has ended.' },
  others: { title: 'You are signed out everywhere else.' },
};

/** Where a person works, by the beginning of the address. */
const homeLinks = [
  ['/workspace', 'Go to your reports'],
  ['/partner', 'Go to your support'],
  ['/secretariat', 'Go to the desk'],
] as const;

export default function AccountPage({ loaderData, actionData }: Route.ComponentProps) {
  const { name, email, roles, mayHandOver, sessions, lastSignInAt, failures, home, waiting, mailChoice } =
    loaderData;
  const done = doneNotices[loaderData.done ?? ''];
  const refusal = actionData?.refusal ?? null;
  const problems = refusal?.fields ?? [];
  const errors = listFormProblems(refusal);
  const mailRefused =
    actionData?.intent === 'mails' && refusal ? { typed: actionData.typed, problems } : null;
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
            {describeWhoDecides(role, reporter.name)} has to confirm it first. You will get a mail about the
            decision.
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
                <DateText key="at" iso={lastSignInAt} withTime withZone />
              ) : (
                'this is the first time'
              ),
              describeFailures(failures),
            ],
          },
        ]}
      />
      <p className={styles.links}>
        <Link to="/account/notifications">Notifications</Link>
        {home === '/account' ? null : (
          <Link to={home}>{homeLinks.find(([path]) => home.startsWith(path))?.[1]}</Link>
        )}
        {mayHandOver ? <Link to="/workspace/cover">Delegate while you are away</Link> : null}
        <Link to="/sign-out">Sign out</Link>
      </p>
      <Section
        title="Mails"
        id="mails"
        lead="Whatever you choose, your list of notifications has everything but reminders. Mails about your account and roles are always sent."
      >
        <MailChoiceForm choice={mailChoice} refused={mailRefused} />
      </Section>
      <Section title="Change your password" id="change-password">
        <Form method="post" noValidate>
          <TextField
            id="current"
            name="current"
            type="password"
            label="Current password"
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

interface SessionListProps {
  /** The most recently used first. */
  sessions: readonly OwnSession[];
}

/** Where a person is signed in, and how to end it. Needs no scripts. */
function SessionList({ sessions }: SessionListProps) {
  return (
    <Form method="post">
      <DataTable
        caption="Your sessions, the most recently used first"
        captionHidden
        narrow="stack"
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'browser',
            header: 'Browser',
            rowHeader: true,
            cell: ({ userAgent, isThis }) => (
              <>
                {describeBrowser(userAgent)} {isThis ? <Tag>this one</Tag> : null}
              </>
            ),
          },
          {
            key: 'started',
            header: 'Signed in',
            cell: ({ startedAt }) => <DateText iso={startedAt} withTime withZone />,
          },
          {
            key: 'used',
            header: 'Last used',
            cell: ({ lastUsedAt }) => <DateText iso={lastUsedAt} withTime withZone />,
          },
          {
            key: 'end',
            header: 'End it',
            cell: ({ id, userAgent, startedAt, isThis }) =>
              isThis ? (
                <Link to="/sign-out">Sign out here</Link>
              ) : (
                <Button variant="secondary" compact name="session" value={id}>
                  Sign out
                  <VisuallyHidden>
                    {' '}
                    {describeBrowser(userAgent)}, signed in <DateText iso={startedAt} withTime withZone />
                  </VisuallyHidden>
                </Button>
              ),
          },
        ]}
      />
      <ButtonGroup>
        {sessions.some(({ isThis }) => !isThis) ? (
          <Button variant="secondary" name="intent" value="others">
            Sign out everywhere else
          </Button>
        ) : null}
        <Button variant="secondary" name="intent" value="everywhere">
          Sign out everywhere
        </Button>
      </ButtonGroup>
    </Form>
  );
}

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone or iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

const find = (known: [RegExp, string][], text: string) => known.find(([sign]) => sign.test(text))?.[1];

/** What a browser calls itself, so that a person knows their own devices again: "Firefox on Windows". */
function describeBrowser(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser';
  const [browser, system] = [find(browsers, userAgent), find(systems, userAgent)];
  if (!browser) return 'Another browser';
  return system ? `${browser} on ${system}` : browser;
}
