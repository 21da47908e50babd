import { requireNoProblems } from '#server/domain/error/domain-error.ts';
import { type Disclosure, findTitleProblem, shortenTitle } from '#server/domain/evidence/evidence.rules.ts';
import { findLinkProblem, normaliseLink, describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import { normaliseText } from '#server/domain/submission/text.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type EvidencePlace, getChangeableItem } from './get-changeable-item.ts';
import { saveEvidence } from './save-evidence.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import { createReportLoader } from '#server/loaders/submission/load-submission.ts';

/** Attaches a link. Throws BAD_INPUT at "url", "title" or "cell". */
export function addEvidenceLink(
  context: OperationContext,
  input: EvidencePlace & {
    title: string;
    url: string;
    disclosure: Disclosure;
    requestId?: string | undefined;
  },
): Promise<{ id: number }> {
  return runOperation(
    context,
    { permission: 'report.write', once: 'evidence.addLink', resource: createReportLoader('share') },
    input,
    async (run) => {
      const { round, reporter, subject, code, cell, disclosure } = input;
      const place = { round, reporter, subject, code, cell };
      const url = normaliseLink(input.url);
      const urlProblem = findLinkProblem(url);
      const title = normaliseText(input.title).trim() || shortenTitle(describeLinkHost(url));
      const titleProblem = urlProblem ? null : findTitleProblem(title);
      requireNoProblems([
        ...(urlProblem ? [{ path: 'url', message: urlProblem }] : []),
        ...(titleProblem ? [{ path: 'title', message: titleProblem }] : []),
      ]);
      const id = await saveEvidence(run, {
        ...(await getChangeableItem(run, place)),
        purpose: 'support',
        subject,
        code,
        title,
        disclosure,
        packReference: null,
        link: url,
        file: null,
      });
      return { id };
    },
  );
}
