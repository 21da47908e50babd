import { data, Link } from 'react-router';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { Pagination } from '#app/components/pagination.tsx';
import { AuditCheck } from '#app/features/audit/audit-check.tsx';
import { AuditFilterForm } from '#app/features/audit/audit-filter-form.tsx';
import { AuditTable } from '#app/features/audit/audit-table.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { readAuditFilter, writeAuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { Route } from './+types/audit';
import { formatCount } from '#server/domain/language/format-counts.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const { filter, unreadable } = readAuditFilter(search);
  const asked = Number(search.get('page'));
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1;
  const audit = await ask(requestId, () => caller.audit.list({ page, ...filter }));
  return { audit, filter, unreadable, mayFollow: can(await viewer(), 'review.read') };
}

/** Checks the chain. It changes nothing, but takes time: so it is asked for by a button, and by no address. */
export async function action({ context }: Route.ActionArgs) {
  const { caller, requestId } = context.get(requestContext);
  const typed = String(readForm(context).get('noted') ?? '');
  const outcome = await attempt(requestId, () => caller.audit.verify({ noted: typed.slice(0, 200) }));
  return outcome.ok
    ? data({ verdict: outcome.value, refusal: null, typed })
    : data({ verdict: null, refusal: outcome.refusal, typed }, { status: getRefusalStatus(outcome.refusal) });
}

export default function AuditPage({ loaderData, actionData }: Route.ComponentProps) {
  const { audit, filter, unreadable, mayFollow } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const narrowed = writeAuditFilter(filter);
  const count = formatCount(audit.total, 'entries');
  return (
    <>
      <PageTitle
        parts={[audit.page > 1 ? `Audit, page ${audit.page}` : 'Audit', 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <PageHeading
        lead={`${count}${narrowed ? ' as chosen' : ''}. Nothing here can be changed or removed.`}
        actions={
          <Link reloadDocument to={`/secretariat/audit.csv${narrowed ? `?${narrowed}` : ''}`}>
            {narrowed ? 'These as CSV' : 'All as CSV'}
          </Link>
        }
      >
        Who did what
      </PageHeading>
      <AuditFilterForm key={narrowed} filter={filter} unreadable={unreadable} choices={audit.choices} />
      <AuditTable entries={audit.entries} mayFollow={mayFollow} />
      <Pagination
        page={audit.page}
        pages={audit.pages}
        label="Pages of the audit"
        hrefFor={(page) => `?${writeAuditFilter(filter, page)}`}
      />
      <AuditCheck
        head={audit.head}
        sendTo={`/secretariat/audit${narrowed ? `?${narrowed}` : ''}`}
        verdict={actionData?.verdict ?? null}
        typed={actionData?.typed ?? ''}
        problem={refusal?.fields.find(({ path }) => path === 'noted')?.message}
      />
    </>
  );
}
