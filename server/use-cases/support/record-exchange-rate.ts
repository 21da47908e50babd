import { exchangeRate } from '#db/schema/support.ts';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkExchangeRate } from '#server/domain/support/dollars.calculations.ts';
import type { ExchangeRate } from '#server/domain/support/support.schema.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type RecordExchangeRateInput = ExchangeRate & { requestId?: string | undefined };

/**
 * States what a currency was worth on a day. A rate never changes: a second one for the day is the one that counts, and
 * the first stays in the history. Throws BAD_INPUT with the fields at fault.
 */
export function recordExchangeRate(
  context: OperationContext,
  input: RecordExchangeRateInput,
): Promise<ExchangeRate> {
  return runOperation(context, { permission: 'support.write', once: 'support.rate' }, input, async (run) => {
    const at = context.now().toISOString();
    const { rate, problems } = checkExchangeRate(input, at.slice(0, 10));
    requireNoProblems(problems);
    await run.tx.insert(exchangeRate).values({ ...rate, recordedBy: run.personId, recordedAt: at });
    await recordRevision(run, at, {
      subject: 'support',
      key: `${rate.currency}/${rate.day}`,
      after: { event: 'rate_stated', ...rate },
    });
    return rate;
  });
}
