import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { loadCalendar } from '#seeds/load-calendar.ts';
import { runCalendar } from '#server/jobs/run-calendar.ts';
import { deliverMail } from '#server/notifications/deliver-mail.ts';
import { parseMailUrl } from '#server/notifications/mail-url.rules.ts';
import { createSmtpTransport } from '#server/notifications/smtp-transport.ts';
import { nodeOptions } from '#tests/support/node-options.ts';
import { bringReportTo, createTeam, type Status, type Team } from '#tests/support/reports.ts';
import { type Inbox, openInbox } from '#tests/support/smtp-inbox.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { createTestLog } from '#tests/support/test-log.ts';

export const round = '2025-H2';
/** Every state, and how its report stands. */
export const cast: Record<string, Status> = {
  BN: 'draft',
  KH: 'returned',
  ID: 'submitted',
  LA: 'draft',
  MY: 'cleared',
  MM: 'draft',
  PH: 'accepted',
  SG: 'submitted',
  TH: 'cleared',
  TL: 'draft',
  VN: 'returned',
};

export type MailStage = {
  world: World;
  inbox: Inbox;
  secretariat: Person;
  teams: Map<string, Team>;
  /** Does the calendar's work at the world's time. */
  runCalendar: (demo?: boolean) => ReturnType<typeof runCalendar>;
  /** Sends what waits at the world's time. */
  deliver: () => Promise<number>;
  /** The calendar and the sending in another process; resolves with its exit code. `started` gets its pid. */
  runProcess: (moment: string, started?: (kill: () => void) => void) => Promise<number | null>;
  emailOf: (person: Person) => string;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** A world with a mail server. People and reports come by `fillRound`. */
export async function setMailStage(): Promise<MailStage> {
  const world = await createWorld();
  await loadCalendar(world.owner);
  const inbox = await openInbox();
  const log = createTestLog();
  const { now, viewerSecret, published, signer } = world.base;
  return {
    world,
    inbox,
    secretariat: await world.createPerson([{ role: 'secretariat_officer' }]),
    teams: new Map(),
    runCalendar: (demo = false) =>
      runCalendar({ connections: world.connections, viewerSecret, published, signer, now, log, demo }),
    async deliver() {
      const { sent } = await deliverMail({
        jobs: world.connections.jobs,
        transport: createSmtpTransport(parseMailUrl(inbox.url), 'tracker.test'),
        from: { name: 'Bohol tracker', address: 'no-reply@tracker.test' },
        origin: 'https://tracker.test',
        now,
        log,
      });
      return sent;
    },
    runProcess: (moment, started) =>
      new Promise((resolve, reject) => {
        const child = spawn(
          process.execPath,
          [
            ...nodeOptions,
            join(import.meta.dirname, 'mail-process.ts'),
            world.database.url,
            inbox.url,
            moment,
          ],
          { stdio: ['ignore', 'ignore', 'inherit'] },
        );
        child.on('error', reject);
        child.on('close', (code) => resolve(code));
        started?.(() => child.kill('SIGKILL'));
      }),
    emailOf: (person) => person.viewer.email,
    async [Symbol.asyncDispose]() {
      await inbox.close();
      await world.close();
    },
  };
}

/**
 * Opens the round by the calendar and brings the reports of the states to where the cast says, a week before the first
 * reminder.
 */
export async function fillRound(stage: MailStage, states: readonly string[]): Promise<void> {
  const { world, secretariat, teams } = stage;
  for (const state of states) teams.set(state, await createTeam(world, state));
  world.setTime('2026-01-20T08:00:00Z');
  await stage.runCalendar();
  world.setTime('2026-03-18T03:00:00Z');
  await Promise.all(
    [...teams].map(([reporter, team]) =>
      bringReportTo(secretariat, team, { round, reporter }, cast[reporter] ?? 'draft'),
    ),
  );
}

/** How mails of a kind stand: how many in each status. */
export async function countMail(world: World, kind: string): Promise<Record<string, number>> {
  const rows = await world.owner<{ status: string; count: number }[]>`
    select status, count(*)::integer as count from tracker.mail where kind = ${kind} group by status`;
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}
