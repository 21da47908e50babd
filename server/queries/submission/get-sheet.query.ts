import type { Measure } from '#server/domain/value/measures.ts';
import { can, canSeeWhole, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { toUtcDay, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import { isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import { requireViewer, type OperationContext } from '#server/operation/operation-context.ts';
import { getPlanCatalogue, type PlanCatalogue } from '../plan/plan-catalogue.query.ts';
import {
  findSubmissionId,
  findStoredSheet,
  type SheetHeader,
  type StoredQuestions,
  type StoredSheet,
} from './find-stored-sheet.query.ts';
import { readMoment } from '#db/as-viewer.ts';

type SheetActivity = {
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
  /**
   * Whether nothing that is demanded is missing: a status, for one that is done what was achieved, and that somebody has
   * confirmed what was copied.
   */
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

type SheetIndicator = {
  code: string;
  title: string;
  area: string;
  activity: string | null;
  objective: string | null;
  measure: Measure;
  unit: string;
  /** Null where notes were not asked for. */
  note: string | null;
  hasNote: boolean;
  /** The state of the total cell; null: not yet reported. */
  state: ValueState | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  choice: string | null;
  /** Cells reported, of how many there are; for people of an agency, of those that are theirs. */
  cells: number;
  of: number;
  /**
   * Whether the total is there and somebody has confirmed what was copied; for people of an agency without the total,
   * whether all of their cells are there.
   */
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
  withNotes = true,
): Promise<Sheet> {
  const viewer = requireViewer(context);
  const missing = () =>
    new DomainError('NOT_FOUND', `There is no report of ${input.reporter} for ${input.round}.`);
  const id = await findSubmissionId(context, input);
  if (id === null) throw missing();
  const stored = await findStoredSheet(context, viewer.personId, id, {
    isPart: !canSeeWhole(viewer, input.reporter),
    withNotes,
  });
  if (!stored) throw missing();
  const { header } = stored;
  const catalogue = await getPlanCatalogue(context.database, {
    id: stored.roundId,
    revision: stored.planRevision,
  });
  return {
    header,
    areas: catalogue.areas,
    activities: buildSheetActivities(stored, catalogue),
    indicators: buildSheetIndicators(stored, catalogue),
    permissions: listSheetPermissions(viewer, header, toUtcDay(context.now())),
  };
}

type ReportFrame = Pick<SheetHeader, 'status' | 'returnScope' | 'extendedUntil'> & {
  round: Pick<SheetHeader['round'], 'state'>;
  reporter: Pick<SheetHeader['reporter'], 'code' | 'kind'>;
};

/** After the end of the round only what the secretariat has returned, or given more time, goes on. */
const isStillInTime = ({ round, returnScope, extendedUntil }: ReportFrame, today: string): boolean =>
  returnScope !== null || isInTime({ roundState: round.state, extendedUntil }, today);

/** Whether the viewer can write in the report today. */
export const canWriteReport = (viewer: Viewer, report: ReportFrame, today: string): boolean =>
  isOpenForWriting(report.status) &&
  isStillInTime(report, today) &&
  can(viewer, 'report.write', { reporter: report.reporter });

function listSheetPermissions(viewer: Viewer, header: SheetHeader, today: string) {
  const { reporter, status, reviewStartedAt } = header;
  const may = (operation: Parameters<typeof can>[1]) => can(viewer, operation, { reporter });
  const inTime = isStillInTime(header, today);
  const writing = isOpenForWriting(status) && inTime;
  return {
    write: canWriteReport(viewer, header, today),
    clear: writing && may('report.clear'),
    sendBack: status === 'cleared' && may('report.sendBack'),
    submit: status === 'cleared' && inTime && may('report.submit'),
    withdraw: status === 'submitted' && reviewStartedAt === null && may('report.withdraw'),
  };
}

const noQuestions = { questions: 0, unanswered: 0 };

function countQuestions(questions: StoredQuestions[], field: 'activity_id' | 'indicator_id') {
  const counts = new Map<number, { questions: number; unanswered: number }>();
  for (const { [field]: id, questions: asked, unanswered } of questions) {
    if (id !== null) counts.set(id, { questions: asked, unanswered });
  }
  return counts;
}

/** The acronyms of the agencies that hold something of an item, by the item's id. */
const listHolders = (stored: StoredSheet, field: 'activity_id' | 'indicator_id') =>
  new Map(stored.holders.map((row) => [row[field], row.acronyms]));

/** The activities of a sheet, in plan order. */
function buildSheetActivities(stored: StoredSheet, catalogue: PlanCatalogue): SheetActivity[] {
  const holders = listHolders(stored, 'activity_id');
  const questions = countQuestions(stored.questions, 'activity_id');
  const rows: { position: number; activity: SheetActivity }[] = [];
  for (const row of stored.activities) {
    const about = catalogue.activities.get(row.activity_id);
    if (!about) continue;
    const status = row.status_code === null ? undefined : catalogue.statuses.get(row.status_code);
    rows.push({
      position: about.position,
      activity: {
        code: about.code,
        title: about.title,
        area: about.area,
        objective: about.objective,
        lead: about.lead,
        status: row.status_code,
        statusLabel: status?.label ?? null,
        mark: status?.mark ?? null,
        written: row.written,
        complete: status !== undefined && (!status.isDone || row.achieved) && row.copied_from === null,
        holders: holders.get(row.activity_id) ?? [],
        version: row.version,
        updatedAt: readMoment(row.updated_at),
        updatedBy: row.updated_by,
        copiedFrom: row.copied_from,
        ...(questions.get(row.activity_id) ?? noQuestions),
      },
    });
  }
  return rows.sort((a, b) => a.position - b.position).map(({ activity }) => activity);
}

/** The indicators of a sheet, in plan order. */
function buildSheetIndicators(stored: StoredSheet, catalogue: PlanCatalogue): SheetIndicator[] {
  const holders = listHolders(stored, 'indicator_id');
  const ownCells = new Map(stored.ownCells.map((row) => [row.indicator_id, row]));
  const questions = countQuestions(stored.questions, 'indicator_id');
  const rows: { position: number; indicator: SheetIndicator }[] = [];
  for (const row of stored.indicators) {
    const about = catalogue.indicators.get(row.indicator_id);
    if (!about) continue;
    const own = ownCells.get(row.indicator_id);
    const of = own?.cells ?? about.cells;
    rows.push({
      position: about.position,
      indicator: {
        code: about.code,
        title: about.title,
        area: about.area,
        activity: about.activity,
        objective: about.objective,
        measure: about.measure,
        unit: about.unit,
        note: row.note,
        hasNote: row.has_note,
        state: row.state,
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        choice:
          row.choice_code === null
            ? null
            : (catalogue.choices.get(`${about.choiceList}/${row.choice_code}`) ?? null),
        cells: row.cells ?? 0,
        of,
        // Without the total among them, one's part is done when each of its cells is there.
        complete:
          row.copied_from === null && (own && !own.has_total ? (row.cells ?? 0) >= of : row.state !== null),
        holders: holders.get(row.indicator_id) ?? [],
        version: row.version,
        updatedAt: readMoment(row.updated_at),
        updatedBy: row.updated_by,
        copiedFrom: row.copied_from,
        ...(questions.get(row.indicator_id) ?? noQuestions),
      },
    });
  }
  return rows.sort((a, b) => a.position - b.position).map(({ indicator }) => indicator);
}
