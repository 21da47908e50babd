import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { AccessReminder } from '#app/features/people/access-review.tsx';
import { decideWaiting, invite, roleFields } from '#app/features/people/answer-role-forms.server.ts';
import {
  ConfirmPerson,
  type PersonStep,
  buildConfirmPath,
  PeopleTable,
} from '#app/features/people/people-table.tsx';
import { PersonName } from '#app/features/people/person-name.tsx';
import { emptyInvitation, InviteForm } from '#app/features/people/invite-form.tsx';
import styles from '#app/features/people/people.module.css';
import { waitingDoneWords, WaitingRoleTable } from '#app/features/people/waiting-role-table.tsx';
import { describeRole } from '#app/features/people/role-words.ts';
import { requestContext } from '#app/request-context.ts';
import { can, type Role, roleLabels, roles } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/people';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { AppCaller, OpenInvitation, Person } from '#app/contract.ts';
import { DateText } from '#app/components/date-text.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const filter = readPeopleFilter(searchParams);
  const person = await viewer();
  const { asked } = await readDeskPlans({ context, request });
  const { people, ...rest } = await ask(requestId, () => caller.people.list());
  const found = filterPeople(people, filter);
  return {
    ...rest,
    total: people.length,
    review: await ask(requestId, () => caller.access.reminder(asked)),
    found: found.length,
    shown: findListPage(found, searchParams, 20),
    step: await ask(requestId, () => findPersonStep(caller, searchParams, people, rest.invitations)),
    done: doneWords[searchParams.get('done') ?? ''] ?? null,
    sent: findSentLink(searchParams, people, rest.invitations),
    filter,
    mayRevoke: can(person, 'people.revoke'),
    selfId: person?.personId ?? '',
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { caller } = posted;
  const { people } = caller;
  const lead = (done: Record<string, string>) => `/secretariat/people?${new URLSearchParams(done)}`;
  const person = { person: text };
  return answerForm(posted, {
    invite: intent({ name: text, email: text, ...roleFields }, async (typed) => {
      const { invitation } = await invite(caller, typed);
      return lead({ sent: 'invitation', invitation: String(invitation) });
    }),
    resend: intent({ invitation: number }, async (typed) => {
      const { invitation } = await people.resendInvitation(typed);
      return lead({ sent: 'invitation', invitation: String(invitation) });
    }),
    revokeInvitation: intent({ invitation: number }, async (typed) => {
      await people.revokeInvitation(typed);
      return lead({ done: 'revokeInvitation' });
    }),
    reset: intent(person, async (typed) => {
      await people.issueReset(typed);
      return lead({ sent: 'reset', ...typed });
    }),
    disable: intent(person, async (typed) => {
      await people.disable(typed);
      return lead({ done: 'disable' });
    }),
    enable: intent(person, async (typed) => {
      await people.enable(typed);
      return lead({ done: 'enable' });
    }),
    revoke: intent({ assignment: number }, async (typed) => {
      await people.revokeAssignment(typed);
      return lead({ done: 'revoke' });
    }),
    ...decideWaiting(caller, (done) => lead({ done })),
  });
}

/** What is said after a form did its work, by the name in the address. */
const doneWords: Record<string, string> = {
  disable: 'The account is disabled and signed out everywhere.',
  enable: 'The account is enabled.',
  revoke: 'The role is revoked.',
  revokeInvitation: 'The invitation is taken back.',
  given: 'The role is given. The person and the people of the state or body are told by mail.',
  asked: 'The role waits: the state or body has to confirm it. Everybody concerned is told by mail.',
  held: 'The person has this role already. Nothing has changed.',
  waiting: 'This role waits for confirmation already. Nothing has changed.',
  ...waitingDoneWords,
};

