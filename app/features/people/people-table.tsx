import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { PersonName } from '#app/features/people/person-name.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { HeldRole, Person, OpenInvitation, PersonAtWork } from '#app/contract.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import styles from './people.module.css';
import { describeRole } from './role-words.ts';
import { ConfirmStep } from '#app/components/confirm-step.tsx';

/** The address of the step before something is done to a person, a role or an invitation. */
export const buildConfirmPath = (what: string, key: Record<string, string | number>): string =>
  `/secretariat/people?${new URLSearchParams({ confirm: what, ...Object.fromEntries(Object.entries(key).map(([name, value]) => [name, String(value)])) })}#confirm`;

function Roles({
  roles,
  name,
  rolesToGive,
}: {
  roles: readonly HeldRole[];
  name: string;
  rolesToGive: readonly Role[];
}) {
  if (roles.length === 0) return <span className={styles.muted}>none</span>;
  return (
    <ul className={styles.roles}>
      {roles.map((held) => {
        const words = describeRole(held.role, held.reporter?.name ?? held.partner, held.agency, held.cover);
        return (
          <li key={held.id}>
            {words}
            {rolesToGive.includes(held.role) && !held.cover ? (
              <>
                {' '}
                <Link to={buildConfirmPath('revoke', { assignment: held.id })} className={styles.small}>
                  Revoke
                  <VisuallyHidden>
                    {' '}
                    the role {words} of {name}
                  </VisuallyHidden>
                </Link>
              </>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function AccountLinks({ person, isSelf }: { person: Person; isSelf: boolean }) {
  const link = (what: string, words: string) => (
    <Link to={buildConfirmPath(what, { person: person.id })} className={styles.small}>
      {words}
      <VisuallyHidden> for {person.name}</VisuallyHidden>
    </Link>
  );
  if (person.disabledAt) return link('enable', 'Enable');
  return (
    <>
      {link('reset', 'New password')}
      {isSelf ? null : <> · {link('disable', 'Disable')} · </>}
    </>
  );
}

interface PeopleTableProps {
  people: readonly Person[];
  /** The roles that the viewer gives and ends. */
  rolesToGive: readonly Role[];
  /** Whether the viewer disables accounts and gives out new passwords. */
  mayRevoke: boolean;
  /** The viewer's own account: it cannot be disabled by itself. */
  selfId: string;
}

/** Everyone with an account, by name. */
export function PeopleTable({ people, rolesToGive, mayRevoke, selfId }: PeopleTableProps) {
  return (
    <DataTable
      caption="People with an account, by name"
      captionHidden
      narrow="stack"
      dense
      rows={people}
      rowKey={({ id }) => id}
      empty="Nobody matches what you are looking for."
      columns={[
        {
          key: 'name',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email }) => <PersonName name={name} email={email} />,
        },
        {
          key: 'roles',
          header: 'Roles',
          cell: ({ roles, name }) => <Roles roles={roles} name={name} rolesToGive={rolesToGive} />,
        },
        {
          key: 'seen',
          header: 'Last signed in',
          nowrap: true,
          cell: ({ seenOn }) =>
            seenOn ? <DateText iso={seenOn} /> : <span className={styles.muted}>never</span>,
        },
        {
          key: 'account',
          header: 'Account',
          nowrap: true,
          cell: (person) => (
            <>
              {person.disabledAt ? (
                <Tag emphasis="strong">Disabled</Tag>
              ) : mayRevoke ? null : (
                <span className={styles.muted}>active</span>
              )}{' '}
              {mayRevoke ? <AccountLinks person={person} isSelf={person.id === selfId} /> : null}
              {person.disabledAt || person.id === selfId ? null : (
                <Link
                  to={`/secretariat/people/${encodeURIComponent(person.id)}/role`}
                  className={styles.small}
                >
                  Give a role<VisuallyHidden> to {person.name}</VisuallyHidden>
                </Link>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** What is about to be done, with what must be known before. */
export type PersonStep =
  | { what: 'disable' | 'enable' | 'reset'; person: PersonAtWork }
  | { what: 'revoke'; person: PersonAtWork; held: HeldRole }
  | { what: 'revokeInvitation'; invitation: OpenInvitation };

const people = '/secretariat/people';

/** Reports that wait for the person, with those who can go on with them. */
function OpenReports({ person, reporter }: { person: PersonAtWork; reporter?: string | undefined }) {
  const open = person.openReports.filter(
    (report) => reporter === undefined || report.reporter.code === reporter,
  );
  if (open.length === 0) return null;
  return (
    <>
      <p>Reports not yet submitted, and who can continue them:</p>
      <ul>
        {open.map((report) => (
          <li key={`${report.round}/${report.reporter.code}`}>
            {report.reporter.name}, {report.round}:{' '}
            {report.others.length === 0
              ? 'nobody else. Invite somebody.'
              : report.others
                  .map(({ name, role }) => `${name} (${describeRole(role).toLowerCase()})`)
                  .join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The step before a role is taken, an account disabled, or a link given out. */
export function ConfirmPerson({ step }: { step: PersonStep }) {
  if (step.what === 'revokeInvitation') {
    const { invitation } = step;
    return (
      <ConfirmStep
        title={`Take back the invitation of ${invitation.name}?`}
        action="Take back"
        variant="danger"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'revokeInvitation', invitation: String(invitation.id) }}
      >
        <p>
          The link to {describeRole(invitation.role, invitation.reporter?.name).toLowerCase()} stops working.
        </p>
      </ConfirmStep>
    );
  }
  const { person } = step;
  if (step.what === 'revoke') {
    return (
      <ConfirmStep
        title={`Revoke a role of ${person.name}?`}
        action="Revoke role"
        variant="danger"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'revoke', assignment: String(step.held.id) }}
      >
        <p>
          {person.name} is no longer{' '}
          {describeRole(step.held.role, step.held.reporter?.name, step.held.agency, step.held.cover)}, from
          the next page on. What they wrote stays under their name.
        </p>
        <OpenReports person={person} reporter={step.held.reporter?.code ?? ''} />
      </ConfirmStep>
    );
  }
  if (step.what === 'enable') {
    return (
      <ConfirmStep
        title={`Enable the account of ${person.name}?`}
        action="Enable account"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'enable', person: person.id }}
      >
        <p>
          {person.name} can sign in again{' '}
          {person.roles.length === 0
            ? 'but has no role.'
            : `as ${person.roles.map((held) => describeRole(held.role, held.reporter?.name)).join('; ')}.`}
        </p>
      </ConfirmStep>
    );
  }
  if (step.what === 'reset') {
    return (
      <ConfirmStep
        title={`Send ${person.name} a link to a new password?`}
        action="Send link"
        sendTo={people}
        cancelTo={people}
        fields={{ intent: 'reset', person: person.id }}
      >
        <p>
          It goes to {person.email} and works once, for a day. Make sure that it was {person.name} who asked.
          The state or body for which they work is told. Nothing changes until the link is used; then all
          sessions of the account end.
        </p>
      </ConfirmStep>
    );
  }
  return (
    <ConfirmStep
      title={`Disable the account of ${person.name}?`}
      action="Disable account"
      variant="danger"
      sendTo={people}
      cancelTo={people}
      fields={{ intent: 'disable', person: person.id }}
    >
      <p>
        {person.name} is signed out everywhere at once and cannot sign in. Their work stays under their name.
        Invitations that they sent stop working.
      </p>
      <OpenReports person={person} />
    </ConfirmStep>
  );
}
