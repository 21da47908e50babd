import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { LoggedMail } from './answers.ts';
import styles from './mail.module.css';
import { mailStatusLabels, describeMailKind } from './mail-words.ts';

/** The delivery log: to whom, about what, what became of it. */
export function MailTable({ mails, search }: { mails: readonly LoggedMail[]; search: string }) {
  return (
    <DataTable
      caption="Mails, newest first; times are in UTC"
      narrow="stack"
      dense
      rows={mails}
      rowKey={({ id }) => id}
      empty="No mail matches what you chose."
      columns={[
        {
          key: 'to',
          header: 'To',
          rowHeader: true,
          minWidth: '13rem',
          cell: ({ person, toAddress }) => (
            <>
              {person ?? 'Without an account'}
              <span className={styles.address}>{toAddress}</span>
            </>
          ),
        },
        {
          key: 'about',
          header: 'About',
          cell: ({ kind, subject }) => (
            <>
              {describeMailKind(kind)}
              <span className={styles.subject}>{subject}</span>
            </>
          ),
        },
        {
          key: 'written',
          header: 'Written',
          nowrap: true,
          cell: ({ createdAt }) => <DateText iso={createdAt} withTime />,
        },
        { key: 'status', header: 'Status', minWidth: '17rem', cell: (mail) => <Status mail={mail} /> },
        {
          key: 'do',
          header: 'Do',
          cell: ({ id, mayResend, toAddress }) =>
            mayResend ? (
              <Form method="post" action={search}>
                <input type="hidden" name="mail" value={id} />
                <Button variant="secondary" compact>
                  Send again
                  <VisuallyHidden> to {toAddress}</VisuallyHidden>
                </Button>
              </Form>
            ) : (
              <span className={styles.none}>–</span>
            ),
        },
      ]}
    />
  );
}

function Status({ mail }: { mail: LoggedMail }) {
  const { status, sentAt, lastError, attempts } = mail;
  if (status === 'sent' && sentAt) {
    return (
      <>
        Sent <DateText iso={sentAt} withTime />
      </>
    );
  }
  return (
    <>
      {status === 'failed' || status === 'unknown' ? (
        <strong>{mailStatusLabels[status]}</strong>
      ) : (
        mailStatusLabels[status]
      )}
      {attempts > 1 ? `, tried ${attempts} times` : ''}
      {lastError ? <span className={styles.subject}>{lastError}</span> : null}
    </>
  );
}
