import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Logger } from 'pino';
import type { Transaction } from '#db/as-viewer.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { publicationSchedule } from '#db/schema/publishing.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { decideScheduled, mostAttempts } from '#server/domain/publication/schedule.rules.ts';
import { queueScheduleMail } from '#server/notifications/queue-report-mail.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { publishWithin } from './publish.ts';
import { recordSchedule } from './schedule-publication.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';

export type ScheduleRun = { published: number[]; failed: string[] };

const publishing = { permission: 'publication.publish' } as const;

/** A reason for which a scheduled publication does not go out, for the secretariat to read. */
class ScheduleFails extends Error {}

/**
 * Publishes what is due by the minute that was set. What must not go out (another compilation since, an
 * approved report that says something else, a rule that refuses) has failed for good, and the secretariat is told by mail. Repeating it, or two that run at once, publishes
 * nothing twice: each is locked, and ends in the transaction that publishes it. A fault of ours is tried again a few
 * times and thrown, so that it stands in the log.
 */
export async function publishScheduled(context: OperationContext, log: Logger): Promise<ScheduleRun> {
  const done: ScheduleRun = { published: [], failed: [] };
  const faults: unknown[] = [];
  const due = await runOperation(context, publishing, {}, ({ tx }) =>
    readRows(
      tx,
      { id: z.number(), round: z.string() },
      sql`
      select s.id, r.code as round from tracker.publication_schedule s join tracker.round r on r.id = s.round_id
      where s.state = 'waiting' and s.publish_at <= ${context.now().toISOString()}::timestamptz
      order by s.publish_at, s.id`,
    ),
  );
  for (const { id, round } of due) {
    try {
      const number = await runOperation(context, publishing, {}, (run) =>
        publishOne(context, run, id, round),
      );
      if (number !== null) done.published.push(number);
    } catch (error) {
      const why =
        error instanceof ScheduleFails || error instanceof DomainError
          ? error.message
          : await countFault(context, id);
      if (why === null || !(error instanceof ScheduleFails || error instanceof DomainError))
        faults.push(error);
      if (why === null) continue;
      log.error({ round, err: error }, 'a scheduled publication did not go out');
      if (await runOperation(context, publishing, {}, (run) => failOne(run, { id, round, why })))
        done.failed.push(round);
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, 'A scheduled publication met a fault.');
  return done;
}

const lockedShape = {
  publishAt: z.string(),
  sources: z.array(z.number()),
  title: z.string(),
  meeting: z.string(),
  note: z.string(),
  withoutReport: z.boolean(),
  scheduledBy: z.string(),
  schedulerIsOfficer: z.boolean(),
};
type Locked = RowOf<typeof lockedShape>;

/** Null when somebody else was first, or it waits again. The round is locked first, as by whoever compiles it. */
async function lockWaiting(tx: Transaction, id: number): Promise<Locked | null> {
  await tx.execute(sql`
    select from tracker.round where id = (select round_id from tracker.publication_schedule where id = ${id}) for update`);
  const [row] = await readRows(
    tx,
    lockedShape,
    sql`
    select to_json(s.publish_at)#>>'{}' as "publishAt", s.sources, s.title, s.meeting, s.note,
      s.without_report as "withoutReport", s.scheduled_by as "scheduledBy",
      exists (select from tracker.assignment a join auth.person p on p.id = a.person_id and p.disabled_at is null
        where a.person_id = s.scheduled_by and a.role = 'secretariat_officer' and a.revoked_at is null) as "schedulerIsOfficer"
    from tracker.publication_schedule s where s.id = ${id} and s.state = 'waiting' for update of s`,
  );
  return row ?? null;
}

async function publishOne(
  context: OperationContext,
  run: Run,
  id: number,
  round: string,
): Promise<number | null> {
  const { tx } = run;
  const waiting = await lockWaiting(tx, id);
  if (!waiting) return null;
  const now = await listCompiledRounds(tx, round);
  const decision = decideScheduled(
    { ...waiting, now: now.map(({ code, compilationId }) => ({ round: code, compilation: compilationId })) },
    context.now(),
  );
  if (decision.kind === 'wait') return null;
  if (decision.kind === 'fail') throw new ScheduleFails(decision.why);
  const { title, meeting, note, withoutReport, scheduledBy } = waiting;
  const words = { title, meeting, note };
  const { number } = await publishWithin(context, run, { round, ...words, withoutReport, scheduledBy });
  const at = context.now().toISOString();
  await tx.execute(sql`
    update tracker.publication_schedule set state = 'published', publication_number = ${number},
      ended_at = ${at}::timestamptz where id = ${id}`);
  await recordSchedule(run, at, round, { event: 'published', publication: number, scheduledBy });
  await queueScheduleMail(tx, { id, round, at, outcome: { number } });
  return number;
}

async function failOne(
  run: Run,
  { id, round, why }: { id: number; round: string; why: string },
): Promise<boolean> {
  const { tx } = run;
  if (!(await lockWaiting(tx, id))) return false;
  const at = run.now().toISOString();
  await tx.execute(sql`
    update tracker.publication_schedule set state = 'failed', failure = ${why.slice(0, 2000)},
      ended_at = ${at}::timestamptz where id = ${id}`);
  await recordSchedule(run, at, round, { event: 'failed', why });
  await queueScheduleMail(tx, { id, round, at, outcome: { why } });
  return true;
}

/** Counts a fault of ours; what to say once there were too many, or null while it is tried again. */
async function countFault(context: OperationContext, id: number): Promise<string | null> {
  const [row] = await runOperation(context, publishing, {}, ({ tx }) =>
    tx
      .update(publicationSchedule)
      .set({ attempts: sql`${publicationSchedule.attempts} + 1` })
      .where(and(eq(publicationSchedule.id, id), eq(publicationSchedule.state, 'waiting')))
      .returning({ attempts: publicationSchedule.attempts }),
  );
  return row && row.attempts >= mostAttempts
    ? `Something went wrong on our side ${mostAttempts} times. The tracker's log has the details.`
    : null;
}