export default function PeoplePage({ loaderData, actionData }: Route.ComponentProps) {
  const { shown, found, total, invitations, vacancies, waiting, step, done, sent, filter } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const open = invitations.filter(({ expired }) => !expired).length;
  const errors = listFormProblems(refusal);
  return (
    <>
      <PageTitle parts={['People', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={errors} />
      {sent && !actionData ? <SentNotice link={sent} /> : null}
      {done && !actionData ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        actions={
          <>
            <a href="#invite">Invite a person</a>
            <Link to="/secretariat/people/import">Invite from a list</Link>
            <Link to="/secretariat/people/review">Review of roles</Link>
            <ListFileLink list="people" />
          </>
        }
      >
        {formatCount(total, 'people', 'have')} an account
        {open > 0 ? `, ${formatCount(open, 'open invitations')}` : ''}
      </PageHeading>
      <AccessReminder reminder={loaderData.review} />
      {step && !actionData ? <ConfirmPerson step={step} /> : null}
      {vacancies.length > 0 ? (
        <Notice kind="warning" title="Some reports cannot be sent, because nobody holds the role.">
          <ul>
            {vacancies.map(({ reporter, role }) => (
              <li key={`${reporter.code}/${role}`}>{describeRole(role, reporter.name)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {waiting.length > 0 ? (
        <Section
          title="Waiting for confirmation"
          id="waiting"
          lead={
            <p>
              Roles that see the whole draft of a state or body. They start once its own people confirm them.
              Where it has no focal point, an administrator who was not involved confirms them.
            </p>
          }
        >
          <WaitingRoleTable
            waiting={waiting}
            rolesToGive={loaderData.rolesToGive}
            withReporter
            sendTo="/secretariat/people"
          />
        </Section>
      ) : null}
      <Form method="get" className={styles.filter} role="search" aria-label="People" data-print="hide">
        <TextField id="q" name="q" label="Name, address or state" width={20} defaultValue={filter.words} />
        <SelectField
          id="role-filter"
          name="role"
          label="Role"
          placeholder="Any role"
          options={roles.map((role) => ({ value: role, label: roleLabels[role] }))}
          defaultValue={filter.role ?? ''}
        />
        <Button variant="secondary">Search</Button>
        {filter.words || filter.role ? <Link to="/secretariat/people">Show all</Link> : null}
      </Form>
      {found < total ? (
        <p role="status">
          {found} of {total} people
        </p>
      ) : null}
      <PeopleTable
        people={shown.rows}
        rolesToGive={loaderData.rolesToGive}
        mayRevoke={loaderData.mayRevoke}
        selfId={loaderData.selfId}
      />
      <Pagination
        page={shown.page}
        pages={shown.pages}
        label="Pages of people"
        hrefFor={(page) =>
          `?${new URLSearchParams({
            ...(filter.words ? { q: filter.words } : {}),
            ...(filter.role ? { role: filter.role } : {}),
            page: String(page),
          })}`
        }
      />
      <Section title="Open invitations" id="invitations">
        <InvitationTable invitations={invitations} rolesToGive={loaderData.rolesToGive} />
      </Section>
      <Section title="Invite a person" id="invite" screenOnly>
        <InviteForm
          key={sent ? `after ${sent.email}` : 'invitation'}
          reporters={loaderData.reporters}
          partners={loaderData.partners}
          rolesToGive={loaderData.rolesToGive}
          typed={actionData?.intent === 'invite' ? actionData.typed : emptyInvitation}
          problems={refusal?.fields ?? []}
        />
      </Section>
    </>
  );
}

/** The link that an address says was just sent; null where there is none of that kind. */
function findSentLink(
  search: URLSearchParams,
  people: readonly Person[],
  invitations: readonly OpenInvitation[],
): SentLink | null {
  if (search.get('sent') === 'invitation') {
    const found = invitations.find(({ id }) => String(id) === search.get('invitation'));
    if (!found) return null;
    const { id, name, email, expiresAt } = found;
    return {
      kind: 'invitation',
      name,
      email,
      expiresAt,
      again: { intent: 'resend', invitation: String(id) },
    };
  }
  if (search.get('sent') !== 'reset') return null;
  const person = people.find(({ id }) => id === search.get('person'));
  if (!person) return null;
  const { id, name, email } = person;
  return { kind: 'reset', name, email, expiresAt: null, again: { intent: 'reset', person: id } };
}

type PeopleFilter = { words: string; role: Role | null };

/** Reads from an address who is looked for. */
function readPeopleFilter(search: URLSearchParams): PeopleFilter {
  return {
    words: (search.get('q') ?? '').trim().slice(0, 100),
    role: roles.find((role) => role === search.get('role')) ?? null,
  };
}

/** The people with these words in name, address or the place of a role, and with this role. */
function filterPeople(people: readonly Person[], { words, role }: PeopleFilter): Person[] {
  const wanted = words.toLowerCase();
  return people.filter(
    (person) =>
      (role === null || person.roles.some((held) => held.role === role)) &&
      [
        person.name,
        person.email,
        ...person.roles.flatMap(({ reporter, partner }) => [
          reporter?.code ?? '',
          reporter?.name ?? partner ?? '',
        ]),
      ]
        .join('\n')
        .toLowerCase()
        .includes(wanted),
  );
}

/** What an address asks to confirm, with what must be known before; null where it asks nothing that can be done. */
async function findPersonStep(
  caller: AppCaller,
  search: URLSearchParams,
  people: readonly Person[],
  invitations: readonly OpenInvitation[],
): Promise<PersonStep | null> {
  const what = search.get('confirm');
  switch (what) {
    case 'revokeInvitation': {
      const invitation = invitations.find(({ id }) => String(id) === search.get('invitation'));
      return invitation ? { what, invitation } : null;
    }
    case 'revoke': {
      const holds = ({ roles }: Person) => roles.some(({ id }) => String(id) === search.get('assignment'));
      const person = people.find(holds);
      const held = person?.roles.find(({ id }) => String(id) === search.get('assignment'));
      return person && held ? { what, held, person: await caller.people.get({ person: person.id }) } : null;
    }
    case 'disable':
    case 'enable':
    case 'reset': {
      const person = people.find(({ id }) => id === search.get('person'));
      if (!person || (person.disabledAt === null) === (what === 'enable')) return null;
      return { what, person: await caller.people.get({ person: person.id }) };
    }
    default:
      return null;
  }
}

/** A link that is on its way by mail: to whom, until when, and the form that sends it again. */
type SentLink = {
  kind: 'invitation' | 'reset';
  name: string;
  email: string;
  expiresAt: string | null;
  /** What "Send again" sends. */
  again: Record<string, string>;
};

/** Says where a link went. It is in the mail and nowhere else, so nobody but its reader can use it. */
function SentNotice({ link }: { link: SentLink }) {
  const { kind, name, email, expiresAt, again } = link;
  return (
    <Notice
      kind="success"
      live
      title={
        <>
          The link {kind === 'invitation' ? `for ${name}` : `to a new password for ${name}`} was sent to{' '}
          <span className={styles.address}>{email}</span>.
        </>
      }
    >
      <p>
        It works once{expiresAt ? ', until ' : ', for a day'}
        {expiresAt ? <DateText iso={expiresAt} withTime withZone /> : null}. If it does not arrive, see{' '}
        <Link to={`/secretariat/mail?person=${encodeURIComponent(email)}`}>the status of the mail</Link>{' '}
        before you send it again: a new link replaces the earlier one.
      </p>
      <Form method="post" action="/secretariat/people">
        {Object.entries(again).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Button variant="secondary" compact>
          Send again
        </Button>
      </Form>
    </Notice>
  );
}

/** Invitations that have been neither accepted nor taken back, newest first. */
function InvitationTable({
  invitations,
  rolesToGive,
}: {
  invitations: readonly OpenInvitation[];
  /** What the viewer may invite to; only such invitations can they take back. */
  rolesToGive: readonly Role[];
}) {
  return (
    <DataTable
      caption="Open invitations, newest first"
      captionHidden
      narrow="stack"
      rows={invitations}
      rowKey={({ id }) => id}
      empty="No invitation is open."
      columns={[
        {
          key: 'name',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email }) => <PersonName name={name} email={email} />,
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, reporter, partner, agency }) =>
            describeRole(role, reporter?.name ?? partner, agency),
        },
        { key: 'by', header: 'Invited by', cell: ({ invitedBy }) => invitedBy },
        {
          key: 'expires',
          header: 'Link works until',
          nowrap: true,
          cell: ({ expiresAt, expired }) => (expired ? 'expired' : <DateText iso={expiresAt} />),
        },
        {
          key: 'do',
          header: 'Action',
          cell: ({ id, role, name }) =>
            rolesToGive.includes(role) ? (
              <Form method="post" action="/secretariat/people">
                <input type="hidden" name="intent" value="resend" />
                <input type="hidden" name="invitation" value={id} />
                <Button variant="secondary" compact>
                  Send again<VisuallyHidden> the invitation of {name}</VisuallyHidden>
                </Button>{' '}
                <Link to={buildConfirmPath('revokeInvitation', { invitation: id })} className={styles.small}>
                  Take back<VisuallyHidden> the invitation of {name}</VisuallyHidden>
                </Link>
              </Form>
            ) : (
              <span className={styles.muted}>–</span>
            ),
        },
      ]}
    />
  );
}
