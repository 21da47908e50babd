import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { HeldRole, Person } from './answers.ts';
import styles from './people.module.css';
import { sayRole } from './role-words.ts';

/** The address of the step before something is done to a person, a role or an invitation. */
export const buildConfirmPath = (what: string, key: Record<string, string | number>): string =>
  `/secretariat/people?${new URLSearchParams({ confirm: what, ...Object.fromEntries(Object.entries(key).map(([name, value]) => [name, String(value)])) })}#confirm`;

function Roles({ roles, name, mayRevoke }: { roles: readonly HeldRole[]; name: string; mayRevoke: boolean }) {
  if (roles.length === 0) return <span className={styles.muted}>none</span>;
  return (
    <ul className={styles.roles}>
      {roles.map((held) => {
        const words = sayRole(held.role, held.reporter?.name, held.agency, held.cover);
        return (
          <li key={held.id}>
            {words}
            {mayRevoke ? (
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
      {isSelf ? null : <> · {link('disable', 'Disable')}</>}
    </>
  );
}

export interface PeopleTableProps {
  people: readonly Person[];
  /** Whether the viewer takes roles, disables accounts and gives out new passwords. */
  mayRevoke: boolean;
  /** The viewer's own account: it cannot be disabled by itself. */
  selfId: string;
}

/** Everyone with an account, by name. */
export function PeopleTable({ people, mayRevoke, selfId }: PeopleTableProps) {
  return (
    <DataTable
      caption="People with an account, by name"
      captionHidden
      narrow="stack"
      rows={people}
      rowKey={({ id }) => id}
      empty="Nobody matches what you are looking for."
      columns={[
        {
          key: 'name',
          header: 'Person',
          rowHeader: true,
          cell: ({ name, email }) => (
            <>
              {name}
              <span className={styles.email}>{email}</span>
            </>
          ),
        },
        {
          key: 'roles',
          header: 'Roles',
          cell: ({ roles, name }) => <Roles roles={roles} name={name} mayRevoke={mayRevoke} />,
        },
        {
          key: 'signedIn',
          header: 'Last signed in',
          nowrap: true,
          cell: ({ signedInAt }) =>
            signedInAt ? <DateText iso={signedInAt} /> : <span className={styles.muted}>never</span>,
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
            </>
          ),
        },
      ]}
    />
  );
}
