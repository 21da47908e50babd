import { sql, and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Transaction, readMoment } from '#db/as-viewer.ts';
import { readRows, type RowOf } from '#db/rows.ts';
import { findWritablePart } from '#server/domain/agency/parts.rules.ts';
import { releases, buildCellKey } from '#server/domain/value/indicator-definition.ts';
import { isItemOpen, isOpenForWriting } from '#server/domain/submission/submission.workflow.ts';
import type {
  CellPlace,
  WorkbookIndicator,
  WorkbookReport,
  WorkbookContent,
} from '#server/domain/workbook/workbook-report.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { loadOwnPart } from '#server/loaders/agency/load-own-part.ts';
import { listIndicatorDefinitions } from '#server/loaders/plan/list-indicator-definitions.ts';
import { getCells, findLastSubmission } from '#server/loaders/submission/load-checked-report.ts';
import { can } from '#server/domain/access/can.rules.ts';
import { toUtcDay, isInTime } from '#server/domain/submission/due-dates.rules.ts';
import { buildFigures, figuresShape } from '#server/loaders/target/load-national-target.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { cellSchema } from '#server/domain/value/indicator-value.schema.ts';
import { createHash } from 'node:crypto';
import { workbookUpload } from '#db/schema/reporting-country.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type ComparedItem, compareWorkbook } from '#server/domain/workbook/compare-workbook.calculations.ts';

/** Who wrote last on an item, and when: said where two changes meet. */
const lastWriter = z.object({ by: z.string().nullable(), at: z.string().nullable() });

export type LastWriter = z.infer<typeof lastWriter>;

const activityRowShape = {
  code: z.string(),
  title: z.string(),
  description: z.string(),
  area: z.string(),
  version: z.number(),
  asked: z.boolean(),
  answer: z.object({
    status: z.string().nullable(),
    achievements: z.string(),
    challenges: z.string(),
    obstacles: z.array(z.string()),
    helpWanted: z.array(z.string()),
    nextSteps: z.string(),
    narrativeReleased: z.boolean(),
  }),
  last: z
    .object({
      status: z.string().nullable(),
      achievements: z.string(),
      challenges: z.string(),
      nextSteps: z.string(),
    })
    .nullable(),
  written: lastWriter,
};

type ActivityRow = RowOf<typeof activityRowShape>;

const indicatorRowShape = {
  id: z.number(),
  about: z.string(),
  countingRule: z.string(),
  national: figuresShape,
  area: z.string(),
  version: z.number(),
  asked: z.boolean(),
  cells: z.array(cellSchema),
  note: z.string(),
  release: z.enum(releases),
  last: z
    .object({
      cells: z.array(cellSchema),
      note: z.string(),
    })
    .nullable(),
  written: lastWriter,
};

type IndicatorRow = RowOf<typeof indicatorRowShape>;

const workbookReportShape = {
  round: z.object({ code: z.string(), title: z.string(), dueOn: z.string() }),
  statuses: z.array(z.object({ code: z.string(), label: z.string() })),
  areas: z.array(z.object({ code: z.string(), title: z.string() })),
  /** Code of the round that "last round" means; null when there is none. */
  lastRound: z.string().nullable(),
};

/**
 * Everything that the workbook of a report shows, as far as the viewer may see it: contributors with an agency get
 * their agency's activities, indicators and cells. `inTime` says whether writers may write now at all.
 */
