import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import { supportStatement } from '#db/schema/support.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { checkStatement, isRepeated } from '#server/domain/support/support.rules.ts';
import type { StatementKind } from '#server/domain/support/support.schema.ts';
import { loadSupports } from '#server/loaders/support/load-support.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type FindResource, runOperation } from '#server/operation/run-operation.ts';

export type AnswerSupportInput = {
  plan: string;
  code: string;
  /** What was read. */
  version: number;
  kind: StatementKind;
  /** What is wrong, for a correction. */
  text: string;
  requestId?: string | undefined;
};

type StoredSupport = { id: number; planId: number; version: number; partner: { code: string } };

const findSupport: FindResource<AnswerSupportInput, StoredSupport> = async ({ tx }, { plan, code }) => {
  const [found] = await readRows(
    tx,
    { id: z.number(), planId: z.number(), version: z.number(), partner: z.object({ code: z.string() }) },
    sql`select s.id, s.plan_id as "planId", tracker.lock_support(s.id) as version,
      json_build_object('code', n.slug) as partner
    from tracker.support s join tracker.plan p on p.id = s.plan_id join tracker.partner n on n.id = s.partner_id
    where p.code = ${plan} and s.code = ${code}`,
  );
  if (!found) throw new DomainError('NOT_FOUND', 'This support does not exist.');
  return found;
};

/**
 * What a partner says about its own support: that it is right, what is wrong, or whether its amounts may be shown. It
 * changes nothing of the support. Throws NOT_FOUND for the support of another, BAD_INPUT at "text", and CONFLICT when
 * the secretariat has changed the support since it was read.
 */
export function answerSupport(
  context: OperationContext,
  input: AnswerSupportInput,
): Promise<{ changed: boolean }> {
  return runOperation(
    context,
    { permission: 'support.answer', once: 'support.answer', resource: findSupport },
    input,
    async ({ tx, personId, resource }) => {
      const [support] = await loadSupports(tx, { plan: resource.planId, code: input.code });
      if (!support) throw new DomainError('NOT_FOUND', 'This support does not exist.');
      if (resource.version !== input.version) {
        throw new DomainError(
          'CONFLICT',
          'The secretariat has changed this support since you opened it. Read it again before you answer.',
        );
      }
      const { amounts, withdrawn } = support.content;
      const { text, problems } = checkStatement(input.kind, input.text, {
        amounts: amounts.length > 0,
        withdrawn,
      });
      requireNoProblems(problems);
      if (isRepeated(input.kind, text, support)) return { changed: false };
      await tx.insert(supportStatement).values({
        supportId: resource.id,
        version: input.version,
        kind: input.kind,
        text,
        saidBy: personId,
        saidAt: context.now().toISOString(),
      });
      return { changed: true };
    },
  );
}
