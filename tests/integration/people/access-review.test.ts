import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let office: Person;
let administrator: Person;
let focal: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.createPerson([{ role: 'secretariat_officer' }]);
  administrator = await world.createPerson([{ role: 'administrator' }]);
  focal = await world.createPerson([
    { role: 'focal_point', reporter: 'TH' },
    { role: 'contributor', reporter: 'KH' },
  ]);
});
afterAll(() => world?.close());

const roleOf = async (person: Person, role: string, by = administrator) => {
  const { roles } = await by.caller.access.review({ round });
  const found = roles.find((held) => held.person.id === person.id && held.role === role);
  if (!found) throw new Error(`${role} is not in the review.`);
  return found;
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { cause?: { code?: string } }) => error.cause?.code ?? 'fault',
  );

test('lists every role with who gave it and the day on which the person was last there', async () => {
  await world.owner`update auth.person set seen_on = '2025-01-18' where id = ${focal.id}`;
  const review = await office.caller.access.review({});
  expect(review).toMatchObject({ round: { code: round }, looked: 0, total: 4 });
  expect(await roleOf(focal, 'focal_point', office)).toMatchObject({
    reporter: { code: 'TH', name: 'Thailand' },
    seenOn: '2025-01-18',
    givenBy: null,
    decision: null,
    mayKeep: true,
    mayEnd: true,
  });
  expect(await roleOf(administrator, 'administrator', office)).toMatchObject({
    mayKeep: false,
    mayEnd: false,
  });
  expect(await roleOf(administrator, 'administrator')).toMatchObject({ mayKeep: true, mayEnd: false });
  expect(await office.caller.access.reminder()).toEqual({ round, looked: 0, total: 4, open: 2 });
});

test('keeps and ends in one go, harmlessly twice, and tells the audit', async () => {
  const keep = await roleOf(focal, 'focal_point');
  const end = await roleOf(focal, 'contributor');
  const decisions = [
    { assignment: keep.assignment, decision: 'keep' as const, seen: 0 },
    { assignment: end.assignment, decision: 'end' as const, seen: 0 },
  ];
  expect(await office.caller.access.decide({ round, decisions })).toEqual({ kept: 1, ended: 1 });
  expect(await office.caller.access.decide({ round, decisions })).toEqual({ kept: 0, ended: 0 });
  const review = await office.caller.access.review({ round });
  // What was ended in the review still counts in it.
  expect(review).toMatchObject({ looked: 2, total: 4 });
  expect(await roleOf(focal, 'contributor')).toMatchObject({
    ended: true,
    decision: { decision: 'end', by: office.viewer.name },
    mayKeep: false,
  });
  const { entries } = await office.caller.audit.list({ kind: 'access_review' });
  expect(entries).toHaveLength(2);
  expect(entries.map(({ event, subject }) => [event, subject])).toEqual(
    expect.arrayContaining([
      ['end', focal.viewer.name],
      ['keep', focal.viewer.name],
    ]),
  );
  expect((await office.caller.audit.verify({})).faults).toEqual([]);
  const people = await office.caller.people.list();
  expect(people.people.find(({ id }) => id === focal.id)?.roles.map(({ role }) => role)).toEqual([
    'focal_point',
  ]);
});

test('a decision that somebody else has taken meanwhile is not written over', async () => {
  const { assignment, decision } = await roleOf(focal, 'focal_point');
  const end = { assignment, decision: 'end' as const };
  expect(await codeOf(office.caller.access.decide({ round, decisions: [{ ...end, seen: 0 }] }))).toBe(
    'CONFLICT',
  );
  const seen = decision?.id ?? 0;
  const both = await Promise.all([
    codeOf(office.caller.access.decide({ round, decisions: [{ ...end, seen }] })),
    codeOf(administrator.caller.access.decide({ round, decisions: [{ ...end, seen }] })),
  ]);
  expect(both).toEqual(['ok', 'ok']);
  const [count] = await world.owner`
    select count(*)::integer as n from tracker.access_review where assignment_id = ${assignment}`;
  expect(count).toEqual({ n: 2 });
  // Ended, so it can no longer be kept.
  const keep = {
    assignment,
    decision: 'keep' as const,
    seen: (await roleOf(focal, 'focal_point')).decision?.id ?? 0,
  };
  expect(await codeOf(office.caller.access.decide({ round, decisions: [keep] }))).toBe('CONFLICT');
});

test('all or nothing: a role that is not the viewer’s to look after saves none of them', async () => {
  const other = await world.createPerson([{ role: 'focal_point', reporter: 'VN' }]);
  const own = await roleOf(administrator, 'administrator');
  const theirs = await roleOf(other, 'focal_point');
  for (const [by, decision] of [
    [office, 'keep'],
    [administrator, 'end'],
  ] as const) {
    const decisions = [
      { assignment: theirs.assignment, decision: 'keep' as const, seen: 0 },
      { assignment: own.assignment, decision, seen: 0 },
    ];
    const refused = await by.caller.access.decide({ round, decisions }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ cause: { code: 'BAD_INPUT', fields: [{ path: 'decisions.1' }] } });
  }
  expect((await roleOf(other, 'focal_point')).decision).toBeNull();
});

test('past the application nobody decides about a role above their own, or in another name', async () => {
  const sql = connectAs(world, 'bohol_app');
  try {
    const { assignment } = await roleOf(administrator, 'administrator');
    for (const [person, by] of [
      [office.id, office.id],
      [focal.id, focal.id],
      [administrator.id, office.id],
    ]) {
      const outcome = await refusalOf(
        tryWith(
          sql,
          passOf(person!),
          (tx) => tx`
        insert into tracker.access_review (round_id, assignment_id, decision, decided_by, decided_at)
        values ((select id from tracker.round where code = ${round}), ${assignment}, 'keep', ${by!}, now())`,
        ),
      );
      expect(outcome).toBe('42501');
    }
    const ended = await tryWith(
      sql,
      passOf(office.id),
      (tx) => tx`select tracker.end_role(${assignment}, now()) as ended`,
    );
    expect(ended[0]).toEqual({ ended: false });
    const self = tryWith(
      sql,
      passOf(office.id),
      (tx) => tx`select tracker.give_role(${office.id}, 'focal_point', 1, null, now())`,
    );
    expect(await refusalOf(self)).toBe('42501');
  } finally {
    await sql.end();
  }
});
