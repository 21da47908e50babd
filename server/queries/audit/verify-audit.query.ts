import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Statements } from '#db/sql.ts';
import {
  type ChainedEntry,
  createChainVerifier,
  describeRowFault,
  parseNotedHash,
} from '#server/domain/audit/chain.rules.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type AuditVerdict = {
  /** How many entries hold together, from the first on. */
  entries: number;
  /** The hash of the last of them. */
  head: string;
  /** At which entry a hash stands that was noted before; null: none was given, or it is not there. */
  notedAt: number | null;
  /** Everything that is not as it was written, the first entry at fault before all. */
  faults: string[];
  /** Further records at fault that are not listed. */
  more: number;
};

const hashOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const faultsShown = 100;
const blockSize = 1000;

const rowFaultShape = {
  source: z.string(),
  rowKey: z.string(),
  fault: z.enum(['altered', 'removed', 'inserted']),
  sequence: z.number().nullable(),
};

const chainedEntryShape = {
  sequence: z.string(),
  at: z.string(),
  personId: z.string().nullable(),
  kind: z.string(),
  event: z.string(),
  roundCode: z.string().nullable(),
  reporterCode: z.string().nullable(),
  subject: z.string().nullable(),
  detail: z.string(),
  source: z.string().nullable(),
  rowHashes: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
};

/**
 * Checks the whole chain, entry by entry, and then every record of the tables behind it. Entries come in blocks, so a
 * long chain takes time and no memory.
 *
 * @param noted the hash of an entry that was written down outside
 */
export async function verifyAudit(tx: Statements, noted: string | null): Promise<AuditVerdict> {
  const chain = createChainVerifier(hashOf, noted);
  const faults: string[] = [];
  for (let after = '-1', whole = true; whole; ) {
    const block: ChainedEntry[] = await readRows(
      tx,
      chainedEntryShape,
      sql`select sequence::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
        person_id as "personId", kind, event, round_code as "roundCode", reporter_code as "reporterCode", subject,
        detail::text, source, row_hashes::text as "rowHashes", previous_hash as "previousHash", hash
      from tracker.audit_entry e where e.sequence > ${after}::bigint order by e.sequence limit ${blockSize}`,
    );
    whole = block.length === blockSize;
    for (const entry of block) {
      after = entry.sequence;
      const fault = chain.add(entry);
      if (!fault) continue;
      faults.push(fault.sentence);
      whole = false;
      break;
    }
  }
  const end = chain.end();
  if (end.fault && faults.length === 0) faults.push(end.fault.sentence);
  const rows = await readRows(
    tx,
    rowFaultShape,
    sql`select source, row_key as "rowKey", fault, sequence::integer
    from tracker.list_audit_row_faults() order by sequence nulls last, source, row_key`,
  );
  faults.push(...rows.slice(0, faultsShown).map(describeRowFault));
  return {
    entries: end.entries,
    head: end.head,
    notedAt: end.notedAt,
    faults,
    more: Math.max(0, rows.length - faultsShown),
  };
}

/** Whether the chain and the records behind it are as they were written. Throws BAD_INPUT for what is no hash. */
export async function getAuditVerdict(
  context: OperationContext,
  input: { noted?: string | undefined },
): Promise<AuditVerdict> {
  const typed = (input.noted ?? '').trim();
  const noted = typed === '' ? null : parseNotedHash(typed);
  if (typed !== '' && noted === null) {
    requireNoProblems([
      { path: 'noted', message: 'Enter the whole hash: 64 letters and digits from 0 to f.' },
    ]);
  }
  return runOperation(context, { permission: 'audit.read' }, {}, ({ tx: { sql: tx } }) =>
    verifyAudit(tx, noted),
  );
}