export async function loadWorkbookReport(
  tx: Transaction,
  submission: StoredSubmission,
  inTime: boolean,
): Promise<{ report: WorkbookReport; writers: Map<string, LastWriter> }> {
  const [about] = await readRows(
    tx,
    workbookReportShape,
    sql`select json_build_object('code', r.code, 'title', r.title, 'dueOn', s.due_on) as round,
      (select lr.code from tracker.submission ls join tracker.round lr on lr.id = ls.round_id
        where ls.id = ${findLastSubmission(submission.id)}) as "lastRound",
      (select json_agg(json_build_object('code', code, 'label', label) order by position)
        from tracker.round_statuses(r.id) x where x.ended_on is null or exists (select from tracker.activity_report ar
          where ar.submission_id = s.id and ar.status_code = x.code)) as statuses,
      (select json_agg(json_build_object('code', ta.code, 'title', ta.title) order by ta.position)
        from tracker.thematic_area ta where ta.plan_id = r.plan_id) as areas
    from tracker.submission s join tracker.round r on r.id = s.round_id where s.id = ${submission.id}`,
  );
  if (!about) throw new Error('The submission that was just read is not there.');
  const activities = await listActivities(tx, submission);
  const indicators = await listIndicators(tx, submission);
  const definitions = await listIndicatorDefinitions(
    tx,
    indicators.map(({ id }) => id),
    submission.round.id,
  );
  const own = await loadOwnPart(
    tx,
    submission.reporter.id,
    indicators.map(({ id }) => id),
  );
  const writers = new Map<string, LastWriter>();
  const open = (asked: boolean) => inTime && isItemOpen(submission, asked);
  const report: WorkbookReport = {
    ...about,
    reporter: { code: submission.reporter.code, name: submission.reporter.name },
    activities: activities.map(({ asked, written, ...activity }) => {
      writers.set(`activity/${activity.code}`, written);
      return { ...activity, open: open(asked) };
    }),
    indicators: indicators.flatMap((row): WorkbookIndicator[] => {
      const definition = definitions.get(row.id);
      if (!definition) return [];
      writers.set(`indicator/${definition.code}`, row.written);
      const part = own.whole
        ? { cells: 'all' as const, note: true }
        : findWritablePart(definition, own.held.get(row.id) ?? [], ({ id }) => own.agencies.has(id));
      const all: CellPlace[] = [
        { dimension: null, category: null },
        ...definition.dimensions.flatMap(({ code, categories }) =>
          categories.map((category) => ({ dimension: code, category: category.code })),
        ),
      ];
      const keys = part.cells === 'all' ? null : new Set(part.cells);
      const places = keys
        ? all.filter(({ dimension, category }) => keys.has(buildCellKey(dimension, category)))
        : all;
      if (places.length === 0) return [];
      return [
        {
          definition,
          about: row.about,
          countingRule: row.countingRule,
          national: row.national,
          area: row.area,
          version: row.version,
          open: open(row.asked),
          places,
          whole: keys === null,
          takesNote: part.note,
          answer: { cells: row.cells, note: row.note, release: row.release },
          last: row.last,
        },
      ];
    }),
  };
  const due = new Set([...report.activities, ...report.indicators].map(({ area }) => area));
  return { report: { ...report, areas: report.areas.filter(({ code }) => due.has(code)) }, writers };
}

const writtenOf = (report: ReturnType<typeof sql>) => sql`json_build_object('at', ${report}.updated_at,
  'by', (select w.name from auth.person w where w.id = ${report}.updated_by)) as written`;

function listActivities(tx: Transaction, submission: StoredSubmission): Promise<ActivityRow[]> {
  return readRows(
    tx,
    activityRowShape,
    sql`with last as materialized (select ${findLastSubmission(submission.id)} as id)
    select a.code, a.title, a.description, ta.code as area, ar.version,
      exists (select from tracker.query q where q.submission_id = ar.submission_id and q.activity_id = a.id
        and q.sent_at is not null and q.resolved_at is null) as asked,
      json_build_object('status', ar.status_code, 'achievements', ar.achievements, 'challenges', ar.challenges,
        'obstacles', ar.obstacles, 'helpWanted', ar.help_wanted, 'nextSteps', ar.next_steps, 'narrativeReleased', ar.narrative_released) as answer,
      (select json_build_object('status', l.status_code, 'achievements', l.achievements,
          'challenges', l.challenges, 'nextSteps', l.next_steps)
        from tracker.activity_report l where l.submission_id = last.id and l.activity_id = a.id
          and l.version > 0) as last,
      ${writtenOf(sql`ar`)}
    from tracker.activity_report ar
    cross join last
    join tracker.activities_in(${submission.round.id}) a on a.id = ar.activity_id
    join tracker.objective o on o.id = a.objective_id
    join tracker.thematic_area ta on ta.id = o.area_id
    where ar.submission_id = ${submission.id}
    order by a.position`,
  );
}

