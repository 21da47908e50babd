import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { checkReport } from '#server/domain/submission/check-report.rules.ts';
import {
  snapshotContent,
  type SnapshotContent,
  type SnapshotReason,
} from '#server/domain/submission/snapshot-content.ts';
import type { Finding } from '#server/domain/validation/rule.ts';
import { listCountingReasons } from '#server/domain/validation/warning-reasons.rules.ts';
import { loadCheckedReport } from './load-checked-report.ts';
import { listReasons } from '#server/loaders/validation/list-reasons.ts';

/**
 * The content of a report now, in plan order; numbers as exact decimal text. `findings` are those of the check,
 * where the caller has them already.
 */
export async function readReportContent(
  tx: Transaction,
  submissionId: number,
  findings?: readonly Finding[],
): Promise<SnapshotContent> {
  const [row] = await readRows(
    tx,
    { content: snapshotContent },
    sql`select jsonb_build_object(
      'activities', coalesce((select jsonb_agg(jsonb_build_object(
          'activity', a.code, 'status', ar.status_code, 'achievements', ar.achievements,
          'challenges', ar.challenges, 'nextSteps', ar.next_steps, 'narrativeReleased', ar.narrative_released)
          order by a.position)
        from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
        where ar.submission_id = ${submissionId}), '[]'),
      'indicators', coalesce((select jsonb_agg(jsonb_build_object(
          'indicator', i.code, 'note', ir.note, 'release', ir.release, 'cells',
          coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('dimension', v.dimension_code,
              'category', v.category_code, 'state', v.state, 'value', trim_scale(v.value)::text,
              'numerator', trim_scale(v.numerator)::text, 'denominator', trim_scale(v.denominator)::text,
              'choice', v.choice_code, 'text', v.text_value))
              order by v.dimension_code nulls first, v.category_code)
            from tracker.indicator_value v
            where v.submission_id = ir.submission_id and v.indicator_id = ir.indicator_id), '[]'))
          order by i.position)
        from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = ${submissionId}), '[]')) as content`,
  );
  if (!row) throw new Error('A select without from always has a row.');
  const reasons = await listLeavingReasons(tx, submissionId, findings);
  return reasons.length === 0 ? row.content : { ...row.content, reasons };
}

/** Reasons for what the check says now. One that was given for an earlier figure stays behind. */
async function listLeavingReasons(
  tx: Transaction,
  submissionId: number,
  findings: readonly Finding[] | undefined,
): Promise<SnapshotReason[]> {
  const given = await listReasons(tx, submissionId);
  if (given.length === 0) return [];
  // Whether it was returned makes errors only, and reasons answer warnings.
  const known = findings ?? checkReport(await loadCheckedReport(tx, { id: submissionId, status: 'draft' }));
  return listCountingReasons(known, given).map(({ subject, code, rule, field, warning, reason }) => ({
    subject,
    code,
    rule,
    field,
    warning,
    reason,
  }));
}
