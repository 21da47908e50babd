import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { describeMailKind } from '#app/features/mail/mail-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/outbox';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return ask(requestId, () => caller.mail.outbox());
}

/** Mail of the demo, which goes nowhere: to be read as its readers would. */
export default function OutboxPage({ loaderData }: Route.ComponentProps) {
  const { mails, total } = loaderData;
  return (
    <>
      <PageTitle parts={['Outbox', 'Administration']} />
      <PageHeading
        lead="No mail server is set (MAIL_URL), so mail is kept here instead of being sent. Only administrators of the demo can read it."
        meta={total > mails.length ? `The newest ${mails.length} of ${total}.` : undefined}
      >
        {total === 0
          ? 'The outbox is empty'
          : total === 1
            ? '1 mail is in the outbox'
            : `${total} mails are in the outbox`}
      </PageHeading>
      <DataTable
        caption="Mails in the outbox, newest first; times are in UTC"
        narrow="stack"
        dense
        rows={mails}
        rowKey={({ id }) => id}
        empty="Mail appears here a few seconds after an event that people are notified of."
        columns={[
          {
            key: 'subject',
            header: 'Subject',
            rowHeader: true,
            cell: ({ id, subject }) => <Link to={`/admin/outbox/${id}`}>{subject}</Link>,
          },
          { key: 'to', header: 'To', cell: ({ to }) => to },
          { key: 'kind', header: 'About', nowrap: true, cell: ({ kind }) => describeMailKind(kind) },
          {
            key: 'written',
            header: 'Written',
            nowrap: true,
            cell: ({ writtenAt }) => <DateText iso={writtenAt} withTime />,
          },
        ]}
      />
    </>
  );
}
