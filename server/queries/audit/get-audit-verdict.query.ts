import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { readNotedHash } from '#server/domain/audit/chain.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type AuditVerdict, verifyAudit } from './verify-audit.query.ts';
import { runOperation } from '#server/operation/run-operation.ts';

/** Whether the chain and the records behind it are as they were written. Throws BAD_INPUT for what is no hash. */
export async function getAuditVerdict(
  context: OperationContext,
  input: { noted?: string | undefined },
): Promise<AuditVerdict> {
  const typed = (input.noted ?? '').trim();
  const noted = typed === '' ? null : readNotedHash(typed);
  if (typed !== '' && noted === null) {
    refuseBadInput([{ path: 'noted', message: 'Enter the whole hash: 64 letters and digits from 0 to f.' }]);
  }
  return runOperation(context, { permission: 'audit.read' }, {}, ({ tx: { sql: tx } }) =>
    verifyAudit(tx, noted),
  );
}
