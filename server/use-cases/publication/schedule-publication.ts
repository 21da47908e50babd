import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { round as roundTable } from '#db/schema/submission.ts';
import { DomainError, requireNoProblems } from '#server/domain/error/domain-error.ts';
import { buildPublication } from '#server/domain/publication/build-publication.ts';
import { parseScheduledTime } from '#server/domain/publication/schedule.rules.ts';
import { findSchedule, type Schedule } from '#server/loaders/publication/find-schedule.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import {
  compareWithApprovedReport,
  listApprovedDrafts,
  requireReportDecision,
} from './compare-with-approved-report.ts';
import { type CompiledRound, listCompiledRounds } from '#server/loaders/publication/load-compiled.ts';
import { loadPublicationInput } from '#server/loaders/publication/load-publication-input.ts';
import { decideInThread } from '#server/publications/decide-thread.ts';
import { listWordProblems } from './publish.ts';
import { type Run, runOperation } from '#server/operation/run-operation.ts';
import { recordRevision } from '#server/operation/record-revision.ts';

export type SchedulePublicationInput = {
  round: string;
  /** Day and time of Jakarta: "2026-12-01", "14:30". */
  date: string;
  time: string;
  title?: string | undefined;
  meeting?: string | undefined;
  note?: string | undefined;
  /** That the approved report does not go along, should it say something else by then. */
  withoutReport?: boolean | undefined;
  /** Of what was waiting when the form was made; 0 where nothing was. */
  version: number;
  requestId?: string | undefined;
};

/**
 * Sets the minute at which the newest compilation of a round is published, or changes what was set. Throws BAD_INPUT
 * with the fields at fault, NOT_ALLOWED_NOW where there is nothing to publish or the approved report says something else,
 * and CONFLICT with what waits when somebody else was first.
 */
export function schedulePublication(
  context: OperationContext,
  input: SchedulePublicationInput,
): Promise<{ version: number; publishAt: string }> {
  return runOperation(
    context,
    { permission: 'publication.schedule', once: 'publication.schedule' },
    input,
    async (run) => {
      const { tx, personId } = run;
      const minute = parseScheduledTime(input, context.now());
      requireNoProblems([...('problems' in minute ? minute.problems : []), ...listWordProblems(input)]);
      if (!('at' in minute)) throw new Error('A problem is always refused.');
      const round = await lockRound(tx, input.round);
      const [compilation] = await readRows(
        tx,
        { id: z.number(), publication: z.number().nullable() },
        sql`
        select k.id, (select min(e.publication_number) from tracker.publication_event e
          where e.compilation_id = k.id) as publication
        from tracker.compilation k where k.round_id = ${round} order by k.number desc limit 1`,
      );
      if (!compilation) {
        throw new DomainError('NOT_ALLOWED_NOW', `Compile ${input.round} before publishing it.`);
      }
      if (compilation.publication !== null) {
        throw new DomainError(
          'NOT_ALLOWED_NOW',
          `This compilation is already publication ${compilation.publication}. Compile the round again to publish a correction.`,
        );
      }
      const waiting = await takeWaiting(tx, input);
      const rounds = await listCompiledRounds(tx, input.round);
      const withoutReport = input.withoutReport ?? false;
      if (!withoutReport) await refuseOtherThanApproved(context, tx, rounds, input.round);
      const sources = rounds.map(({ compilationId }) => compilationId);
      const from = sql`${sql.param(sources)}::integer[]`;
      const at = context.now().toISOString();
      const words = [input.title, input.meeting, input.note].map((text) => text?.trim() ?? '');
      const version = (waiting?.version ?? 0) + 1;
      await tx.execute(
        waiting
          ? sql`update tracker.publication_schedule set compilation_id = ${compilation.id},
            sources = ${from}, publish_at = ${minute.at}::timestamptz,
            title = ${words[0]}, meeting = ${words[1]}, note = ${words[2]},
            without_report = ${withoutReport}, attempts = 0, version = ${version}, scheduled_by = ${personId},
            changed_at = ${at}::timestamptz where id = ${waiting.id}`
          : sql`insert into tracker.publication_schedule (round_id, compilation_id, sources, publish_at, title, meeting, note,
            without_report, scheduled_by, changed_at)
          values (${round}, ${compilation.id}, ${from}, ${minute.at}::timestamptz, ${words[0]}, ${words[1]}, ${words[2]},
            ${withoutReport}, ${personId}, ${at}::timestamptz)`,
      );
      await recordSchedule(run, at, input.round, {
        event: waiting ? 'changed' : 'scheduled',
        publishAt: minute.at,
      });
      return { version, publishAt: minute.at };
    },
  );
}

/** As when it is published: at its minute it would fail. */
async function refuseOtherThanApproved(
  context: OperationContext,
  tx: Transaction,
  rounds: CompiledRound[],
  round: string,
): Promise<void> {
  const chosen = rounds.find(({ code }) => code === round);
  const approved = chosen ? await listApprovedDrafts(tx, chosen.compilationId) : [];
  if (!chosen || approved.length === 0) return;
  const input = await loadPublicationInput(tx, rounds, chosen, { publishedAt: context.now() });
  await decideInThread(input.figures);
  requireReportDecision(compareWithApprovedReport(approved, buildPublication(input)), false);
}

/** Lets go of what was scheduled. Throws CONFLICT with what stands now when it has changed or gone out meanwhile. */
export function cancelSchedule(
  context: OperationContext,
  input: { round: string; version: number; requestId?: string | undefined },
): Promise<{ cancelled: true }> {
  return runOperation(
    context,
    { permission: 'publication.schedule', once: 'publication.cancelSchedule' },
    input,
    async (run) => {
      const { tx } = run;
      await lockRound(tx, input.round);
      const waiting = await takeWaiting(tx, input);
      if (!waiting) throw new DomainError('NOT_FOUND', `Nothing is scheduled for ${input.round}.`);
      const at = context.now().toISOString();
      await tx.execute(sql`
        update tracker.publication_schedule set state = 'cancelled', version = version + 1, ended_at = ${at}::timestamptz,
          changed_at = ${at}::timestamptz where id = ${waiting.id}`);
      await recordSchedule(run, at, input.round, { event: 'cancelled', publishAt: waiting.publishAt });
      return { cancelled: true as const };
    },
  );
}

async function lockRound(tx: Transaction, code: string): Promise<number> {
  const [round] = await tx
    .select({ id: roundTable.id })
    .from(roundTable)
    .where(eq(roundTable.code, code))
    .for('update');
  if (!round) throw new DomainError('NOT_FOUND', `There is no round ${code}.`);
  return round.id;
}

/** What waits for the round, where it is what was read. */
async function takeWaiting(
  tx: Transaction,
  { round, version }: { round: string; version: number },
): Promise<Schedule | null> {
  const found = await findSchedule(tx, round);
  const waiting = found?.state === 'waiting' ? found : null;
  if ((waiting?.version ?? 0) !== version) {
    throw new DomainError(
      'CONFLICT',
      waiting
        ? `${waiting.scheduledBy} has since changed what is scheduled. Nothing was saved.`
        : 'What was scheduled has since ended. Nothing was saved.',
      { current: found },
    );
  }
  return waiting;
}

/** Adds to the history of what was scheduled for a round, for the audit. */
export const recordSchedule = (
  run: Run,
  at: string,
  round: string,
  after: { event: string; [detail: string]: unknown },
): Promise<void> => recordRevision(run, at, { subject: 'publication_schedule', key: round, after });
