import { readAsViewer } from '#db/as-viewer.ts';
import { toUtcDay } from '#server/domain/submission/due-dates.rules.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { type CheckedSheet, checkSheet } from './check-sheet.query.ts';
import { findSubmissionId } from './find-stored-sheet.query.ts';
import { buildNextStep, loadWay, type NextStepView } from './get-next-step.query.ts';
import { getSheet, type Sheet } from './get-sheet.query.ts';

export type CheckPage = {
  sheet: Sheet;
  checked: CheckedSheet;
  /** Knows of the errors that the check has found. */
  next: NextStepView;
};

/**
 * What "Check and send" and the whole report show: the sheet, read once, what the check finds in it, and the viewer's
 * next step with that. Throws NOT_FOUND like getSheet.
 */
export async function getCheckPage(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<CheckPage> {
  const viewer = requireViewer(context);
  const id = (await findSubmissionId(context, input)) ?? 0;
  const [sheet, checked, [way]] = await Promise.all([
    getSheet(context, input, false),
    checkSheet(context, input),
    readAsViewer(
      context.database,
      { personId: viewer.personId, viewerSecret: context.viewerSecret },
      (tx) => [loadWay(tx, id, input.reporter, toUtcDay(context.now()))],
    ),
  ]);
  const errors = checked.findings.filter(({ kind }) => kind === 'error').length;
  return { sheet, checked, next: buildNextStep(viewer, sheet, way, errors) };
}
