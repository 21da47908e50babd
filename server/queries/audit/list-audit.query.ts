import { sql } from 'drizzle-orm';
import { inTransaction, requirePermission, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

export const auditKinds = [
  'decision',
  'round',
  'extension',
  'compilation',
  'publication',
  'plan',
  'library',
  'report_section',
  'comparability',
  'assignment',
  'invitation',
  'person',
] as const;
export type AuditKind = (typeof auditKinds)[number];

export type AuditEntry = {
  key: string;
  at: string;
  kind: AuditKind;
  /** What was done: a transition of a report, "open", "given", "revoked", "disabled" … */
  event: string;
  by: string;
  round: string | null;
  reporter: string | null;
  /** What it was done to, where that is neither a round nor a report: a person's name, an address, a number. */
  subject: string | null;
  detail: Record<string, unknown>;
};

export type Audit = { entries: AuditEntry[]; total: number; page: number; pages: number };

export const auditPageSize = 50;

/** Who did what, newest first: moves of reports, roles, accounts, rounds, the plan, compilations, publications. */
export function listAudit(
  context: UseCaseContext,
  input: { page: number; kind?: AuditKind | undefined },
): Promise<Audit> {
  requirePermission(context, 'audit.read');
  return inTransaction(context, async (tx) => {
    const wanted = sql`(${input.kind ?? null}::text is null or kind = ${input.kind ?? null}::text)`;
    const [counted] = await tx.execute<{ total: number }>(sql`
      select count(*)::integer as total from tracker.audit_entry where ${wanted}`);
    const total = counted?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / auditPageSize));
    const page = Math.min(input.page, pages);
    const entries = await tx.execute<AuditEntry>(sql`
      select e.entry_key as key, to_json(e.happened_at)#>>'{}' as at, e.kind, e.event, e.by_name as by,
        e.round_code as round, e.reporter_code as reporter,
        case when e.kind in ('person', 'assignment') then coalesce(p.name, e.subject_key)
          else e.subject_key end as subject, e.detail
      from tracker.audit_entry e
      left join auth.person p on e.kind in ('person', 'assignment') and p.id = e.subject_key
      where ${wanted}
      order by e.happened_at desc, e.entry_key desc
      limit ${auditPageSize} offset ${(page - 1) * auditPageSize}`);
    return { entries: [...entries], total, page, pages };
  });
}
