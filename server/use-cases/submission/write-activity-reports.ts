import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { readRows } from '#db/rows.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { ActivityWrite } from '#server/domain/submission/activity-report.schema.ts';
import type { Run } from '#server/operation/run-operation.ts';
import { writeRevisions } from '#server/operation/write-revision.ts';

/** When it is written. */
export type Stamp = {
  at: string;
  /** The round whose answers are written without anybody having confirmed them; every other save confirms. */
  copiedFrom?: number;
};

/**
 * Writes activity reports and their revisions, a statement each however many there are. An item that somebody
 * else changed since it was read stops everything with CONFLICT and what is stored now.
 */
export async function writeActivityReports(
  run: Run,
  submission: StoredSubmission,
  items: ActivityWrite[],
  stamp: Stamp,
) {
  const { tx, personId } = run;
  if (items.length === 0) return [];
  const rows = items.map(({ id, version, content }) => ({
    activity_id: id,
    version,
    status_code: content.status,
    achievements: content.achievements,
    challenges: content.challenges,
    next_steps: content.nextSteps,
    narrative_released: content.narrativeReleased ?? null,
  }));
  const written = await readRows(
    tx,
    {
      activity_id: z.number(),
      version: z.number(),
      key: z.string(),
      before: z.unknown(),
      after: z.unknown(),
    },
    sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as g (
        activity_id integer, version integer, status_code text, achievements text, challenges text,
        next_steps text, narrative_released boolean)
    ), held as (
      select ar.* from tracker.activity_report ar
      join given g on g.activity_id = ar.activity_id and g.version = ar.version
      where ar.submission_id = ${submission.id}
      for update of ar
    ), written as (
      update tracker.activity_report ar
      set status_code = g.status_code, achievements = g.achievements, challenges = g.challenges,
        next_steps = g.next_steps,
        narrative_released = coalesce(g.narrative_released, ar.narrative_released),
        copied_from = ${stamp.copiedFrom ?? null}::integer, version = ar.version + 1, updated_by = ${personId}, updated_at = ${stamp.at}::timestamptz
      from given g join held h on h.activity_id = g.activity_id
      where ar.submission_id = ${submission.id} and ar.activity_id = g.activity_id
      returning ar.activity_id, ar.version,
        to_jsonb(h) - 'submission_id' as before, to_jsonb(ar) - 'submission_id' as after
    )
    select w.activity_id, w.version, a.code as key, w.before, w.after
    from written w join tracker.activity a on a.id = w.activity_id`,
  );
  if (written.length < items.length) {
    const done = new Set(written.map((row) => row.activity_id));
    throw await buildConflict(
      tx,
      submission,
      items.filter(({ id }) => !done.has(id)),
    );
  }
  await writeRevisions(
    run,
    stamp.at,
    written.map(({ key, before, after }) => ({
      submissionId: submission.id,
      subject: 'activity',
      key,
      before,
      after,
    })),
  );
  const versions = new Map(written.map((row) => [row.activity_id, row.version]));
  return items.map(({ id, code }) => ({ code, version: versions.get(id) ?? 0, savedAt: stamp.at }));
}

async function buildConflict(tx: Transaction, submission: StoredSubmission, items: ActivityWrite[]) {
  const current = await tx.execute(sql`
    select a.code as activity, ar.status_code as status, ar.achievements, ar.challenges,
      ar.next_steps as "nextSteps", ar.narrative_released as "narrativeReleased", ar.version,
      to_json(ar.updated_at)#>>'{}' as "updatedAt", p.name as "updatedBy"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join auth.person p on p.id = ar.updated_by
    where ar.submission_id = ${submission.id}
      and ar.activity_id = any (${sql.param(items.map(({ id }) => id))}::integer[])
    order by a.position`);
  const names = items.map(({ code }) => code).join(', ');
  return new DomainError('CONFLICT', `Somebody else changed ${names} in the meantime. Nothing was saved.`, {
    current: { activities: [...current] },
  });
}