function listIndicators(tx: Transaction, submission: StoredSubmission): Promise<IndicatorRow[]> {
  return readRows(
    tx,
    indicatorRowShape,
    sql`with last as materialized (select ${findLastSubmission(submission.id)} as id)
    select i.id, i.definition as about, i.counting_rule as "countingRule",
      ${buildFigures(submission.reporter.id, submission.round.id)} as national, ta.code as area, ir.version,
      exists (select from tracker.query q where q.submission_id = ir.submission_id and q.indicator_id = i.id
        and q.sent_at is not null and q.resolved_at is null) as asked,
      ${getCells(sql`ir.submission_id`, sql`i.id`)} as cells, ir.note, ir.release,
      (select json_build_object('note', l.note, 'cells', ${getCells(sql`l.submission_id`, sql`i.id`)})
        from tracker.indicator_report l where l.submission_id = last.id and l.indicator_id = i.id
          and l.version > 0) as last,
      ${writtenOf(sql`ir`)}
    from tracker.indicator_report ir
    cross join last
    join tracker.indicators_in(${submission.round.id}) i on i.id = ir.indicator_id
    join tracker.thematic_area ta on ta.id = i.area_id
    where ir.submission_id = ${submission.id}
    order by i.position`,
  );
}

/** Whether the report is with its writers, in time, and the viewer one of them. */
export function canWriteNow(context: OperationContext, submission: StoredSubmission): boolean {
  const { round, extendedUntil, status } = submission;
  const inTime =
    status === 'returned' || isInTime({ roundState: round.state, extendedUntil }, toUtcDay(context.now()));
  return (
    inTime &&
    isOpenForWriting(status) &&
    can(context.viewer, 'report.write', { reporter: submission.reporter })
  );
}

export type UploadKey = { round: string; reporter: string; upload: string };

export type UploadHeader = {
  id: string;
  fileName: string;
  uploadedAt: string;
  /** When something was last taken from it. */
  appliedAt: string | null;
  madeAt: string | null;
};

/** Reads an upload and compares it with what is stored, in a transaction that may go on to write. */
export async function compareUpload(
  context: OperationContext,
  tx: Transaction,
  key: UploadKey,
  submission: StoredSubmission,
): Promise<{
  upload: UploadHeader;
  content: WorkbookContent;
  report: WorkbookReport;
  items: ComparedItem[];
  writers: Map<string, LastWriter>;
  stand: string;
  writable: boolean;
}> {
  const [stored] = await tx
    .select({
      id: workbookUpload.id,
      fileName: workbookUpload.fileName,
      uploadedAt: workbookUpload.uploadedAt,
      appliedAt: workbookUpload.appliedAt,
      content: workbookUpload.content,
    })
    .from(workbookUpload)
    .where(and(eq(workbookUpload.id, key.upload), eq(workbookUpload.submissionId, submission.id)));
  if (!stored) {
    throw new DomainError('NOT_FOUND', 'This upload is not there any more. Upload the workbook again.');
  }
  const writable = canWriteNow(context, submission);
  const { report, writers } = await loadWorkbookReport(tx, submission, writable);
  const items = compareWorkbook(stored.content, report);
  return {
    upload: {
      id: stored.id,
      fileName: stored.fileName,
      uploadedAt: readMoment(stored.uploadedAt) ?? '',
      appliedAt: readMoment(stored.appliedAt),
      madeAt: stored.content.madeAt,
    },
    content: stored.content,
    report,
    items,
    writers,
    stand: hashStand(items),
    writable,
  };
}

/** The versions of all items that the workbook would change: another one, and the preview was another. */
function hashStand(items: ComparedItem[]): string {
  const moving = items.filter(({ changes }) => changes.some(({ kind }) => kind !== 'rejected'));
  return createHash('sha256')
    .update(JSON.stringify(moving.map(({ key, version }) => [key, version])))
    .digest('hex');
}
