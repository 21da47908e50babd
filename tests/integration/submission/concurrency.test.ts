import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { bringReportTo, createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let secretariat: Person;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound();
});
afterAll(() => world?.close());

/** Each test has reporters of its own. */
const keyOf = (reporter: string) => ({ round: '2024-H2', reporter });

/** The answer, or the domain's refusal. A fault of the server fails the test. */
async function settle<T>(call: Promise<T>): Promise<{ answer: T } | { refusal: DomainError }> {
  try {
    return { answer: await call };
  } catch (error) {
    if (error instanceof TRPCError && error.cause instanceof DomainError) return { refusal: error.cause };
    throw error;
  }
}

const codesOf = (outcomes: ({ answer: unknown } | { refusal: DomainError })[]) =>
  outcomes.map((outcome) => ('answer' in outcome ? 'ok' : outcome.refusal.code)).sort();

async function readRevisions(reporter: string, subject: string) {
  return world.owner<
    {
      before: { version: number } & Record<string, unknown>;
      after: { version: number } & Record<string, unknown>;
    }[]
  >`
    select v.before, v.after from tracker.revision v
    join tracker.submission s on s.id = v.submission_id
    join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
    where v.subject_key = ${subject} order by v.id`;
}

test('of thirty who save the same activity at once one wins, and the others are shown what is stored', async () => {
  const key = keyOf('TH');
  const { focal } = await createTeam(world, key.reporter);
  const people = await Promise.all(
    [0, 1, 2].map(() => world.createPerson([{ role: 'contributor', reporter: key.reporter }])),
  );
  const activity = (await focal.caller.submission.get(key)).activities[0]!.code;
  const acknowledged: string[] = [];
  for (let version = 0; version < 3; version += 1) {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => {
        const text = `Version ${version}, writer ${n}.`;
        return settle(
          people[n % 3]!.caller.submission.saveActivityReport({
            ...key,
            activity,
            status: 'on_track',
            achievements: text,
            version,
          }),
        ).then((outcome) => ({ ...outcome, text }));
      }),
    );
    const winners = outcomes.filter((outcome) => 'answer' in outcome);
    expect(winners).toHaveLength(1);
    expect(winners[0]).toMatchObject({ answer: { code: activity, version: version + 1 } });
    acknowledged.push(winners[0]!.text);
    for (const outcome of outcomes) {
      if (!('refusal' in outcome)) continue;
      expect(outcome.refusal).toMatchObject({
        code: 'CONFLICT',
        current: { activities: [{ activity, version: version + 1, achievements: winners[0]!.text }] },
      });
    }
  }
  // History, played from the beginning, is what was acknowledged, and ends at what is stored.
  const revisions = await readRevisions(key.reporter, activity);
  expect(revisions.map(({ after }) => after.achievements)).toEqual(acknowledged);
  revisions.forEach(({ before, after }, index) => {
    expect(before).toEqual(
      index === 0 ? expect.objectContaining({ version: 0, achievements: '' }) : revisions[index - 1]!.after,
    );
    expect(after.version).toBe(index + 1);
  });
  const { answer } = await focal.caller.submission.activity({ ...key, activity });
  expect(answer).toMatchObject({ achievements: acknowledged.at(-1), version: 3 });
});

test('the cells of an indicator are one writer\u2019s or another\u2019s, never of both', async () => {
  const key = keyOf('KH');
  const { focal } = await createTeam(world, key.reporter);
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      settle(
        focal.caller.submission.saveIndicatorValues({
          ...key,
          indicator: 'I-B3',
          cells: [
            { by: {}, state: 'reported', value: 100 + n },
            { by: { sex: n % 2 ? 'female' : 'male' }, state: 'reported', value: 100 + n },
          ],
          note: `Writer ${n}.`,
          version: 0,
        }),
      ).then((outcome) => ({ ...outcome, n })),
    ),
  );
  const winners = outcomes.filter((outcome) => 'answer' in outcome);
  expect(winners).toHaveLength(1);
  const n = winners[0]!.n;
  const { answer } = await focal.caller.submission.indicator({ ...key, indicator: 'I-B3' });
  expect(answer.note).toBe(`Writer ${n}.`);
  expect(answer.cells.map(({ category, value }) => [category, value])).toEqual([
    [null, String(100 + n)],
    [n % 2 ? 'female' : 'male', String(100 + n)],
  ]);
});

