import { can, seesWhole, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { dayOf, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { getPlanCatalogue } from '../plan/plan-catalogue.query.ts';
import { buildSheetActivities, buildSheetIndicators } from './build-sheet.calculations.ts';
import { findSubmissionId, readStoredSheet, type SheetHeader } from './read-stored-sheet.query.ts';

export type SheetActivity = {
  code: string;
  title: string;
  area: string;
  objective: string;
  lead: string;
  status: string | null;
  statusLabel: string | null;
  mark: string | null;
  /** Whether any text has been written. */
  written: boolean;
  /** Whether nothing that is demanded is missing: a status, and for one that is done what was achieved. */
  complete: boolean;
  /** The agencies in whose hands it is, by acronym; none: the focal point's. */
  holders: string[];
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
  /** The round that the answer was copied from and that nobody has confirmed for this one. */
  copiedFrom: string | null;
  questions: number;
  unanswered: number;
};

export type SheetIndicator = {
  code: string;
  title: string;
  area: string;
  activity: string | null;
  objective: string | null;
  measure: string;
  unit: string;
  note: string;
  /** The state of the total cell; null: not yet reported. */
  state: ValueState | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
  /** Cells reported, of how many there are; for people of an agency, of those that are theirs. */
  cells: number;
  of: number;
  /** Whether the total is there; for people of an agency without it, whether all of their cells are. */
  complete: boolean;
  /** The agencies that report something of it, by acronym; none: the focal point. */
  holders: string[];
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
  /** The round that the answer was copied from and that nobody has confirmed for this one. */
  copiedFrom: string | null;
  questions: number;
  unanswered: number;
};

export type Sheet = {
  header: SheetHeader;
  areas: { code: string; title: string }[];
  activities: SheetActivity[];
  indicators: SheetIndicator[];
  permissions: { write: boolean; clear: boolean; sendBack: boolean; submit: boolean; withdraw: boolean };
};

/**
 * One reporter's whole report of a round as the task list shows it: every activity and indicator that is due with
 * objective and area, in plan order, with its figures and who wrote last. What changes is read under row-level
 * security in one go, the plan's wording comes from memory: the sheet of 200 figures is the page that officials
 * wait for. Throws NOT_FOUND, also for a reporter whose drafts the viewer may not see.
 */
export async function getSheet(
  context: OperationContext,
  input: { round: string; reporter: string },
): Promise<Sheet> {
  const viewer = requireViewer(context);
  const missing = () =>
    new DomainError('NOT_FOUND', `There is no report of ${input.reporter} for ${input.round}.`);
  const id = await findSubmissionId(context, input);
  if (id === null) throw missing();
  const stored = await readStoredSheet(context, viewer.personId, id, !seesWhole(viewer, input.reporter));
  if (!stored) throw missing();
  const { header } = stored;
  const catalogue = await getPlanCatalogue(context.database, stored.roundId, stored.planRevision);
  return {
    header,
    areas: catalogue.areas,
    activities: buildSheetActivities(stored, catalogue),
    indicators: buildSheetIndicators(stored, catalogue),
    permissions: listSheetPermissions(viewer, header, dayOf(context.now())),
  };
}

function listSheetPermissions(viewer: Viewer, header: SheetHeader, today: string) {
  const { reporter, status, round, returnScope, reviewStartedAt, extendedUntil } = header;
  const may = (operation: Parameters<typeof can>[1]) => can(viewer, operation, { reporter });
  // After the end of the round only what the secretariat has returned, or given more time, goes on.
  const inTime = returnScope !== null || isInTime({ roundState: round.state, extendedUntil }, today);
  const writing = isOpenForWriting(status) && inTime;
  return {
    write: writing && may('report.write'),
    clear: writing && may('report.clear'),
    sendBack: status === 'cleared' && may('report.sendBack'),
    submit: status === 'cleared' && inTime && may('report.submit'),
    withdraw: status === 'submitted' && reviewStartedAt === null && may('report.withdraw'),
  };
}
