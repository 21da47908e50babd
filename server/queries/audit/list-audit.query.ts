import { type SQL, sql } from 'drizzle-orm';
import type { AuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type AuditEntry = {
  /** Its number in the chain. */
  sequence: number;
  at: string;
  kind: string;
  /** What was done: a transition of a report, "open", "given", "revoked", "disabled" … */
  event: string;
  /** Null: at the server, by nobody who was signed in. */
  by: string | null;
  round: string | null;
  reporter: string | null;
  /** What it was done to, where that is neither a round nor a report: a person's name, a number. */
  subject: string | null;
  detail: Record<string, unknown>;
};

export type Audit = {
  entries: AuditEntry[];
  total: number;
  page: number;
  pages: number;
  /** The newest entry of the whole chain: noted outside, its hash shows later whether anything was taken away. */
  head: { sequence: number; hash: string } | null;
  /** What the filter can choose from. */
  choices: { people: { id: string; name: string }[]; rounds: string[]; reporters: string[] };
};

export const auditPageSize = 50;

/** A condition on an entry `e` and its person `p`, its subject `s`. */
export function matchAudit(filter: AuditFilter): SQL {
  const text = (value: string | undefined) => sql`${value ?? null}::text`;
  const part = filter.subject ? `%${filter.subject.replace(/[\\%_]/g, '\\$&')}%` : undefined;
  return sql`(${text(filter.kind)} is null or e.kind = ${text(filter.kind)})
    and (${text(filter.person)} is null or e.person_id = ${text(filter.person)})
    and (${text(filter.round)} is null or e.round_code = ${text(filter.round)})
    and (${text(filter.reporter)} is null or e.reporter_code = ${text(filter.reporter)})
    and (${text(part)} is null or coalesce(s.name, e.subject) ilike ${text(part)})
    and (${text(filter.from)} is null or e.at >= ${text(filter.from)}::date at time zone 'UTC')
    and (${text(filter.to)} is null or e.at < (${text(filter.to)}::date + 1) at time zone 'UTC')`;
}

/** Entries with who did it and to whom it was done; reasons from the record itself, for those who may read it. */
export const auditEntries = sql`tracker.audit_entry e
  left join auth.person p on p.id = e.person_id
  left join auth.person s on e.kind in ('person', 'assignment', 'access_review', 'record', 'sign_in') and s.id = e.subject`;

export const auditColumns = sql`e.sequence::integer as sequence, to_json(e.at)#>>'{}' as at, e.kind, e.event,
  p.name as by, e.round_code as round, e.reporter_code as reporter, coalesce(s.name, e.subject) as subject, e.detail ||
  case when e.kind in ('decision', 'extension') then coalesce((select jsonb_build_object('reason', d.reason)
      from tracker.decision d where e.source = 'decision' and d.id::text = (select k from jsonb_object_keys(e.row_hashes) k limit 1)),
    (select jsonb_build_object('reason', t.reason) from tracker.extension t
      where e.source = 'extension' and t.id::text = (select k from jsonb_object_keys(e.row_hashes) k limit 1)),
    '{"reason": ""}')
  else '{}' end as detail`;

/** Who did what, newest first, with the head of the chain. */
export function listAudit(context: OperationContext, input: AuditFilter & { page: number }): Promise<Audit> {
  return runOperation(context, { permission: 'audit.read' }, {}, async ({ tx }) => {
    const wanted = matchAudit(input);
    const [counted] = await tx.execute<{ total: number }>(sql`
      select count(*)::integer as total from ${auditEntries} where ${wanted}`);
    const total = counted?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / auditPageSize));
    const page = Math.min(input.page, pages);
    const entries = await tx.execute<AuditEntry>(sql`
      select ${auditColumns} from ${auditEntries} where ${wanted}
      order by e.at desc, e.sequence desc
      limit ${auditPageSize} offset ${(page - 1) * auditPageSize}`);
    const [head] = await tx.execute<{ sequence: number; hash: string }>(sql`
      select sequence::integer as sequence, hash from tracker.audit_entry e order by e.sequence desc limit 1`);
    const [choices] = await tx.execute<Audit['choices']>(sql`
      select coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name)
          from auth.person p where exists (select from tracker.audit_entry e where e.person_id = p.id)), '[]') as people,
        coalesce((select json_agg(r.code order by r.period_start desc) from tracker.round r), '[]') as rounds,
        coalesce((select json_agg(r.code order by r.kind desc, r.code) from tracker.reporter r), '[]') as reporters`);
    return {
      entries: [...entries],
      total,
      page,
      pages,
      head: head ?? null,
      choices: choices ?? { people: [], rounds: [], reporters: [] },
    };
  });
}
