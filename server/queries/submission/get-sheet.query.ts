import { sql } from 'drizzle-orm';
import { can, type Viewer } from '#server/domain/access/can.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isItemOpen, isOpenForWriting, type SubmissionStatus } from '#server/domain/submission/submission.workflow.ts';
import type { ValueState } from '#server/domain/value/indicator-definition.ts';
import { inTransaction, requireViewer, type UseCaseContext } from '#server/use-cases/use-case-context.ts';

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
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
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
  /** Cells reported, of how many there are. */
  cells: number;
  of: number;
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
  questions: number;
  unanswered: number;
};

export type SheetHeader = {
  round: {
    code: string;
    title: string;
    state: 'planned' | 'open' | 'closed';
    periodStart: string;
    periodEnd: string;
    dueOn: string;
    closesOn: string;
  };
  reporter: { code: string; kind: 'state' | 'body'; name: string };
  status: SubmissionStatus;
  returnScope: 'all' | 'queried' | null;
  version: number;
  dueOn: string;
  openedAt: string;
  clearedAt: string | null;
  clearedBy: string | null;
  submittedAt: string | null;
  firstSubmittedAt: string | null;
  reviewStartedAt: string | null;
  acceptedAt: string | null;
  timesSubmitted: number;
  returnReason: string | null;
};

type StoredSheet = {
  header: SheetHeader;
  areas: { code: string; title: string }[];
  activities: SheetActivity[];
  indicators: SheetIndicator[];
};

export type Sheet = StoredSheet & {
  permissions: { write: boolean; clear: boolean; sendBack: boolean; submit: boolean; withdraw: boolean };
};

/** Whether an item of the sheet can be changed now, by somebody who may write. */
export function isSheetItemOpen(sheet: Sheet, item: { questions: number }): boolean {
  return sheet.permissions.write && isItemOpen(sheet.header, item.questions > 0);
}

/**
 * One reporter's whole report of a round as the task list shows it: every activity and indicator that is due with
 * objective and area, in plan order, with its figures and who wrote last. One statement, one row of JSON: a sheet
 * of 200 figures costs one round trip. Throws NOT_FOUND, also for a reporter whose drafts the viewer may not see.
 */
export async function getSheet(
  context: UseCaseContext,
  input: { round: string; reporter: string },
): Promise<Sheet> {
  const viewer = requireViewer(context);
  const stored = await inTransaction(context, async (tx) => {
    const [row] = await tx.execute<{ sheet: StoredSheet }>(sheetStatement(input));
    return row?.sheet;
  });
  if (!stored) throw new DomainError('NOT_FOUND', `There is no report of ${input.reporter} for ${input.round}.`);
  return { ...stored, permissions: listSheetPermissions(viewer, stored.header) };
}

function listSheetPermissions(viewer: Viewer, { reporter, status, round, reviewStartedAt }: SheetHeader) {
  const may = (operation: Parameters<typeof can>[1]) => can(viewer, operation, { reporter });
  const writing = isOpenForWriting(status) && (round.state === 'open' || status !== 'draft');
  return {
    write: writing && may('report.write'),
    clear: isOpenForWriting(status) && may('report.clear'),
    sendBack: status === 'cleared' && may('report.sendBack'),
    submit: status === 'cleared' && may('report.submit'),
    withdraw: status === 'submitted' && reviewStartedAt === null && may('report.withdraw'),
  };
}

