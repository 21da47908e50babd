import { eq, sql } from 'drizzle-orm';
import { reportApproval, reportFile } from '#db/schema/edition.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import {
  type ApprovalPart,
  findApprovalProblem,
  isInGroup,
  serialiseEditionName,
} from '#server/domain/report/edition.rules.ts';
import { formatCount, formatVerb } from '#server/domain/language/counted-nouns.ts';
import { findTextProblem } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type DraftKey, lockDraft, queueFiles } from './request-files.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type ApproveDraftInput = DraftKey & {
  part: ApprovalPart;
  /** Of the draft, as the person who signs has seen it. */
  sha256: string;
  note?: string | undefined;
};

/**
 * Signs a draft as compiled, checked or approved. What is signed is its checksum. Files that were made before are made
 * once more, with the name of whoever signed; with the last signature those of the main editions are made in any case.
 * Signing again as the same changes nothing. Throws CONFLICT for another checksum, NOT_ALLOWED_NOW where the order or the
 * two persons forbid it.
 */
export function approveDraft(
  context: OperationContext,
  input: ApproveDraftInput,
): Promise<{ part: ApprovalPart; sha256: string }> {
  return runOperation(context, { permission: 'edition.approve' }, input, async (run) => {
    const { tx, personId } = run;
    const note = input.note?.trim() ?? '';
    const noteProblem = findTextProblem(note, 2000);
    requireNoProblems(noteProblem ? [{ path: 'note', message: noteProblem }] : []);
    const draft = await lockDraft(tx, input);
    if (draft.sha256 !== input.sha256) {
      throw new DomainError('CONFLICT', 'This is not the checksum of this draft. Load the page again.', {
        current: { sha256: draft.sha256 },
      });
    }
    if (draft.problems > 0) {
      throw new DomainError(
        'NOT_ALLOWED_NOW',
        `${formatCount(draft.problems, 'errors')} in the text of this draft ${formatVerb(draft.problems, 'have')} to be mended first. Mend them, then make another draft.`,
      );
    }
    const given = await tx
      .select({ part: reportApproval.part, personId: reportApproval.personId })
      .from(reportApproval)
      .where(eq(reportApproval.draftId, draft.id));
    const answer = { part: input.part, sha256: draft.sha256 };
    if (given.some((approval) => approval.part === input.part && approval.personId === personId))
      return answer;
    const problem = findApprovalProblem(given, { part: input.part, personId });
    if (problem) throw new DomainError('NOT_ALLOWED_NOW', problem);
    const at = context.now().toISOString();
    await tx.execute(sql`
      insert into tracker.report_approval (draft_id, part, person_id, approved_at, sha256, note)
      values (${draft.id}, ${input.part}, ${personId}, ${at}::timestamptz, ${draft.sha256}, ${note})`);
    await recordRevision(run, at, {
      subject: 'report_draft',
      key: `${input.round}/${input.number}`,
      after: { event: input.part, sha256: draft.sha256 },
    });
    const made = await tx
      .selectDistinct({ edition: reportFile.edition, scope: reportFile.scope })
      .from(reportFile)
      .where(eq(reportFile.draftId, draft.id));
    const isLast = input.part === 'approved';
    if (isLast || made.length > 0) {
      const names = new Set(made.map(({ edition, scope }) => serialiseEditionName(edition, scope)));
      await queueFiles(
        run,
        draft,
        ({ edition, scope }) =>
          (isLast && isInGroup(edition, 'main')) || names.has(serialiseEditionName(edition, scope)),
      );
    }
    return answer;
  });
}
