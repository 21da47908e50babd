import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { HeldRole, Person } from '#app/contract.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import styles from './people.module.css';
import { describeRole } from './role-words.ts';

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
        const words = describeRole(held.role, held.reporter?.name, held.agency, held.cover);
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
      {isSelf ? null : <> · {link('disable', 'Disable')}</>}
    </>
  );
}

export interface PeopleTableProps {
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
          cell: ({ roles, name }) => <Roles roles={roles} name={name} rolesToGive={rolesToGive} />,
        },
        {
          key: 'seen',
          header: 'Last there',
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
