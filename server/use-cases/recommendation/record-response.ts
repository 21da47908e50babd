import { sql } from 'drizzle-orm';
import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  checkFollowUp,
  checkResponse,
  type TypedFollowUp,
  type TypedResponse,
} from '#server/domain/recommendation/recommendation.rules.ts';
import { loadRecommendationLists } from '#server/loaders/recommendation/load-recommendations.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { recordRevision } from '#server/operation/record-revision.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { lockRecommendation } from './lock-recommendation.ts';

type Target = {
  item: string;
  code: string;
  /** The version of the recommendation that was read. */
  version: number;
  requestId?: string | undefined;
};

/**
 * Records what a state or body says to a recommendation. What it said before stays in the history. Throws BAD_INPUT with
 * the fields at fault, NOT_FOUND, and CONFLICT when somebody else changed the recommendation first.
 */
export function recordResponse(
  context: OperationContext,
  input: Target & { fields: TypedResponse },
): Promise<{ code: string }> {
  return runOperation(
    context,
    { permission: 'recommendation.write', once: 'recommendation.respond' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const stored = await lockRecommendation(tx, input);
      const at = run.now().toISOString();
      const { response, problems } = checkResponse(
        input.fields,
        stored,
        await loadRecommendationLists(tx),
        at.slice(0, 10),
      );
      requireNoProblems(problems);
      await tx.execute(sql`
        insert into tracker.recommendation_response (recommendation_id, version, reporter_id, kind, reason,
          responded_on, due_on, activities, indicators, source, recorded_by, recorded_at)
        select ${stored.id}, ${stored.version}, r.id, ${response.kind}, ${response.reason}, ${response.on}::date,
          ${response.dueOn}::date, ${sql.param(response.activities)}::text[],
          ${sql.param(response.indicators)}::text[], ${response.source}, ${personId}, ${at}::timestamptz
        from tracker.reporter r where r.code = ${response.by}`);
      await recordRevision(run, at, {
        subject: 'recommendation',
        key: `${input.item}/${input.code}`,
        after: { event: 'responded', version: stored.version, ...response },
      });
      return { code: input.code };
    },
  );
}

/**
 * Records how far a state or body has come with a recommendation that it accepted. Throws BAD_INPUT with the fields at
 * fault, NOT_FOUND, and CONFLICT when somebody else changed the recommendation first.
 */
export function recordFollowUp(
  context: OperationContext,
  input: Target & { fields: TypedFollowUp },
): Promise<{ code: string }> {
  return runOperation(
    context,
    { permission: 'recommendation.write', once: 'recommendation.recordStatus' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const stored = await lockRecommendation(tx, input);
      const at = run.now().toISOString();
      const { followUp, problems } = checkFollowUp(input.fields, stored, at.slice(0, 10));
      requireNoProblems(problems);
      await tx.execute(sql`
        insert into tracker.recommendation_status (recommendation_id, reporter_id, status, as_of, note, recorded_by,
          recorded_at)
        select ${stored.id}, r.id, ${followUp.status}, ${followUp.on}::date, ${followUp.note}, ${personId},
          ${at}::timestamptz
        from tracker.reporter r where r.code = ${followUp.by}`);
      await recordRevision(run, at, {
        subject: 'recommendation',
        key: `${input.item}/${input.code}`,
        after: { event: 'status_recorded', ...followUp },
      });
      return { code: input.code };
    },
  );
}
