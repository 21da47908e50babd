import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { answerForm, intent, number } from '#app/features/forms/answer-form.server.ts';
import styles from '#app/features/mail/mail.module.css';
import {
  mailStatuses,
  mailStatusLabels,
  readMailFilter,
  describeMailKind,
  writeMailFilter,
} from '#app/features/mail/mail-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/mail';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { Tag } from '#app/components/tag.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { LoggedMail } from '#app/contract.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const filter = readMailFilter(search);
  const { kind, status, person, page } = filter;
  const log = await ask(requestId, () =>
    caller.mail.list({
      page,
      ...(kind ? { kind } : {}),
      ...(status ? { status } : {}),
      ...(person ? { person } : {}),
    }),
  );
  return { log, filter, resent: search.has('resent') };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ mail: number }, async (typed) => {
      await posted.caller.mail.resend(typed);
      return '/secretariat/mail?resent';
    }),
  });
}

export default function MailPage({ loaderData, actionData }: Route.ComponentProps) {
  const { log, filter, resent } = loaderData;
  const isFiltered = filter.kind !== '' || filter.status !== null || filter.person !== '';
  const trouble = [
    log.failed > 0 ? `${formatCount(log.failed, 'mails', 'have')} failed.` : '',
    log.unknown > 0
      ? `Of ${formatCount(log.unknown, 'mails')} it is not known whether ${log.unknown === 1 ? 'it' : 'they'} arrived. None is sent again automatically.`
      : '',
  ].filter((sentence) => sentence !== '');
  return (
    <>
      <PageTitle
        parts={[log.page > 1 ? `Mail, page ${log.page}` : 'Mail', 'Secretariat']}
        failed={actionData !== undefined}
      />
      <ErrorSummary errors={listSentence(actionData?.refusal)} />
      {resent && !actionData ? (
        <Notice kind="success" live title="The mail is sent again as a new mail." />
      ) : null}
      <PageHeading
        actions={log.hasOutbox ? <Link to="/admin/outbox">Read it in the outbox</Link> : undefined}
        lead={trouble.length > 0 ? trouble.join(' ') : undefined}
        meta={`${formatCount(log.total, 'mails')}${isFiltered ? ' as chosen' : ''}. The text of mails cannot be read here.`}
      >
        Mail that the tracker wrote
      </PageHeading>
      <Form method="get" className={styles.filter} role="search" aria-label="Mail">
        <TextField
          id="person"
          name="person"
          label="Name or address"
          width={20}
          defaultValue={filter.person}
        />
        <SelectField
          id="kind"
          name="kind"
          label="About"
          placeholder="Anything"
          options={log.kinds.map((kind) => ({ value: kind, label: describeMailKind(kind) }))}
          defaultValue={filter.kind}
        />
        <SelectField
          id="status"
          name="status"
          label="Status"
          placeholder="Any status"
          options={mailStatuses.map((status) => ({ value: status, label: mailStatusLabels[status] }))}
          defaultValue={filter.status ?? ''}
        />
        <Button variant="secondary">Show</Button>
        {isFiltered ? <Link to="/secretariat/mail">Show all</Link> : null}
      </Form>
      <MailTable mails={log.mails} search={writeMailFilter(filter)} />
      <Pagination
        page={log.page}
        pages={log.pages}
        label="Pages of the log"
        hrefFor={(page) => writeMailFilter({ ...filter, page })}
      />
    </>
  );
}

/** The delivery log: to whom, about what, what became of it. */
function MailTable({ mails, search }: { mails: readonly LoggedMail[]; search: string }) {
  return (
    <DataTable
      caption="Mails, newest first; times are in UTC"
      narrow="stack"
      dense
      rows={mails}
      rowKey={({ id }) => id}
      empty="No mail matches."
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
          header: 'Action',
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
        <Tag emphasis="done">{mailStatusLabels.sent}</Tag> <DateText iso={sentAt} withTime />
      </>
    );
  }
  return (
    <>
      <Tag emphasis={status === 'failed' || status === 'unknown' ? 'strong' : 'normal'}>
        {mailStatusLabels[status]}
      </Tag>
      {attempts > 1 ? `, tried ${attempts} times` : ''}
      {lastError ? <span className={styles.subject}>{lastError}</span> : null}
    </>
  );
}
