import { sql } from 'drizzle-orm';
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

async function* readBlocks(context: OperationContext, filter: AuditFilter): AsyncGenerator<readonly Row[]> {
  let after = 0;
  for (;;) {
    const rows = await runOperation(context, { permission: 'audit.read' }, {}, ({ tx }) =>
      tx.execute<Row>(sql`
        select ${auditColumns}, e.hash from ${auditEntries}
        where e.sequence > ${after} and ${matchAudit(filter)} order by e.sequence limit ${blockSize}`),
    );
    yield rows;
    after = rows.at(-1)?.sequence ?? after;
    if (rows.length < blockSize) return;
  }
}
