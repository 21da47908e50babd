import { afterAll, beforeAll, expect, test } from 'vitest';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createCaller } from '#server/trpc/root.ts';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import type { Person } from '#tests/support/world.ts';
import { type AgencyStage, key, setAgencyStage } from './agency-stage.ts';

/** Roles count by the database's own clock, so these tests stand in the present. */
let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
  stage.world.setTime(new Date().toISOString());
});
afterAll(() => stage?.world.close());

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** The person as the next request would see them. */
async function again({ id }: Person) {
  const { world } = stage;
  const viewer = await getViewer(world.connections.app, world.base.viewerSecret, id);
  return { viewer: viewer!, caller: createCaller({ ...world.base, viewer }) };
}
const ownRole = async (person: Person) => (await person.caller.cover.list()).own[0]!.assignment;
/** Days pass in the database only by moving the cover. */
const move = (cover: number, from: number, until: number) => stage.world.owner`
  update tracker.assignment set starts_on = ${day(from)}, ends_on = ${day(until)} where id = ${cover}`;

const roles = (viewer: { assignments: readonly { role: string }[] }) =>
  viewer.assignments.map(({ role }) => role);

test('a role works for the colleague within its days, and not a day longer', async () => {
  const { clearing, focal } = stage;
  const { assignment } = await clearing.caller.cover.handOver({
    assignment: await ownRole(clearing),
    to: focal.id,
    from: day(0),
    until: day(3),
  });
  const during = await again(focal);
  expect(during.viewer.assignments).toEqual([
    expect.objectContaining({ role: 'focal_point', cover: null }),
    expect.objectContaining({
      role: 'clearing_officer',
      cover: { name: clearing.viewer.name, until: day(3) },
    }),
  ]);
  // Both have it, each under their own name.
  expect(roles((await again(clearing)).viewer)).toEqual(['clearing_officer']);
  await during.caller.submission.saveActivityReport({
    ...key,
    activity: 'A1.1',
    status: 'on_track',
    version: 0,
  });
  const cleared = await during.caller.submission.clear({ ...key, version: 1 });
  await during.caller.submission.sendBack({ ...key, version: cleared.version, reason: 'Once more.' });
  const [decision] = await stage.world.owner`
    select decided_by from tracker.decision where transition = 'clear' order by id desc limit 1`;
  expect(decision?.['decided_by']).toBe(focal.id);

  for (const [from, until, works] of [
    [1, 4, false],
    [-3, -1, false],
    [-3, 0, true],
    [0, 0, true],
  ] as const) {
    await move(assignment, from, until);
    const { viewer, caller } = await again(focal);
    expect(roles(viewer).includes('clearing_officer'), `${from} to ${until}`).toBe(works);
    // A session that still believes it is refused by the database.
    const stale = createCaller({ ...stage.world.base, viewer: during.viewer });
    const attempt = works ? caller : stale;
    const outcome = await attempt.submission
      .clear({ ...key, version: 3 })
      .then(async ({ version }) => {
        await caller.submission.sendBack({ ...key, version, reason: 'Back.' });
        return 'ok';
      })
      .catch((error: { message: string }) => error.message);
    if (works) {
      expect(outcome).toBe('ok');
      await stage.world.owner`update tracker.submission set version = 3 where round_id = (
        select id from tracker.round where code = ${key.round}) and reporter_id = (
        select id from tracker.reporter where code = 'TH')`;
    } else expect(outcome).toMatch(/does not allow/);
  }
  await clearing.caller.cover.end({ assignment });
  expect(roles((await again(focal)).viewer)).toEqual(['focal_point']);
  expect(await refusalOfCall(clearing.caller.cover.end({ assignment }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a cover dies with the role that it covers, and with the account of whom it covers for', async () => {
  const { world, police } = stage;
  for (const end of [
    (id: string) => world.owner`update tracker.assignment set revoked_at = now() where person_id = ${id}`,
    (id: string) => world.owner`update auth.person set disabled_at = now() where id = ${id}`,
  ]) {
    const away = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
    await away.caller.cover.handOver({
      assignment: await ownRole(away),
      to: police.id,
      from: day(0),
      until: day(9),
    });
    expect(roles((await again(police)).viewer)).toEqual(['contributor', 'focal_point']);
    // Whoever stands in for a focal point sees the whole report.
    const { caller } = await again(police);
    expect((await caller.agency.get(key)).mayAssign).toBe(true);
    await end(away.id);
    expect(roles((await again(police)).viewer)).toEqual(['contributor']);
  }
});

test('an agency\u2019s part comes with its contributor\u2019s role', async () => {
  const { focal, police, welfare } = stage;
  await focal.caller.agency.assign({ ...key, agency: 'RTP', parts: [{ activity: 'C1.1' }] });
  expect((await welfare.caller.submission.get(key)).activities).toHaveLength(0);
  const { assignment } = await police.caller.cover.handOver({
    assignment: await ownRole(police),
    to: welfare.id,
    from: day(0),
    until: day(1),
  });
  const { caller, viewer } = await again(welfare);
  expect(viewer.assignments.map(({ agency }) => agency?.acronym)).toEqual(['MSDHS', 'RTP']);
  expect((await caller.submission.get(key)).activities.map(({ code }) => code)).toEqual(['C1.1']);
  const seen = (await focal.caller.agency.get(key)).agencies.find(({ acronym }) => acronym === 'RTP');
  expect(seen?.people).toContainEqual({
    name: welfare.viewer.name,
    cover: { name: police.viewer.name, until: day(1) },
  });
  // What is not one's own cannot be handed on.
  expect(
    await refusalOfCall(caller.cover.handOver({ assignment, to: focal.id, from: day(0), until: day(1) })),
  ).toMatchObject({ code: 'NOT_FOUND' });
  expect((await caller.cover.list()).taken).toMatchObject([{ away: police.viewer.name, until: day(1) }]);
  expect((await police.caller.cover.list()).given).toMatchObject([{ standIn: welfare.viewer.name }]);
  // Whoever stands in can end it too.
  await caller.cover.end({ assignment });
});

test('dates and colleagues that cannot be are named', async () => {
  const { clearing, focal, foreign } = stage;
  const assignment = await ownRole(clearing);
  const attempt = (more: Partial<{ to: string; from: string; until: string; assignment: number }>) =>
    refusalOfCall(
      clearing.caller.cover.handOver({
        assignment,
        to: focal.id,
        from: day(0),
        until: day(1),
        ...more,
      }),
    );
  expect(await attempt({ from: day(-1) })).toMatchObject({ fields: [{ path: 'from' }] });
  expect(await attempt({ from: day(3) })).toMatchObject({ fields: [{ path: 'until' }] });
  expect(await attempt({ until: day(500) })).toMatchObject({ fields: [{ path: 'until' }] });
  expect(await attempt({ from: '2026-02-31', until: 'soon' })).toMatchObject({
    fields: [{ path: 'from' }, { path: 'until' }],
  });
  expect(await attempt({ to: foreign.id })).toMatchObject({ fields: [{ path: 'to' }] });
  expect(await attempt({ to: clearing.id })).toMatchObject({ fields: [{ path: 'to' }] });
  expect(await attempt({ assignment: await ownRole(focal) })).toMatchObject({ code: 'NOT_FOUND' });
  await clearing.caller.cover.handOver({ assignment, to: focal.id, from: day(2), until: day(4) });
  expect(await attempt({ from: day(4), until: day(6) })).toMatchObject({ fields: [{ path: 'to' }] });
});

test('past the application too one hands over one\u2019s own role, to a colleague, and nothing else', async () => {
  const { clearing, focal, foreign, police, world } = stage;
  const app = connectAs(world, 'bohol_app');
  const handOver = async (who: Person, own: number, to: Person) =>
    refusalOf(
      tryWith(
        app,
        passOf(who.id),
        (tx) => tx`
        select tracker.hand_over(${own}, ${to.id}, ${day(0)}::date, ${day(1)}::date, now())`,
      ),
    );
  const own = await ownRole(clearing);
  expect(await handOver(clearing, own, focal)).toBe('allowed');
  expect(await handOver(police, own, police)).toBe('42501');
  expect(await handOver(clearing, own, foreign)).toBe('42501');
  expect(
    await refusalOf(
      tryWith(
        app,
        passOf(police.id),
        (tx) => tx`
        insert into tracker.assignment (person_id, role, reporter_id, assigned_at)
        select ${police.id}, 'focal_point', id, now() from tracker.reporter where code = 'TH'`,
      ),
    ),
  ).toBe('42501');
  await app.end();
});
