import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { listItemChanges } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import { joinReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import type { PackContent, Writing } from '#server/domain/clearance/clearance-pack.rules.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import { readReportContent } from '#server/loaders/submission/read-report-content.ts';
import { loadCheckedReport } from '#server/loaders/submission/load-checked-report.ts';
import { listReasons } from '#server/loaders/validation/list-reasons.ts';
import { objectiveRowSchema } from '#server/domain/plan/plan-file.schema.ts';
import { type ItemWriting, listWritings, loadLastClearance } from './load-clearance.ts';

const nobody: Writing = { by: null, agency: null, at: null, heldBy: null };

/** The zone of a sectoral body: that of the secretariat. */
const bodyZone = 'Asia/Jakarta';

type About = PackContent['about'];

/** Everything that stands on a printed draft of a report, as it is now. */
export async function loadPackContent(tx: Transaction, submission: StoredSubmission): Promise<PackContent> {
  const checked = await loadCheckedReport(tx, submission);
  const findings = checkReport(checked);
  const report = await readReportContent(tx, submission.id, findings);
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
      findings: joinReasons(findings, reasons).map(({ kind, code, sentence, reason }) => ({
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
