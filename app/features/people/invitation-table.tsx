import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { Role } from '#server/domain/access/can.rules.ts';
import type { OpenInvitation } from './answers.ts';
import styles from './people.module.css';
import { buildConfirmPath } from './people-table.tsx';
import { describeRole } from './role-words.ts';

/** Invitations that have been neither accepted nor taken back, newest first. */
export function InvitationTable({
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
          cell: ({ name, email }) => (
            <>
              {name}
              <span className={styles.email}>{email}</span>
            </>
          ),
        },
        {
          key: 'role',
          header: 'Role',
          cell: ({ role, reporter, agency }) => describeRole(role, reporter?.name, agency),
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
          header: 'Do',
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
