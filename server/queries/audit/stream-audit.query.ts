import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { AuditFilter } from '#server/domain/audit/audit-filter.schema.ts';
import { columnsNamed, streamCsv } from '#server/exports/csv/write-csv.ts';
import { requirePermission, type OperationContext } from '#server/operation/operation-context.ts';
import { auditColumns, auditEntries, type AuditEntry, matchAudit } from './list-audit.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type Row = AuditEntry & { hash: string };

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
export function openAuditCsv(context: OperationContext, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  requirePermission(context, 'audit.read');
  return streamAudit(context, filter);
}

async function* streamAudit(context: OperationContext, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  for await (const piece of streamCsv(columnsNamed(columns), readBlocks(context, filter))) {
    yield Buffer.from(piece);
  }
}

const rowShape = {
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
  hash: z.string(),
};

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
