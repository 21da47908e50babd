import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { Pagination } from '#app/components/pagination.tsx';
import { ask } from '#app/features/errors/ask.ts';
import type { AuditEntry } from '#app/features/people/answers.ts';
import { auditKindLabels, findAuditPath, sayAuditEntry } from '#app/features/people/audit-words.ts';
import styles from '#app/features/people/people.module.css';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/audit';

const kinds = Object.keys(auditKindLabels) as AuditEntry['kind'][];

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const kind = kinds.find((known) => known === search.get('kind'));
  const asked = Number(search.get('page'));
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1;
  const audit = await ask(requestId, () => caller.audit.list({ page, ...(kind ? { kind } : {}) }));
  return { audit, kind: kind ?? null, mayFollow: can(await viewer(), 'review.read') };
}

const buildPath = (kind: string | null, page = 1) => {
  const search = new URLSearchParams({
    ...(kind ? { kind } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return `?${search}`;
};

export default function AuditPage({ loaderData }: Route.ComponentProps) {
  const { audit, kind, mayFollow } = loaderData;
  return (
    <>
      <PageTitle parts={[audit.page > 1 ? `Audit, page ${audit.page}` : 'Audit', 'Secretariat']} />
      <PageHeading
        lead={`${audit.total === 1 ? '1 entry' : `${audit.total} entries`}${kind ? ` on ${auditKindLabels[kind].toLowerCase()}` : ''}. Nothing here can be changed or removed.`}
      >
        Who did what
      </PageHeading>
      <LinkTabs
        label="Entries by kind"
        tabs={[
          { to: buildPath(null), label: 'All', current: kind === null },
          ...kinds.map((one) => ({ to: buildPath(one), label: auditKindLabels[one], current: kind === one })),
        ]}
      />
      <DataTable
        caption="Entries, newest first; times are in UTC"
        narrow="stack"
        dense
        rows={audit.entries}
        rowKey={({ key }) => key}
        empty="There is no entry of this kind yet."
        columns={[
          {
            key: 'what',
            header: 'What',
            rowHeader: true,
            cell: (entry) => {
              const path = mayFollow || entry.kind === 'publication' ? findAuditPath(entry) : null;
              const reason = typeof entry.detail.reason === 'string' ? entry.detail.reason : '';
              return (
                <>
                  {path ? <Link to={path}>{sayAuditEntry(entry)}</Link> : sayAuditEntry(entry)}
                  {reason ? <span className={styles.reason}>{reason}</span> : null}
                </>
              );
            },
          },
          { key: 'who', header: 'Who', cell: ({ by }) => by },
          { key: 'when', header: 'When', nowrap: true, cell: ({ at }) => <DateText iso={at} withTime /> },
        ]}
      />
      <Pagination
        page={audit.page}
        pages={audit.pages}
        label="Pages of the audit"
        hrefFor={(page) => buildPath(kind, page)}
      />
    </>
  );
}
