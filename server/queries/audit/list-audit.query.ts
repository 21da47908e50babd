import { type SQL, sql, desc } from 'drizzle-orm';
import { z } from 'zod';
import { readRows, type RowOf } from '#db/rows.ts';
import { auditEntry } from '#db/schema/audit.ts';
import type { AuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { type OperationContext, requirePermission } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { listColumnsNamed, serialiseCsvPages } from '#server/exports/csv/serialise-csv.ts';

/** One entry of the audit, as people read it. */
export const auditEntryShape = {
  /** Its number in the chain. */
  sequence: z.number(),
  at: z.string(),
  kind: z.string(),
  /** What was done: a transition of a report, "open", "given", "revoked", "disabled" … */
  event: z.string(),
  /** Null: at the server, by nobody who was signed in. */
  by: z.string().nullable(),
  round: z.string().nullable(),
  reporter: z.string().nullable(),
  /** What it was done to, where that is neither a round nor a report: a person's name, a number. */
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
};

export type AuditEntry = RowOf<typeof auditEntryShape>;

const choicesShape = {
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  rounds: z.array(z.string()),
  reporters: z.array(z.string()),
};

export type Audit = {
  entries: AuditEntry[];
  total: number;
  page: number;
  pages: number;
  /** The newest entry of the whole chain: noted outside, its hash shows later whether anything was taken away. */
  head: { sequence: number; hash: string } | null;
  /** What the filter can choose from. */
  choices: RowOf<typeof choicesShape>;
};

export const auditPageSize = 50;

/** A condition on an entry `e` and its person `p`, its subject `s`. */
function matchAudit(filter: AuditFilter): SQL {
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
const auditEntries = sql`tracker.audit_entry e
  left join auth.person p on p.id = e.person_id
  left join auth.person s on e.kind in ('person', 'assignment', 'access_review', 'record', 'sign_in') and s.id = e.subject`;

const auditColumns = sql`e.sequence::integer as sequence, to_json(e.at)#>>'{}' as at, e.kind, e.event,
  p.name as by, e.round_code as round, e.reporter_code as reporter, coalesce(s.name, e.subject) as subject, e.detail ||
  case when e.kind in ('decision', 'extension') then coalesce((select jsonb_build_object('reason', d.reason)
      from tracker.decision d where e.source = 'decision' and d.id::text = (select k from jsonb_object_keys(e.row_hashes) k limit 1)),
    (select jsonb_build_object('reason', t.reason) from tracker.extension t
      where e.source = 'extension' and t.id::text = (select k from jsonb_object_keys(e.row_hashes) k limit 1)),
    '{"reason": ""}')
  else '{}' end as detail`;

/** What people did, newest first, with the head of the chain. */
export function listAudit(context: OperationContext, input: AuditFilter & { page: number }): Promise<Audit> {
  return runOperation(context, { permission: 'audit.read' }, {}, async ({ tx }) => {
    const wanted = matchAudit(input);
    const [counted] = await readRows(
      tx,
      { total: z.number() },
      sql`select count(*)::integer as total from ${auditEntries} where ${wanted}`,
    );
    const total = counted?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / auditPageSize));
    const page = Math.min(input.page, pages);
    const entries = await readRows(
      tx,
      auditEntryShape,
      sql`select ${auditColumns} from ${auditEntries} where ${wanted}
      order by e.at desc, e.sequence desc
      limit ${auditPageSize} offset ${(page - 1) * auditPageSize}`,
    );
    const [head] = await tx
      .select({ sequence: auditEntry.sequence, hash: auditEntry.hash })
      .from(auditEntry)
      .orderBy(desc(auditEntry.sequence))
      .limit(1);
    const [choices] = await readRows(
      tx,
      choicesShape,
      sql`select coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name)
          from auth.person p where exists (select from tracker.audit_entry e where e.person_id = p.id)), '[]') as people,
        coalesce((select json_agg(r.code order by r.period_start desc) from tracker.round r), '[]') as rounds,
        coalesce((select json_agg(r.code order by r.kind desc, r.code) from tracker.reporter r), '[]') as reporters`,
    );
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

/** The newest entries that match a filter, at most so many, and how many there are. */
export function listNewestEntries(
  context: OperationContext,
  filter: AuditFilter,
  most: number,
): Promise<{ entries: AuditEntry[]; total: number }> {
  return runOperation(context, { permission: 'audit.read' }, {}, async ({ tx }) => {
    const wanted = matchAudit(filter);
    const [counted] = await readRows(
      tx,
      { total: z.number() },
      sql`select count(*)::integer as total from ${auditEntries} where ${wanted}`,
    );
    const entries = await readRows(
      tx,
      auditEntryShape,
      sql`select ${auditColumns} from ${auditEntries} where ${wanted}
      order by e.at desc, e.sequence desc limit ${most}`,
    );
    return { entries: [...entries], total: counted?.total ?? 0 };
  });
}

const rowShape = { ...auditEntryShape, hash: z.string() };
type Row = RowOf<typeof rowShape>;

const columns = [
  'sequence',
  'at',
  'by',
  'kind',
  'event',
  'round',
  'reporter',
  'subject',
  'detail',
  'hash',
] as const satisfies (keyof Row)[];

const blockSize = 1000;

/**
 * The entries that match a filter as CSV, oldest first, in blocks: memory stays flat however many there are. Cells that
 * a spreadsheet would run as a formula are made text.
 */
export function streamAuditCsv(context: OperationContext, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  requirePermission(context, 'audit.read');
  return streamAudit(context, filter);
}

async function* streamAudit(context: OperationContext, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  for await (const piece of serialiseCsvPages(listColumnsNamed(columns), readBlocks(context, filter))) {
    yield Buffer.from(piece);
  }
}

async function* readBlocks(context: OperationContext, filter: AuditFilter): AsyncGenerator<readonly Row[]> {
  let after = 0;
  for (;;) {
    const rows = await runOperation(context, { permission: 'audit.read' }, {}, ({ tx }) =>
      readRows(
        tx,
        rowShape,
        sql`select ${auditColumns}, e.hash from ${auditEntries}
        where e.sequence > ${after} and ${matchAudit(filter)} order by e.sequence limit ${blockSize}`,
      ),
    );
    yield rows;
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < blockSize) return;
  }
}
