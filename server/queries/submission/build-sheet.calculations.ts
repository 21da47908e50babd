import { readMoment } from '#db/as-viewer.ts';
import type { PlanCatalogue } from '../plan/plan-catalogue.query.ts';
import type { SheetActivity, SheetIndicator } from './get-sheet.query.ts';
import type { StoredQuestions, StoredSheet } from './read-stored-sheet.query.ts';

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
export function buildSheetActivities(stored: StoredSheet, catalogue: PlanCatalogue): SheetActivity[] {
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
        complete: status !== undefined && (!status.isDone || row.achieved),
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
export function buildSheetIndicators(stored: StoredSheet, catalogue: PlanCatalogue): SheetIndicator[] {
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
        complete: own && !own.has_total ? (row.cells ?? 0) >= of : row.state !== null,
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
