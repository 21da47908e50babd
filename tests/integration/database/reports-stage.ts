import type { Sql } from '#db/sql.ts';
import { identifier } from '#db/statement.ts';
import { connectAs, tryWith } from '#tests/support/raw-roles.ts';
import { bringReportTo, createTeam, type Status, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
/** Whose report stands where. */
export const cast = {
  TH: 'draft',
  KH: 'draft',
  SG: 'cleared',
  PH: 'submitted',
  LA: 'returned',
  MY: 'accepted',
} as const satisfies Record<string, Status>;
export type Reporter = keyof typeof cast;
export const reporters = Object.keys(cast) as Reporter[];

export type ReportsStage = {
  world: World;
  /** A connection of the runtime role. */
  app: Sql;
  secretariat: Person;
  teams: Record<Reporter, Team>;
  /** Ids of the submissions. */
  ids: Record<Reporter, number>;
  /** Tables that hold something of one submission. */
  tables: string[];
  /** Rows that the runtime role sees with a pass, by table, of one submission or of all. */
  countRows: (pass: string | null, submission?: number) => Promise<Record<string, number>>;
  nothing: () => Record<string, number>;
  close: () => Promise<void>;
};

/** Reports of six states with something in every table, compiled and published. */
export async function setReportsStage(): Promise<ReportsStage> {
  const world = await createWorld();
  const secretariat = await world.openRound(round);
  const teams = {} as Record<Reporter, Team>;
  const ids = {} as Record<Reporter, number>;
  for (const reporter of reporters) {
    const team = await createTeam(world, reporter);
    teams[reporter] = team;
    await team.focal.caller.submission.saveIndicatorValues({
      round,
      reporter,
      indicator: 'I-C2',
      cells: [{ by: {}, state: 'reported', value: 41 }],
      note: `A note of ${reporter}.`,
      version: 0,
    });
    const { activity } = await bringReportTo(secretariat, team, { round, reporter }, cast[reporter]);
    ids[reporter] = await addTheRest(world, reporter, activity, [team.focal.id, secretariat.id]);
  }
  await secretariat.caller.compilation.create({ round });
  await secretariat.caller.publication.publish({ round });
  const app = connectAs(world, 'bohol_app');
  const tables = await listTables(world);
  return {
    world,
    app,
    secretariat,
    teams,
    ids,
    tables,
    countRows: (pass, submission) =>
      tryWith(app, pass, async (tx) => {
        const counts: Record<string, number> = {};
        for (const table of [...tables, 'submission']) {
          const [row] = await tx<{ n: number }[]>`
            select count(*)::integer as n from tracker.${identifier(table)}
            where ${submission ?? null}::integer is null
              or ${identifier(table === 'submission' ? 'id' : 'submission_id')} = ${submission ?? 0}`;
          counts[table] = row?.n ?? 0;
        }
        return counts;
      }),
    nothing: () => Object.fromEntries([...tables, 'submission'].map((table) => [table, 0])),
    async close() {
      await app.end();
      await world.close();
    },
  };
}

/** What no use-case of this test makes: evidence, a question that waits for the next return, a snapshot. */
async function addTheRest(
  world: World,
  reporter: Reporter,
  activity: string,
  [writer, reviewer]: [string, string],
): Promise<number> {
  const [row] = await world.owner<{ id: number; activity: number }[]>`
    select s.id, a.id as activity from tracker.submission s
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    cross join tracker.activity a where a.code = ${activity}`;
  if (!row) throw new Error(`There is no report of ${reporter}.`);
  await world.owner`
    insert into tracker.evidence (submission_id, activity_id, kind, title, url, disclosure, added_by, added_at)
    values (${row.id}, ${row.activity}, 'link', 'Evidence', 'https://example.test/', 'private', ${writer}, now()),
      (${row.id}, ${row.activity}, 'link', 'Evidence', 'https://example.test/', 'asean', ${writer}, now())`;
  await world.owner`
    insert into tracker.query (submission_id, activity_id, field, question, raised_by, raised_at, times_submitted)
    values (${row.id}, ${row.activity}, 'status', 'Not sent.', ${reviewer}, now(), 1)`;
  await world.owner`
    insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
    values (${row.id}, 99, now(), '{}', ${'0'.repeat(64)})`;
  return row.id;
}

async function listTables(world: World): Promise<string[]> {
  const rows = await world.owner<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'tracker' and column_name = 'submission_id' order by 1`;
  return rows.map(({ name }) => name);
}
