import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type RowOf, readRows } from '#db/rows.ts';
import { cooperationComment } from '#db/schema/reporting-country.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type WriteCommentInput = {
  round: string;
  /** The cooperating body that speaks, and the activity that another body leads. */
  reporter: string;
  activity: string;
  comment: string;
  requestId?: string | undefined;
};

/** The most that a comment takes. */
const longestComment = 4000;

/**
 * A cooperating body's word on what the lead body has written of an activity; the lead body reads it beside its form.
 * Throws NOT_FOUND when the body does not cooperate in the activity, NOT_OPEN once the lead body's report is out of
 * its hands.
 */
export function saveComment(context: OperationContext, input: WriteCommentInput): Promise<{ id: number }> {
  return runOperation(
    context,
    { permission: 'report.comment', once: 'cooperation.write', resource: findPlace },
    input,
    async ({ tx, personId, resource: place }) => {
      const comment = normaliseText(input.comment).trim();
      const problem = comment === '' ? 'Write a comment.' : findTextProblem(comment, longestComment);
      requireNoProblems(problem ? [{ path: 'comment', message: problem }] : []);
      if (!place.open) {
        throw new DomainError('NOT_OPEN', 'The lead body has sent its report, so comments are closed.');
      }
      const [made] = await tx
        .insert(cooperationComment)
        .values({
          submissionId: place.submission_id,
          activityId: place.activity_id,
          bodyReporterId: place.body_reporter_id,
          comment,
          writtenBy: personId,
          writtenAt: context.now().toISOString(),
        })
        .returning({ id: cooperationComment.id });
      if (!made) throw new Error('The database either writes or refuses.');
      return { id: made.id };
    },
  );
}

const placeShape = {
  submission_id: z.number(),
  activity_id: z.number(),
  body_reporter_id: z.number(),
  open: z.boolean(),
  reporter: z.object({ code: z.string() }),
};
type Place = RowOf<typeof placeShape>;

/** The activity in the lead body's report, where the body cooperates in it. */
async function findPlace({ tx }: Pick<Run, 'tx'>, input: WriteCommentInput): Promise<Place> {
  const [place] = await readRows(
    tx,
    placeShape,
    sql`
    select c.submission_id, c.activity_id, c.body_reporter_id, c.open, json_build_object('code', own.code) as reporter
    from tracker.round r
    cross join lateral tracker.list_cooperation(r.id) c
    join tracker.activity a on a.id = c.activity_id and a.code = ${input.activity}
    join tracker.reporter own on own.id = c.body_reporter_id and own.code = ${input.reporter}
    where r.code = ${input.round}`,
  );
  if (!place) {
    throw new DomainError(
      'NOT_FOUND',
      `${input.reporter} does not cooperate in "${input.activity}" in ${input.round}.`,
    );
  }
  return place;
}
