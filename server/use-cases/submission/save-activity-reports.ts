import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type HeldActivity, lockActivities } from '#server/loaders/submission/lock-items.ts';
import type { StoredSubmission } from '#server/loaders/submission/load-submission.ts';
import type { ActivityWrite } from '#server/domain/submission/activity-report.schema.ts';
import type { Run } from '#server/operation/run-operation.ts';

/** When it is written. */
export type Stamp = {
  at: string;
  /** The round whose answers are written without anybody having confirmed them; every other save confirms. */
  copiedFrom?: number;
};

/**
 * Writes activity reports with their revisions and the report's progress, in one statement however many there are, which
 * travels with the end of the transaction. An item that somebody else changed since it was read stops everything with
 * CONFLICT and what is stored now. `held`: the items, where the transaction holds them already.
 */
export async function saveActivityReports(
  { tx, requestId }: Run,
  submission: StoredSubmission,
  items: ActivityWrite[],
  stamp: Stamp,
  held?: ReadonlyMap<string, HeldActivity>,
) {
  if (items.length === 0) return [];
  const stored =
    held ??
    (await lockActivities(tx, {
      report: sql`${submission.id}`,
      which: { ids: items.map(({ id }) => id) },
    }));
  const overtaken = items.filter(({ code, version }) => stored.get(code)?.version !== version);
  if (overtaken.length > 0) throw await buildConflict(tx, submission, overtaken);
  const rows = items.map(({ id, content }) => ({
    activity_id: id,
    status_code: content.status,
    achievements: content.achievements,
    challenges: content.challenges,
    obstacles: content.obstacles ?? null,
    help_wanted: content.helpWanted ?? null,
    next_steps: content.nextSteps,
    narrative_released: content.narrativeReleased ?? null,
  }));
  tx.leave(
    tx.execute(sql`select tracker.write_activities(${submission.id}, ${JSON.stringify(rows)},
      ${stamp.copiedFrom ?? null}, ${stamp.at}, ${requestId})`),
  );
  return items.map(({ code, version }) => ({ code, version: version + 1, savedAt: stamp.at }));
}

async function buildConflict(tx: Transaction, submission: StoredSubmission, items: ActivityWrite[]) {
  const current = await tx.execute(sql`
    select a.code as activity, ar.status_code as status, ar.achievements, ar.challenges,
      ar.obstacles, ar.help_wanted as "helpWanted", ar.next_steps as "nextSteps", ar.narrative_released as "narrativeReleased", ar.version,
      to_json(ar.updated_at)#>>'{}' as "updatedAt", p.name as "updatedBy"
    from tracker.activity_report ar
    join tracker.activity a on a.id = ar.activity_id
    left join auth.person p on p.id = ar.updated_by
    where ar.submission_id = ${submission.id}
      and ar.activity_id = any (${sql.param(items.map(({ id }) => id))}::integer[])
    order by a.position`);
  const names = items.map(({ code }) => code).join(', ');
  return new DomainError(
    'CONFLICT',
    `Somebody else changed ${names} while you were editing. Nothing was saved.`,
    {
      current: { activities: [...current] },
    },
  );
}
