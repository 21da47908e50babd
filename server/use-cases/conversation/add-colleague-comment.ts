import { colleagueComment } from '#db/schema/reporting-country.ts';
import { longestColleagueComment } from '#server/domain/conversation/mentions.rules.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import {
  loadColleagues,
  loadTalkItem,
  type TalkPlace,
} from '#server/loaders/conversation/load-colleagues.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';
import { queueMentions } from '#server/notifications/queue-desk-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

export type ColleagueCommentInput = TalkPlace & {
  round: string;
  reporter: string;
  text: string;
  requestId?: string | undefined;
};

/**
 * Says something about an item of a report to the colleagues of the same state or body who see the item, whatever the
 * status of the report. Those whom it mentions by "@" and their name are told; the mail holds none of its words and does
 * not name the item, for the secretariat reads the log of mail. Answers who was told. Throws BAD_INPUT at "text",
 * NOT_FOUND for an item that the viewer does not see.
 */
export function addColleagueComment(
  context: OperationContext,
  input: ColleagueCommentInput,
): Promise<{ id: number; told: string[] }> {
  return runOperation(
    context,
    { permission: 'report.read', once: 'conversation.comment', resource: createReportLoader('none') },
    input,
    async (run) => {
      const { tx, personId, viewer, resource: submission } = run;
      const { round, reporter, subject, code } = input;
      const text = normaliseText(input.text).trim();
      const problem = text === '' ? 'Write a comment first.' : findTextProblem(text, longestColleagueComment);
      requireNoProblems(problem ? [{ path: 'text', message: problem }] : []);
      const item = await loadTalkItem(tx, submission.id, { subject, code });
      if (!item) throw new DomainError('NOT_FOUND', `"${code}" is not part of this report.`);
      const at = context.now().toISOString();
      const { activityId, indicatorId } = item;
      const [added] = await tx
        .insert(colleagueComment)
        .values({
          submissionId: submission.id,
          activityId,
          indicatorId,
          text,
          writtenBy: personId,
          writtenAt: at,
        })
        .returning({ id: colleagueComment.id });
      if (!added) throw new Error('An insert of one row returns one row.');
      const told = await queueMentions(
        tx,
        {
          text,
          colleagues: await loadColleagues(tx, submission.id, item),
          where: `the report of ${submission.reporter.name} for ${round}`,
          path: `/workspace/${round}/colleagues/${subject}/${encodeURIComponent(code)}?reporter=${encodeURIComponent(reporter)}`,
          key: `colleague_comment/${added.id}`,
          by: { id: personId, name: viewer.name },
          submissionId: submission.id,
        },
        at,
      );
      return { id: added.id, told };
    },
  );
}
