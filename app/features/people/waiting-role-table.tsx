import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { WaitingRole } from '#app/contract.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { describeWhoDecides } from '#server/domain/person/roles.rules.ts';
import styles from './people.module.css';
import { roleHints, describeRole } from './role-words.ts';
import { Notice } from '#app/components/notice.tsx';

/** What a form of the table asks for, as its button sends it. */
export const waitingIntents = ['confirmRole', 'declineRole', 'withdrawRole'] as const;
export type WaitingIntent = (typeof waitingIntents)[number];

/** What is said after it was done. */
export const waitingDoneWords: Record<WaitingIntent, string> = {
  confirmRole: 'The role is confirmed. It counts from now on, and all concerned are told.',
  declineRole: 'The role is declined. Nothing changes, and all concerned are told.',
  withdrawRole: 'The role is taken back.',
};

interface WaitingRoleTableProps {
  waiting: readonly WaitingRole[];
  /** The roles that the viewer gives, and so takes back. */
  rolesToGive: readonly Role[];
  /** Whether the reporter is named with each role, where there are several. */
  withReporter?: boolean | undefined;
  /** Where the forms are sent; the page in view without it. */
  sendTo?: string | undefined;
}

/** Roles that wait for a yes, each with what the viewer can do about it. */
export function WaitingRoleTable({ waiting, rolesToGive, withReporter, sendTo }: WaitingRoleTableProps) {
  return (
    <DataTable
      caption="Roles that wait for confirmation, the oldest first"
      captionHidden
      narrow="stack"
      rows={waiting}
      rowKey={({ request }) => request}
      columns={[
        {
          key: 'person',
          header: 'Person',
          rowHeader: true,
          cell: ({ person, email }) => (
            <>
              {person}
              <span className={styles.email}>{email}</span>
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, reporter }) => (
            <>
              {describeRole(role, withReporter ? reporter.name : null)}
              <span className={styles.reason}>
                {role === 'contributor'
                  ? 'Writes any part of the report and sees all of it.'
                  : roleHints[role]}
              </span>
            </>
          ),
        },
        {
          key: 'asked',
          header: 'Asked by',
          cell: ({ askedBy, askedAt }) => (
            <>
              {askedBy}, <DateText iso={askedAt} />
            </>
          ),
        },
        {
          key: 'do',
          header: 'Action',
          cell: (one) => (
            <WaitingActions one={one} mayWithdraw={rolesToGive.includes(one.role)} sendTo={sendTo} />
          ),
        },
      ]}
    />
  );
}

function WaitingActions({
  one,
  mayWithdraw,
  sendTo,
}: {
  one: WaitingRole;
  mayWithdraw: boolean;
  sendTo: string | undefined;
}) {
  const { request, person, role, reporter, mayDecide } = one;
  const whose = <VisuallyHidden> the role of {person}</VisuallyHidden>;
  return (
    <Form method="post" {...(sendTo ? { action: sendTo } : {})}>
      <input type="hidden" name="request" value={request} />
      {mayDecide ? null : (
        <p className={styles.decided}>{describeWhoDecides(role, reporter.name)} confirms or declines it.</p>
      )}
      <div className={styles.buttons}>
        {mayDecide ? (
          <>
            <Button compact name="intent" value={'confirmRole' satisfies WaitingIntent}>
              Confirm{whose}
            </Button>
            <Button compact variant="secondary" name="intent" value={'declineRole' satisfies WaitingIntent}>
              Decline{whose}
            </Button>
          </>
        ) : null}
        {mayWithdraw ? (
          <Button compact variant="secondary" name="intent" value={'withdrawRole' satisfies WaitingIntent}>
            Take back{whose}
          </Button>
        ) : null}
      </div>
    </Form>
  );
}

/** The address of the page on which the people of a reporter stand. */
export const buildReporterPeoplePath = (reporter: string): string =>
  `/workspace/people?reporter=${encodeURIComponent(reporter)}`;

/** Says on the pages of a report that a role waits for the viewer's yes; nothing where none does. */
export function WaitingNotice({ waiting }: { waiting: readonly WaitingRole[] }) {
  const [first] = waiting;
  if (!first) return null;
  const { person, role, reporter } = first;
  return (
    <Notice
      kind="warning"
      title={
        waiting.length === 1
          ? `${person} waits for your confirmation: ${describeRole(role, reporter.name)}.`
          : `${waiting.length} roles wait for your confirmation.`
      }
    >
      <ul>
        {[...new Map(waiting.map((one) => [one.reporter.code, one.reporter])).values()].map((place) => (
          <li key={place.code}>
            <Link to={buildReporterPeoplePath(place.code)}>Look at the people of {place.name}</Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
