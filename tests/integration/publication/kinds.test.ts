import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptKind } from '#tests/support/random-report.ts';
import { createSeason, type Season } from './season.ts';

const round = '2025-H2';
let season: Season;
let publication: number;
beforeAll(async () => {
  season = await createSeason(49);
  await season.open(round);
  for (const reporter of ['TH', 'KH', 'VN', 'SOMTC', 'ACWC']) await season.report(round, reporter);
  publication = await season.compileAndPublish(round);
});
afterAll(() => season?.world.close());

type Kinds = { obstacles: string[]; helpWanted: string[] };

/** What is compiled, by activity and reporter, straight from the rows. */
const compiled = () =>
  season.world.owner<({ activity: string; reporter: string; released: boolean } & Kinds)[]>`
    select a.code as activity, p.code as reporter, ar.narrative_released as released, ar.obstacles,
      ar.help_wanted as "helpWanted"
    from tracker.compiled_activity_report ar join tracker.activity a on a.id = ar.activity_id
    join tracker.reporter p on p.id = ar.reporter_id order by a.position, p.code`;

test('kinds are public with the words of a reporter that released them, and nowhere else', async () => {
  const rows = await compiled();
  const kept = rows.filter(({ released }) => !released);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.every(({ obstacles }) => obstacles.includes(keptKind))).toBe(true);
  for (const activity of new Set(rows.map((row) => row.activity))) {
    const { narratives } = await season.world.anonymous.dashboard.activity({ code: activity });
    const own = rows.filter((row) => row.activity === activity && row.released);
    expect(
      narratives
        .map(({ reporter, obstacles, helpWanted }) => ({ reporter, obstacles, helpWanted }))
        .sort((one, other) => (one.reporter < other.reporter ? -1 : 1)),
    ).toEqual(own.map(({ reporter, obstacles, helpWanted }) => ({ reporter, obstacles, helpWanted })));
  }
  // Not in any document of the publication, whatever it is called there.
  const [found] = await season.world.owner<{ count: number }[]>`
    select count(*)::integer as count
    from published.publication_document p join published.document d using (sha256)
    where p.publication = ${publication} and d.kind = 'narratives' and d.body like ${`%"${keptKind}"%`}`;
  expect(found?.count).toBe(0);
});

test('what needs help counts activities by kind, from released reports, and says nothing by state', async () => {
  const rows = (await compiled()).filter(({ released }) => released);
  const { stated, activities, total, publication: about } = await season.world.anonymous.dashboard.needs({});
  expect(about?.number).toBe(publication);
  expect(total).toBeGreaterThan(activities.filter(({ needs }) => needs.includes('delayed')).length);
  const open: string[] = [];
  for (const activity of new Set((await compiled()).map((row) => row.activity))) {
    const { rounds } = await season.world.anonymous.dashboard.activity({ code: activity });
    const stand = rounds.at(-1);
    if (stand?.due && stand.status !== 'completed') open.push(activity);
  }
  for (const list of ['obstacles', 'helpWanted'] as const) {
    for (const { kind, activities: codes } of stated[list]) {
      const naming = new Set(rows.filter((row) => row[list].includes(kind)).map((row) => row.activity));
      expect(codes, kind).toEqual(open.filter((code) => naming.has(code)));
    }
  }
  expect(stated.obstacles.find(({ kind }) => kind === keptKind)?.activities).toEqual([]);
  expect(stated.obstacles.some(({ activities: codes }) => codes.length > 1)).toBe(true);
  // No name or code of a state is in what is counted.
  const said = JSON.stringify([stated.obstacles, stated.helpWanted, Object.values(stated.activities)]);
  for (const state of ['Thailand', 'Cambodia', 'Viet Nam', '"TH"', '"KH"', '"VN"']) {
    expect(said).not.toContain(state);
  }
});
