import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type Disclosure, findTitleProblem, shortenTitle } from '#server/domain/evidence/evidence.rules.ts';
import { buildTitleFromFileName } from '#server/domain/evidence/file-kinds.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { type EvidencePlace, getChangeableItem } from './get-changeable-item.ts';
import { attachOnce, requireFileSize, saveFile, saveEvidence } from './save-evidence.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

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
  const { round, reporter, subject, code, cell, disclosure, file, requestId } = input;
  const place = { round, reporter, subject, code, cell };
  const rules = { permission: 'report.write', resource: createReportLoader('share') } as const;
  // Nobody's file is examined for an item that they may not write.
  const typed = await runOperation(context, rules, place, async (run) => {
    const title = normaliseText(input.title).trim();
    const problem = title === '' ? null : findTitleProblem(title);
    requireNoProblems(problem ? [{ path: 'title', message: problem }] : []);
    requireFileSize(file);
    await getChangeableItem(run, place);
    return title;
  });
  const stored = await saveFile(context, file);
  const title = typed === '' ? shortenTitle(buildTitleFromFileName(stored.fileName)) : typed;
  const said = { requestId, ...place, title, disclosure, sha256: stored.sentSha256 };
  return attachOnce(context, stored, (attach) =>
    runOperation(context, { ...rules, once: 'evidence.addFile' }, said, async (run) => {
      const located = await getChangeableItem(run, place);
      return attach(
        saveEvidence(run, {
          ...located,
          purpose: 'support',
          subject,
          code,
          title,
          disclosure,
          packReference: null,
          link: null,
          file: stored,
        }),
      );
    }),
  );
}
