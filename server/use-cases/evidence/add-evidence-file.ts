import { refuseBadInput } from '#server/domain/error/domain-error.ts';
import { type Disclosure, findTitleProblem, shortenTitle } from '#server/domain/evidence/evidence.rules.ts';
import { titleFromName } from '#server/domain/evidence/file-kinds.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import { asResource } from '../submission/submit-report.ts';
import { inTransaction, requirePermission } from '#server/operation/operation-context.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { type EvidencePlace, locateItem } from './locate-item.ts';
import { attachOnce, refuseSize, storeFile } from './store-file.ts';
import { insertEvidence } from './write-evidence.ts';

/**
 * Attaches a file to an activity, an indicator or one cell of it. Without a title it gets the file's name. Throws
 * BAD_INPUT at "file", "title" or "cell" for what is not taken, and nothing is kept then.
 */
export async function addEvidenceFile(
  context: FilesContext,
  input: EvidencePlace & {
    title: string;
    disclosure: Disclosure;
    file: File;
    requestId?: string | undefined;
  },
): Promise<{ id: number }> {
  requirePermission(context, 'report.write', asResource(input.reporter));
  const { round, reporter, subject, code, cell, disclosure, file, requestId } = input;
  const place = { round, reporter, subject, code, cell };
  const typed = normaliseText(input.title).trim();
  const problem = typed === '' ? null : findTitleProblem(typed);
  refuseBadInput(problem ? [{ path: 'title', message: problem }] : []);
  refuseSize(file);
  // Nobody's file is examined for an item that they may not write.
  await inTransaction(context, (tx) => locateItem(context, tx, place));
  const stored = await storeFile(context, file);
  const title = typed === '' ? shortenTitle(titleFromName(stored.fileName)) : typed;
  const said = { requestId, ...place, title, disclosure };
  return attachOnce(context, 'evidence.addFile', said, stored, async (tx) => {
    const { submission, ...located } = await locateItem(context, tx, place);
    return insertEvidence(context, tx, {
      ...located,
      submissionId: submission.id,
      purpose: 'support',
      subject,
      code,
      title,
      disclosure,
      packReference: null,
      link: null,
      file: stored,
    });
  });
}
