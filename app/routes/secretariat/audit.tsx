import { Form, Link } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { ListFileLink } from '#app/features/forms/list-file-link.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import {
  type AuditFilter,
  parseAuditFilter,
  serialiseAuditFilter,
  auditKinds,
} from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/audit';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { Audit, AuditEntry, AuditVerdict } from '#app/contract.ts';
import { auditKindLabels, findAuditPath, describeAuditEntry } from '#app/features/audit/audit-words.ts';
import styles from './audit.module.css';
import { Button } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const { filter, unreadable } = parseAuditFilter(search);
  const asked = Number(search.get('page'));
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1;
  const audit = await ask(requestId, () => caller.audit.list({ page, ...filter }));
  return { audit, filter, unreadable, mayFollow: can(await viewer(), 'review.read') };
}

/** Checks the chain. It changes nothing, but takes time: so it is asked for by a button, and by no address. */
export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ noted: text }, ({ noted }) => posted.caller.audit.verify({ noted: noted.slice(0, 200) })),
  });
}

export default function AuditPage({ loaderData, actionData }: Route.ComponentProps) {
  const { audit, filter, unreadable, mayFollow } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const narrowed = serialiseAuditFilter(filter);
  const count = formatCount(audit.total, 'entries');
  return (
    <>
      <PageTitle
        parts={[audit.page > 1 ? `Audit, page ${audit.page}` : 'Audit', 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <PageHeading
        lead={`${count}${narrowed ? ' as chosen' : ''}. Entries cannot be changed or removed.`}
        actions={
          <>
            <Link reloadDocument to={`/secretariat/audit.csv${narrowed ? `?${narrowed}` : ''}`}>
              {narrowed ? 'Download these (CSV)' : 'Download all (CSV)'}
            </Link>
            <ListFileLink list="audit" search={narrowed} />
          </>
        }
      >
        What people did
      </PageHeading>
      <AuditFilterForm key={narrowed} filter={filter} unreadable={unreadable} choices={audit.choices} />
      <AuditTable entries={audit.entries} mayFollow={mayFollow} />
      <Pagination
        page={audit.page}
        pages={audit.pages}
        label="Pages of the audit"
        hrefFor={(page) => `?${serialiseAuditFilter(filter, page)}`}
      />
      <AuditCheck
        head={audit.head}
        sendTo={`/secretariat/audit${narrowed ? `?${narrowed}` : ''}`}
        verdict={actionData?.shown ?? null}
        typed={actionData?.typed.noted ?? ''}
        problem={refusal?.fields.find(({ path }) => path === 'noted')?.message}
      />
    </>
  );
}

interface AuditTableProps {
  entries: readonly AuditEntry[];
  /** Whether the viewer can follow entries to the pages of reports and rounds. */
  mayFollow: boolean;
}

/** Entries of the audit, newest first. */
function AuditTable({ entries, mayFollow }: AuditTableProps) {
  return (
    <DataTable
      caption="Entries, newest first; times are in UTC"
      narrow="stack"
      dense
      rows={entries}
      rowKey={({ sequence }) => sequence}
      empty="No entry matches."
      columns={[
        {
          key: 'what',
          header: 'What',
          rowHeader: true,
          cell: (entry) => {
            const open = mayFollow || ['publication', 'access_review'].includes(entry.kind);
            const path = open ? findAuditPath(entry) : null;
            const reason = typeof entry.detail.reason === 'string' ? entry.detail.reason : '';
            return (
              <>
                {path ? <Link to={path}>{describeAuditEntry(entry)}</Link> : describeAuditEntry(entry)}
                {reason ? <span className={styles.reason}>{reason}</span> : null}
              </>
            );
          },
        },
        {
          key: 'who',
          header: 'Who',
          cell: ({ by, kind }) =>
            by ?? (
              <span className={styles.nobody}>{kind === 'sign_in' ? 'not signed in' : 'on the server'}</span>
            ),
        },
        { key: 'when', header: 'When', nowrap: true, cell: ({ at }) => <DateText iso={at} withTime /> },
        { key: 'number', header: 'Entry', numeric: true, cell: ({ sequence }) => sequence },
      ]}
    />
  );
}

interface AuditFilterFormProps {
  filter: AuditFilter;
  /** Fields of the address that could not be read. */
  unreadable: readonly (keyof AuditFilter)[];
  choices: Audit['choices'];
}

/** Narrows the audit; what is chosen stands in the address. */
function AuditFilterForm({ filter, unreadable, choices }: AuditFilterFormProps) {
  const listed = (codes: readonly string[]) => codes.map((code) => ({ value: code, label: code }));
  const badDay = (key: 'from' | 'to') => (unreadable.includes(key) ? 'Enter a date.' : undefined);
  return (
    <Form method="get" className={styles.filter} role="search" aria-label="Audit">
      <SelectField
        id="kind"
        name="kind"
        label="About"
        placeholder="Anything"
        options={auditKinds.map((kind) => ({ value: kind, label: auditKindLabels[kind] }))}
        defaultValue={filter.kind ?? ''}
      />
      <SelectField
        id="person"
        name="person"
        label="Who"
        placeholder="Anybody"
        options={choices.people.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={filter.person ?? ''}
      />
      <SelectField
        id="reporter"
        name="reporter"
        label="Reporter"
        placeholder="Any"
        options={listed(choices.reporters)}
        defaultValue={filter.reporter ?? ''}
      />
      <SelectField
        id="round"
        name="round"
        label="Round"
        placeholder="Any"
        options={listed(choices.rounds)}
        defaultValue={filter.round ?? ''}
      />
      <TextField
        id="subject"
        name="subject"
        label="To whom or what"
        width={20}
        defaultValue={filter.subject ?? ''}
      />
      <TextField
        id="from"
        name="from"
        type="date"
        label="From"
        width={10}
        defaultValue={filter.from ?? ''}
        error={badDay('from')}
      />
      <TextField
        id="to"
        name="to"
        type="date"
        label="To"
        width={10}
        defaultValue={filter.to ?? ''}
        error={badDay('to')}
      />
      <Button variant="secondary">Show</Button>
      {Object.keys(filter).length > 0 ? <Link to="/secretariat/audit">Show all</Link> : null}
    </Form>
  );
}

/** What a check of the chain has found. */
function AuditVerdictNotice({ verdict }: { verdict: AuditVerdict }) {
  const { entries, notedAt, faults, more } = verdict;
  if (faults.length === 0) {
    return (
      <Notice kind="success" live title={`All ${entries} entries are intact, and every record matches them.`}>
        {notedAt === null ? null : <p>The hash you entered belongs to entry {notedAt}.</p>}
      </Notice>
    );
  }
  return (
    <Notice kind="warning" live title="The audit has been altered.">
      <ul className={styles.faults}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
        {more > 0 ? <li>{more} more records have been altered.</li> : null}
      </ul>
    </Notice>
  );
}

interface AuditCheckProps {
  head: Audit['head'];
  /** The address of this page with its filter, so that the answer keeps it. */
  sendTo: string;
  typed: string;
  problem: string | undefined;
  /** What a check has found, where one was asked for. */
  verdict: AuditVerdict | null;
}

/** The hash to be noted outside, and the check of everything against it. */
function AuditCheck({ head, sendTo, typed, problem, verdict }: AuditCheckProps) {
  return (
    <Section
      id="check"
      title="Check that nothing was altered"
      lead="Each entry is sealed together with the one before it, so any entry that is altered, removed or inserted is found. Write this hash down outside the tracker from time to time: with it you can also find out whether the newest entries were removed."
    >
      {verdict ? <AuditVerdictNotice verdict={verdict} /> : null}
      {head ? (
        <p>
          Entry {head.sequence}:{' '}
          <code className={styles.hash} id="head">
            {head.hash}
          </code>
        </p>
      ) : (
        <p>There is no entry yet.</p>
      )}
      <Form
        method="post"
        action={`${sendTo}#check`}
        className={styles.check}
        noValidate
        preventScrollReset
        data-print="hide"
      >
        <TextField
          id="noted"
          name="noted"
          label="A hash you wrote down"
          optional
          autoComplete="off"
          spellCheck={false}
          defaultValue={typed}
          error={problem}
        />
        <Button variant="secondary">Check the audit</Button>
      </Form>
    </Section>
  );
}
