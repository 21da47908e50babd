import type { Logger } from 'pino';
import type { Connections } from '#db/client.ts';
import { round } from '#db/schema/submission.ts';
import { listRoundMoves, type RoundMove } from '#server/domain/round/round-days.rules.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { queueDigests } from '#server/use-cases/mail/queue-digests.ts';
import { closeRound } from '#server/use-cases/round/close-round.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import type { Signer } from '#server/publications/signer.ts';

/** Whose name stands in the records for what the tracker does by itself; seeds/load-calendar.ts makes the entry. */
export const calendarPersonId = 'calendar';

export type CalendarWork = {
  connections: Connections;
  viewerSecret: string;
  published: PublicationReader;
  signer: Signer;
  now: () => Date;
  log: Logger;
  /** The rounds of the demo are left as they are: its walk-through has to work on any day. */
  demo: boolean;
};

/** The calendar as a viewer: everything it does goes through the same use-cases as what an officer does. */
export function buildCalendarContext({
  connections,
  viewerSecret,
  published,
  signer,
  now,
}: Pick<CalendarWork, 'connections' | 'viewerSecret' | 'published' | 'signer' | 'now'>): OperationContext {
  return {
    database: connections.app,
    connections,
    viewerSecret,
    published,
    signer,
    now,
    viewer: {
      personId: calendarPersonId,
      name: 'The calendar of the tracker',
      email: 'calendar@tracker.invalid',
      assignments: [{ role: 'secretariat_officer', reporter: null }],
    },
  };
}

/**
 * The hourly work of the calendar: opens and closes the rounds whose day has come, then writes the reminders of the
 * hour. Repeating it changes nothing. One round that cannot be moved does not keep the others, or the reminders,
 * from being done; in the end it throws, so that it is tried again.
 */
export async function runCalendar(work: CalendarWork): Promise<{ moves: RoundMove[]; reminders: number }> {
  const { log, now, connections } = work;
  const failures: unknown[] = [];
  const moves = work.demo ? [] : await listMoves(work);
  const done: RoundMove[] = [];
  for (const move of moves) {
    try {
      if (await makeMove(work, move)) done.push(move);
    } catch (error) {
      log.error({ err: error, round: move.round }, `the calendar could not ${move.verb} a round`);
      failures.push(error);
    }
  }
  const reminders = await queueDigests(connections.jobs, now());
  if (reminders > 0) log.info({ reminders }, 'reminders written');
  if (failures.length > 0) throw new AggregateError(failures, 'Some rounds could not be moved.');
  return { moves: done, reminders };
}

async function listMoves(work: CalendarWork): Promise<RoundMove[]> {
  const rounds = await runOperation(buildCalendarContext(work), { permission: 'round.read' }, {}, ({ tx }) =>
    tx
      .select({ code: round.code, state: round.state, opensOn: round.opensOn, closesOn: round.closesOn })
      .from(round)
      .orderBy(round.periodStart),
  );
  return listRoundMoves(rounds, work.now());
}

/** False when there was nothing to do any more: somebody else was first. */
async function makeMove(work: CalendarWork, { round, verb }: RoundMove): Promise<boolean> {
  if (verb === 'missed') {
    work.log.warn({ round }, 'a planned round is past as a whole; it is not opened by itself');
    return false;
  }
  const context = buildCalendarContext(work);
  try {
    await (verb === 'open' ? openRound(context, { round }) : closeRound(context, { round }));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_ALLOWED_NOW') return false;
    throw error;
  }
  work.log.info({ round, verb }, 'the calendar moved a round');
  return true;
}
