import type { Sql } from '#db/client.ts';
import type { ApprovalPart } from '#server/domain/report/edition.rules.ts';
import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { createDraft } from '#server/use-cases/edition/create-draft.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';

/** Who signs as what: whoever approves is not the person who checked. */
const signatures: { part: ApprovalPart; by: string }[] = [
  { part: 'compiled', by: 'secretariat' },
  { part: 'checked', by: 'secretariat' },
  { part: 'approved', by: 'secretariat2' },
];

/**
 * Drafts the report of a compiled round, has it signed, and makes the files of the public edition, so that they go out
 * with the publication. Two hours pass between the steps.
 */
export async function signReport(
  stage: DemoStage,
  owner: Sql,
  { round, meeting, at }: { round: string; meeting: string; at: Date },
): Promise<void> {
  let hours = 0;
  const next = (local: string) => {
    const moment = new Date(at.getTime() + hours * 3_600_000);
    hours += 2;
    return contextOf(stage, local, moment);
  };
  const { number, sha256 } = await atStep(`drafting the report of ${round}`, () =>
    createDraft(next('secretariat'), { round, meeting }),
  );
  for (const { part, by } of signatures) {
    await atStep(`signing the report of ${round} as ${part}`, () =>
      approveDraft(next(by), { round, number, part, sha256 }),
    );
  }
  // The other editions take a minute to draw and nobody reads them here: their files are made when somebody asks.
  await owner`
    update tracker.report_job set editions = '[{"edition": "public", "scope": ""}]', total = 3 where state = 'waiting'`;
  await renderRequestedFiles({ ...next('secretariat'), files: stage.files });
}