test('people who save different items do not disturb each other', async () => {
  const key = keyOf('LA');
  const { focal } = await createTeam(world, key.reporter);
  const second = await world.createPerson([{ role: 'focal_point', reporter: key.reporter }]);
  const sheet = await focal.caller.submission.get(key);
  const counts = sheet.indicators.filter(({ measure }) => measure === 'count');
  const outcomes = await Promise.all([
    ...sheet.activities.map(({ code }) =>
      settle(
        focal.caller.submission.saveActivityReport({
          ...key,
          activity: code,
          status: 'on_track',
          version: 0,
        }),
      ),
    ),
    ...counts.map(({ code }, n) =>
      settle(
        second.caller.submission.saveIndicatorValues({
          ...key,
          indicator: code,
          cells: [{ by: {}, state: 'reported', value: n }],
          version: 0,
        }),
      ),
    ),
  ]);
  expect(new Set(codesOf(outcomes))).toEqual(new Set(['ok']));
  const after = await focal.caller.submission.get(key);
  expect(after.activities.every(({ status, version }) => status === 'on_track' && version === 1)).toBe(true);
  expect(after.indicators.filter(({ measure }) => measure === 'count').map(({ value }) => value)).toEqual(
    counts.map((_, n) => String(n)),
  );
});

test('whole reports that are saved in opposite order end, each whole or not at all', async () => {
  const key = keyOf('MY');
  const { focal } = await createTeam(world, key.reporter);
  const second = await world.createPerson([{ role: 'focal_point', reporter: key.reporter }]);
  const sheet = await focal.caller.submission.get(key);
  const activities = sheet.activities.map(({ code }) => code);
  const indicators = sheet.indicators.filter(({ measure }) => measure === 'count').map(({ code }) => code);
  for (let version = 0; version < 8; version += 1) {
    const save = (caller: typeof focal.caller, mark: string, turn: boolean) => {
      const order = <T>(items: T[]) => (turn ? [...items].reverse() : items);
      return settle(
        caller.submission.saveReport({
          ...key,
          activities: order(activities).map((activity) => ({
            activity,
            status: 'on_track',
            achievements: mark,
            version,
          })),
          indicators: order(indicators).map((indicator) => ({ indicator, cells: [], note: mark, version })),
        }),
      );
    };
    const outcomes = await Promise.all([
      save(focal.caller, `first ${version}`, false),
      save(second.caller, `second ${version}`, true),
      save(focal.caller, `third ${version}`, true),
      save(second.caller, `fourth ${version}`, false),
    ]);
    expect(codesOf(outcomes)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'ok']);
    const marks = await world.owner`
      select distinct achievements as mark from tracker.activity_report ar
      join tracker.submission s on s.id = ar.submission_id join tracker.reporter p on p.id = s.reporter_id
      where p.code = ${key.reporter} and ar.version = ${version + 1}
      union select note from tracker.indicator_report ir
      join tracker.submission s on s.id = ir.submission_id join tracker.reporter p on p.id = s.reporter_id
      where p.code = ${key.reporter} and ir.version = ${version + 1}`;
    expect(marks).toHaveLength(1);
  }
});

