import { sql, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { person } from '#db/schema/auth.ts';
import { clearance } from '#db/schema/reporting-country.ts';
import type { Writing, PackContent } from '#server/domain/clearance/clearance-pack.rules.ts';
import { listItemChanges } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { mergeReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import {
  loadReportContent,
  loadCheckedReport,
  listReasons,
} from '#server/loaders/submission/load-checked-report.ts';
import { objectiveRowSchema } from '#server/domain/plan/plan-file.schema.ts';

/** The report as it was cleared last, as far as the viewer may see the whole; null where it never was. */
export async function loadLastClearance(tx: Transaction, submissionId: number) {
  const [row] = await tx
    .select({
      number: clearance.number,
      at: clearance.clearedAt,
      by: person.name,
      packReference: clearance.packReference,
      content: clearance.content,
    })
    .from(clearance)
    .innerJoin(person, eq(person.id, clearance.clearedBy))
    .where(eq(clearance.submissionId, submissionId))
    .orderBy(desc(clearance.number))
    .limit(1);
  return row ?? null;
}

export type ItemWriting = { subject: 'activity' | 'indicator'; code: string } & Writing;

const itemWritingShape = {
  subject: z.enum(['activity', 'indicator']),
  code: z.string(),
  by: z.string().nullable(),
  /** The agency of the person who wrote last. */
  agency: z.string().nullable(),
  at: z.string().nullable(),
  /** The agency to which the item is given. */
  heldBy: z.string().nullable(),
};

/**
 * Who wrote each item last, with the agency of that person, and the agency that holds the item as a whole. The
 * secretariat is told the names of people only.
 */
export function listWritings(
  tx: Transaction,
  submission: { id: number; reporter: { id: number } },
): Promise<ItemWriting[]> {
  return readRows(
    tx,
    itemWritingShape,
    sql`with colleague as materialized (
      select distinct on (l.person_id) l.person_id, g.name
      from tracker.list_colleagues() l join tracker.agency g on g.id = l.agency_id
      where l.reporter_id = ${submission.reporter.id}
      order by l.person_id, l.covers nulls first, l.assignment_id),
    held as materialized (
      select x.activity_id, x.indicator_id, g.name
      from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
      where x.reporter_id = ${submission.reporter.id} and x.ended_at is null and x.dimension_code is null)
    select 'activity' as subject, a.code, p.name as by, c.name as agency,
      to_json(ar.updated_at)#>>'{}' as at, h.name as "heldBy"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join auth.person p on p.id = ar.updated_by
    left join colleague c on c.person_id = ar.updated_by
    left join held h on h.activity_id = ar.activity_id
    where ar.submission_id = ${submission.id}
    union all
    select 'indicator', i.code, p.name, c.name, to_json(ir.updated_at)#>>'{}', h.name
    from tracker.indicator_report ir
    join tracker.indicator i on i.id = ir.indicator_id
    left join auth.person p on p.id = ir.updated_by
    left join colleague c on c.person_id = ir.updated_by
    left join held h on h.indicator_id = ir.indicator_id
    where ir.submission_id = ${submission.id}`,
  );
}

const nobody: Writing = { by: null, agency: null, at: null, heldBy: null };

/** The zone of a sectoral body: that of the secretariat. */
const bodyZone = 'Asia/Jakarta';

type About = PackContent['about'];

/** Everything that stands on a printed draft of a report, as it is now. */
export async function loadPackContent(tx: Transaction, submission: StoredSubmission): Promise<PackContent> {
  const checked = await loadCheckedReport(tx, submission);
  const findings = checkReport(checked);
  const report = await loadReportContent(tx, submission.id, findings);
  const reasons = await listReasons(tx, submission.id);
  const writings = await listWritings(tx, submission);
  const plan = await loadPlanWords(tx, submission.id);
  const last = await loadLastClearance(tx, submission.id);
  const definitions = new Map(
    checked.indicators.map(({ definition }) => [definition.code, definition] as const),
  );
  return {
    report,
    about: {
      round: plan.round,
      reporter: {
        code: submission.reporter.code,
        kind: submission.reporter.kind,
        name: submission.reporter.name,
      },
      status: submission.status,
      timeZone: plan.timeZone ?? bodyZone,
      areas: plan.areas,
      activities: plan.activities.map((item) => ({
        ...item,
        writing: findWriting(writings, 'activity', item.code),
      })),
      indicators: plan.indicators.flatMap(({ isInternal, ...item }) => {
        const definition = definitions.get(item.code);
        if (!definition) return [];
        return [{ ...item, definition, isInternal, writing: findWriting(writings, 'indicator', item.code) }];
      }),
      statuses: plan.statuses,
      findings: mergeReasons(findings, reasons).map(({ kind, code, sentence, reason }) => ({
        kind,
        code,
        sentence,
        reason: reason?.reason ?? null,
      })),
    },
    since: last && {
      number: last.number,
      at: last.at,
      by: last.by,
      changes: listItemChanges(last.content, report),
    },
  };
}

function findWriting(writings: ItemWriting[], subject: ItemWriting['subject'], code: string): Writing {
  const found = writings.find((one) => one.subject === subject && one.code === code);
  return found ? { by: found.by, agency: found.agency, at: found.at, heldBy: found.heldBy } : nobody;
}

type PlanWords = Pick<About, 'round' | 'areas' | 'statuses'> & {
  timeZone: string | null;
  activities: { code: string; title: string; area: string }[];
  indicators: { code: string; title: string; area: string; isInternal: boolean }[];
};

const planWordsShape = {
  round: z.object({ code: z.string(), title: z.string(), dueOn: z.string() }),
  statuses: z.array(z.object({ code: z.string(), label: z.string() })),
  areas: z.array(z.object({ code: z.string(), title: z.string() })),
  timeZone: z.string().nullable(),
  activities: z.array(objectiveRowSchema),
  indicators: z.array(
    z.object({ code: z.string(), title: z.string(), area: z.string(), isInternal: z.boolean() }),
  ),
};

/** The words of the plan for what is asked in this report, in plan order. */
async function loadPlanWords(tx: Transaction, submissionId: number): Promise<PlanWords> {
  const [row] = await readRows(
    tx,
    planWordsShape,
    sql`select json_build_object('code', r.code, 'title', r.title, 'dueOn', s.due_on) as round,
      m.time_zone as "timeZone",
      (select json_agg(json_build_object('code', t.code, 'title', t.title) order by t.position)
        from tracker.thematic_area t where t.plan_id = r.plan_id) as areas,
      (select json_agg(json_build_object('code', st.code, 'label', st.label) order by st.position)
        from tracker.round_statuses(r.id) st) as statuses,
      coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title, 'area', t.code)
          order by a.position)
        from tracker.activity_report ar
        join tracker.activities_in(r.id) a on a.id = ar.activity_id
        join tracker.objective o on o.id = a.objective_id
        join tracker.thematic_area t on t.id = o.area_id
        where ar.submission_id = s.id), '[]') as activities,
      coalesce((select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', t.code,
          'isInternal', i.disclosure_class = 'internal') order by i.position)
        from tracker.indicator_report ir
        join tracker.indicators_in(r.id) i on i.id = ir.indicator_id
        join tracker.thematic_area t on t.id = i.area_id
        where ir.submission_id = s.id), '[]') as indicators
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    left join tracker.member_state m on m.id = p.state_id
    where s.id = ${submissionId}`,
  );
  if (!row) throw new Error('The submission was read a moment ago.');
  return row;
}
