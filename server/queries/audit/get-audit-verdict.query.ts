import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { readNotedHash } from '#server/domain/audit/chain.rules.ts';
import {
  inTransaction,
  requirePermission,
  type OperationContext,
} from '#server/operation/operation-context.ts';
import { type AuditVerdict, verifyAudit } from './verify-audit.query.ts';

/** Whether the chain and the records behind it are as they were written. Throws BAD_INPUT for what is no hash. */
export async function getAuditVerdict(
  context: OperationContext,
  input: { noted?: string | undefined },
): Promise<AuditVerdict> {
  requirePermission(context, 'audit.read');
  const typed = (input.noted ?? '').trim();
  const noted = typed === '' ? null : readNotedHash(typed);
  if (typed !== '' && noted === null) {
    refuseBadInput([{ path: 'noted', message: 'Enter the whole hash: 64 letters and digits from 0 to f.' }]);
  }
  return inTransaction(context, ({ sql: tx }) => verifyAudit(tx, noted));
}