test('nothing changes after clearing, however closely a save comes behind it', async () => {
  const reporters = ['ID', 'PH', 'MM', 'SOMRI'];
  for (const reporter of reporters) {
    const team = await createTeam(world, reporter);
    const at = keyOf(reporter);
    const { activity } = await startReport(team, at);
    const save = (version: number, text: string) =>
      settle(
        team.focal.caller.submission.saveActivityReport({
          ...at,
          activity,
          status: 'on_track',
          achievements: text,
          version,
        }),
      );
    const [cleared, ...saves] = await Promise.all([
      settle(team.clearing.caller.submission.clear({ ...at, version: 1 })),
      ...Array.from({ length: 6 }, (_, n) => save(1, `Racing ${n}.`)),
    ]);
    expect(codesOf([cleared])).toEqual(['ok']);
    expect(codesOf(saves).filter((code) => code === 'ok').length).toBeLessThanOrEqual(1);
    for (const code of codesOf(saves)) expect(['ok', 'CONFLICT', 'NOT_OPEN']).toContain(code);

    const [submitted, ...late] = await Promise.all([
      settle(team.focal.caller.submission.submit({ ...at, version: 2 })),
      save(1, 'Late.'),
      save(2, 'Late.'),
    ]);
    expect(codesOf([submitted, ...late])).toEqual(['NOT_OPEN', 'NOT_OPEN', 'ok']);
    // What left is what was there when it was cleared: no revision is younger than the clearance.
    const [row] = await world.owner<{ stored: string; sent: string; late: number }[]>`
      select ar.achievements as stored, (
          select a ->> 'achievements' from jsonb_array_elements(n.content -> 'activities') a
          where a ->> 'activity' = ${activity}) as sent,
        (select count(*)::integer from tracker.revision v
          where v.submission_id = s.id and v.xmin::text::bigint > (select d.xmin::text::bigint from tracker.decision d
            where d.submission_id = s.id and d.transition = 'clear')) as late
      from tracker.submission s
      join tracker.reporter p on p.id = s.reporter_id and p.code = ${reporter}
      join tracker.activity a on a.code = ${activity}
      join tracker.activity_report ar on ar.submission_id = s.id and ar.activity_id = a.id
      join tracker.submission_snapshot n on n.submission_id = s.id`;
    expect(row!.sent).toBe(row!.stored);
    const acknowledged = saves.findIndex((outcome) => 'answer' in outcome);
    if (acknowledged >= 0) expect(row!.stored).toBe(`Racing ${acknowledged}.`);
  }
});

test('an acceptance and a withdrawal at once: one of them happens', async () => {
  const results = new Set<string>();
  for (const reporter of ['SG', 'VN', 'ACWC', 'SOMTC', 'ASLOM', 'DGICM']) {
    const team = await createTeam(world, reporter);
    const at = keyOf(reporter);
    const { version } = await bringReportTo(secretariat, team, at, 'submitted');
    // A question that is not sent would stand in the way of accepting.
    await world.owner`delete from tracker.query where sent_at is null`;
    const outcomes = await Promise.all([
      settle(team.focal.caller.submission.withdraw({ ...at, version })),
      settle(secretariat.caller.review.accept({ ...at, version })),
      settle(secretariat.caller.review.start(at)),
    ]);
    const [withdrawn, accepted] = outcomes;
    expect(['answer' in withdrawn, 'answer' in accepted].filter(Boolean).length).toBe(1);
    const { header } = await team.focal.caller.submission.get(at);
    expect(header.status).toBe('answer' in withdrawn ? 'draft' : 'accepted');
    const decisions = await world.owner`
      select transition from tracker.decision d join tracker.submission s on s.id = d.submission_id
      join tracker.reporter p on p.id = s.reporter_id where p.code = ${reporter} order by d.id`;
    expect(decisions.at(-1)?.transition).toBe('answer' in withdrawn ? 'withdraw' : 'accept');
    expect(decisions).toHaveLength(3);
    results.add(header.status);
  }
  expect(results.size).toBeGreaterThan(0);
});

test('two who clear, submit or accept at once: the second is told, and the move is made once', async () => {
  const key = keyOf('BN');
  const team = await createTeam(world, key.reporter);
  await startReport(team, key);
  const twice = (call: () => Promise<unknown>) => Promise.all([settle(call()), settle(call())]).then(codesOf);
  expect(await twice(() => team.clearing.caller.submission.clear({ ...key, version: 1 }))).toEqual([
    'CONFLICT',
    'ok',
  ]);
  expect(await twice(() => team.focal.caller.submission.submit({ ...key, version: 2 }))).toEqual([
    'CONFLICT',
    'ok',
  ]);
  expect(await twice(() => secretariat.caller.review.accept({ ...key, version: 3 }))).toEqual([
    'CONFLICT',
    'ok',
  ]);
  const compiled = await Promise.all(
    [1, 2, 3].map(() => settle(secretariat.caller.compilation.create({ round: '2024-H2' }))),
  );
  expect(codesOf(compiled)).toEqual(['ok', 'ok', 'ok']);
  const published = await Promise.all(
    [1, 2, 3].map(() => settle(secretariat.caller.publication.publish({ round: '2024-H2' }))),
  );
  expect(codesOf(published)).toEqual(['NOT_ALLOWED_NOW', 'NOT_ALLOWED_NOW', 'ok']);
  const opened = await Promise.all(
    [1, 2].map(() => settle(secretariat.caller.round.open({ round: '2025-H1' }))),
  );
  expect(codesOf(opened)).toEqual(['NOT_ALLOWED_NOW', 'ok']);
});