const sheetStatement = (input: { round: string; reporter: string }) => sql`
  with s as materialized (
    select s.*, r.code as round_code, r.title as round_title, r.state as round_state, r.period_start,
      r.period_end, r.due_on as round_due_on, r.closes_on, p.code as reporter_code, p.kind,
      coalesce(ms.name, sb.name) as reporter_name, cb.name as cleared_by_name,
      (select d.reason from tracker.decision d where d.submission_id = s.id
        and d.transition in ('return', 'reopen') order by d.id desc limit 1) as return_reason
    from tracker.submission s
    join tracker.round r on r.id = s.round_id and r.code = ${input.round}
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${input.reporter}
    left join tracker.member_state ms on ms.id = p.state_id
    left join tracker.sectoral_body sb on sb.id = p.body_id
    left join auth.person cb on cb.id = s.cleared_by
  ), asked as materialized (
    select q.activity_id, q.indicator_id, count(*) as questions,
      count(*) filter (where q.answer is null) as unanswered
    from tracker.query q join s on s.id = q.submission_id
    where q.sent_at is not null and q.resolved_at is null
    group by q.activity_id, q.indicator_id
  ), cells as materialized (
    select v.indicator_id, count(*) as cells,
      (array_agg(v.state) filter (where v.dimension_code is null))[1] as state,
      (array_agg(v.choice_code) filter (where v.dimension_code is null))[1] as choice_code,
      max(v.value) filter (where v.dimension_code is null) as value,
      max(v.numerator) filter (where v.dimension_code is null) as numerator,
      max(v.denominator) filter (where v.dimension_code is null) as denominator
    from tracker.indicator_value v join s on s.id = v.submission_id
    group by v.indicator_id
  ), sizes as materialized (
    select d.indicator_id, count(*) as cells
    from tracker.indicator_dimension d join tracker.category k on k.dimension_code = d.dimension_code
    group by d.indicator_id
  )
  select json_build_object(
    'header', json_build_object(
      'round', json_build_object('code', s.round_code, 'title', s.round_title, 'state', s.round_state,
        'periodStart', s.period_start, 'periodEnd', s.period_end, 'dueOn', s.round_due_on,
        'closesOn', s.closes_on),
      'reporter', json_build_object('code', s.reporter_code, 'kind', s.kind, 'name', s.reporter_name),
      'status', s.status, 'returnScope', s.return_scope, 'version', s.version, 'dueOn', s.due_on,
      'openedAt', s.opened_at, 'clearedAt', s.cleared_at, 'clearedBy', s.cleared_by_name,
      'submittedAt', s.submitted_at, 'firstSubmittedAt', s.first_submitted_at,
      'reviewStartedAt', s.review_started_at, 'acceptedAt', s.accepted_at,
      'timesSubmitted', s.times_submitted, 'returnReason', s.return_reason),
    'areas', coalesce((select json_agg(json_build_object('code', ta.code, 'title', ta.title)
        order by ta.position) from tracker.thematic_area ta
      join tracker.round r on r.plan_id = ta.plan_id and r.id = s.round_id), '[]'),
    'activities', coalesce((
      select json_agg(json_build_object('code', a.code, 'title', a.title, 'area', ta.code, 'objective', o.code,
        'lead', (select b.acronym from tracker.activity_body x join tracker.sectoral_body b on b.id = x.body_id
          where x.activity_id = a.id and x.part = 'lead'),
        'status', ar.status_code, 'statusLabel', st.label, 'mark', st.mark,
        'written', ar.achievements <> '' or ar.challenges <> '' or ar.next_steps <> '',
        'version', ar.version, 'updatedAt', ar.updated_at, 'updatedBy', w.name,
        'questions', coalesce(k.questions, 0), 'unanswered', coalesce(k.unanswered, 0)) order by a.position)
      from tracker.activity_report ar
      join tracker.activity a on a.id = ar.activity_id
      join tracker.objective o on o.id = a.objective_id
      join tracker.thematic_area ta on ta.id = o.area_id
      left join tracker.activity_status st on st.code = ar.status_code
      left join auth.person w on w.id = ar.updated_by
      left join asked k on k.activity_id = ar.activity_id
      where ar.submission_id = s.id), '[]'),
    'indicators', coalesce((
      select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', ta.code, 'activity', a.code,
        'objective', o.code, 'measure', i.measure, 'unit', i.unit, 'note', ir.note, 'state', c.state,
        'value', trim_scale(c.value)::text, 'numerator', trim_scale(c.numerator)::text,
        'denominator', trim_scale(c.denominator)::text, 'choice', (select ch.label from tracker.choice ch
          where ch.list_code = i.choice_list and ch.code = c.choice_code),
        'cells', coalesce(c.cells, 0), 'of', 1 + coalesce(z.cells, 0),
        'version', ir.version, 'updatedAt', ir.updated_at, 'updatedBy', w.name,
        'questions', coalesce(k.questions, 0), 'unanswered', coalesce(k.unanswered, 0)) order by i.position)
      from tracker.indicator_report ir
      join tracker.indicator i on i.id = ir.indicator_id
      join tracker.thematic_area ta on ta.id = i.area_id
      left join tracker.activity a on a.id = i.activity_id
      left join tracker.objective o on o.id = a.objective_id
      left join cells c on c.indicator_id = i.id
      left join sizes z on z.indicator_id = i.id
      left join auth.person w on w.id = ir.updated_by
      left join asked k on k.indicator_id = ir.indicator_id
      where ir.submission_id = s.id), '[]')) as sheet
  from s`;
