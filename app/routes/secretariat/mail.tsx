import { data, Form, Link, redirect } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { Pagination } from '#app/components/pagination.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import styles from '#app/features/mail/mail.module.css';
import { MailTable } from '#app/features/mail/mail-table.tsx';
import {
  mailStatuses,
  mailStatusLabels,
  readMailFilter,
  describeMailKind,
  writeMailFilter,
} from '#app/features/mail/mail-words.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/mail';
import { formatCount } from '#server/domain/language/format-counts.ts';

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
  const { caller, requestId } = context.get(requestContext);
  const form = readForm(context);
  const mail = Number(form.get('mail'));
  const outcome = await attempt(requestId, () => caller.mail.resend({ mail }));
  if (!outcome.ok) return data({ refusal: outcome.refusal }, { status: getRefusalStatus(outcome.refusal) });
  throw redirect('/secretariat/mail?resent', 303);
}

export default function MailPage({ loaderData, actionData }: Route.ComponentProps) {
  const { log, filter, resent } = loaderData;
  const isFiltered = filter.kind !== '' || filter.status !== null || filter.person !== '';
  const trouble = [
    log.failed > 0 ? `${formatCount(log.failed, 'mails', 'have')} failed.` : '',
    log.unknown > 0
      ? `Of ${formatCount(log.unknown, 'mails')} it is not known whether ${log.unknown === 1 ? 'it' : 'they'} arrived; none is sent again by itself.`
      : '',
  ].filter((sentence) => sentence !== '');
  return (
    <>
      <PageTitle
        parts={[log.page > 1 ? `Mail, page ${log.page}` : 'Mail', 'Secretariat']}
        failed={actionData !== undefined}
      />
      <ErrorSummary errors={actionData ? [{ message: actionData.refusal.sentence }] : []} />
      {resent && !actionData ? (
        <Notice kind="success" live title="The mail goes out once more, as a mail of its own." />
      ) : null}
      <PageHeading
        actions={log.hasOutbox ? <Link to="/admin/outbox">Read it in the outbox</Link> : undefined}
        lead={trouble.length > 0 ? trouble.join(' ') : undefined}
        meta={`${formatCount(log.total, 'mails')}${isFiltered ? ' as chosen' : ''}. What mails say is not kept for reading here.`}
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
