import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type IatiRow, readIatiActivities } from '#server/domain/support/iati-file.rules.ts';
import { findLearningPlan } from '#server/loaders/learning/load-learning.ts';
import { loadSupportLists, loadSupports } from '#server/loaders/support/load-support.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { readIatiFile } from '#server/workbook/read-iati-file.ts';
import { requireKeptFile } from '#server/workbook/read-workbook-file.ts';
import { buildUploadName } from '../workbook/upload-workbook.ts';

export type PreviewIatiInput = {
  plan?: string | undefined;
  /** Whose file it is. */
  partner: string;
  fileName: string;
  /** In base64. */
  content: string;
  size?: number | undefined;
};

/**
 * Says what would become of each activity of a partner's IATI file; saves nothing. Throws BAD_INPUT at "partner", and at
 * "file" for what is no IATI file.
 */
export function previewIatiFile(
  context: OperationContext,
  input: PreviewIatiInput,
): Promise<{ partner: string; rows: IatiRow[] }> {
  const rules = { permission: 'support.write', asksDatabase: true } as const;
  return runOperation(context, rules, {}, async ({ tx }) => {
    requireKeptFile(input.size ?? 0);
    const plan = await findLearningPlan(tx, input.plan);
    const lists = await loadSupportLists(tx, plan.id);
    const partner = lists.partners.find(({ code }) => code === input.partner);
    if (!partner) {
      requireNoProblems([{ path: 'partner', message: 'Choose the partner whose file it is.' }]);
    }
    const root = readIatiFile(new Uint8Array(Buffer.from(input.content, 'base64')));
    const rows =
      typeof root === 'string'
        ? root
        : readIatiActivities(root, {
            planCode: plan.code,
            partner: input.partner,
            fileName: buildUploadName(input.fileName),
            lists,
            supports: await loadSupports(tx, { plan: plan.id }),
          });
    if (typeof rows === 'string') {
      requireNoProblems([{ path: 'file', message: rows }]);
      return { partner: '', rows: [] };
    }
    return { partner: partner?.name ?? '', rows };
  });
}
