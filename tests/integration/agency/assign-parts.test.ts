import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { type AgencyStage, key, setAgencyStage, shared } from './agency-stage.ts';

let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
});
afterAll(() => stage?.world.close());

const rows = () => stage.world.owner<{ agency: string; part: string; ended: boolean }[]>`
  select g.acronym as agency, concat_ws('/', coalesce(a.code, i.code), x.dimension_code, x.category_code) as part,
    x.ended_at is not null as ended
  from tracker.responsibility x join tracker.agency g on g.id = x.agency_id
  left join tracker.activity a on a.id = x.activity_id left join tracker.indicator i on i.id = x.indicator_id
  order by x.id`;

test('parts are given, repeated without effect, taken by another agency, and taken back', async () => {
  const { assign, end } = stage.focal.caller.agency;
  const parts = [{ activity: 'C1.1' }, { indicator: 'I-C2' }, { indicator: shared, dimension: 'sex' }];
  expect(await assign({ ...key, agency: 'RTP', parts })).toEqual({ given: 3, taken: 0 });
  expect(await assign({ ...key, agency: 'RTP', parts: [...parts, ...parts] })).toEqual({
    given: 0,
    taken: 0,
  });
  expect(await rows()).toHaveLength(3);

  const one = { indicator: shared, dimension: 'sex', category: 'female' };
  expect(await assign({ ...key, agency: 'MSDHS', parts: [{ activity: 'C1.1' }, one] })).toEqual({
    given: 2,
    taken: 1,
  });
  expect(await rows()).toEqual([
    { agency: 'RTP', part: 'C1.1', ended: true },
    { agency: 'RTP', part: 'I-C2', ended: false },
    { agency: 'RTP', part: 'I-B3/sex', ended: false },
    { agency: 'MSDHS', part: 'C1.1', ended: false },
    { agency: 'MSDHS', part: 'I-B3/sex/female', ended: false },
  ]);

  expect(await end({ ...key, parts: [one, { activity: 'A1.1' }] })).toEqual({ ended: 1 });
  expect(await end({ ...key, parts: [one] })).toEqual({ ended: 0 });
});

test('a part that is not asked for, and an agency of another state, are named', async () => {
  const { assign } = stage.focal.caller.agency;
  const refusal = await refusalOfCall(
    assign({
      ...key,
      agency: 'RTP',
      parts: [
        { activity: 'A1.1' },
        { activity: 'constructor' },
        { indicator: shared, dimension: 'colour' },
        { indicator: shared, dimension: 'sex', category: 'blue' },
        { activity: 'A1.1', dimension: 'sex' },
        {},
      ],
    }),
  );
  expect(refusal.code).toBe('BAD_INPUT');
  expect(refusal.fields.map(({ path }) => path)).toEqual([
    'parts.1',
    'parts.2',
    'parts.3',
    'parts.4',
    'parts.5',
  ]);
  expect(
    await refusalOfCall(assign({ ...key, agency: 'ATPF', parts: [{ activity: 'A1.1' }] })),
  ).toMatchObject({
    code: 'BAD_INPUT',
    fields: [{ path: 'agency' }],
  });
  expect(await refusalOfCall(assign({ ...key, agency: 'RTP', parts: [] }))).toMatchObject({
    code: 'BAD_INPUT',
  });
});

test('two focal points who give out the same part at once leave it with one agency', async () => {
  const second = await stage.world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const part = [{ activity: 'D1.1' }];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      (n % 2 ? second : stage.focal).caller.agency.assign({
        ...key,
        agency: n % 2 ? 'RTP' : 'MSDHS',
        parts: part,
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  const held = (await rows()).filter((row) => row.part === 'D1.1' && !row.ended);
  expect(held).toHaveLength(1);
});

test('the focal point sees who holds what and how far it is; an agency sees itself', async () => {
  const { focal, police, clearing, foreign } = stage;
  await focal.caller.agency.assign({
    ...key,
    agency: 'RTP',
    parts: [{ activity: 'C2.1' }, { indicator: 'I-C2' }, { indicator: shared, dimension: 'sex' }],
  });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator: 'I-C2',
    cells: [{ by: {}, state: 'reported', value: 7 }],
    version: 0,
  });
  const seen = await focal.caller.agency.get(key);
  expect(seen.mayAssign).toBe(true);
  const rtp = seen.agencies.find(({ acronym }) => acronym === 'RTP');
  expect(rtp?.items.map(({ code, complete }) => [code, complete])).toEqual(
    expect.arrayContaining([
      ['C2.1', false],
      ['I-C2', true],
      [shared, false],
    ]),
  );
  expect(rtp?.people).toEqual([{ name: police.viewer.name, cover: null }]);
  expect(rtp?.items.find(({ code }) => code === shared)?.cells).toEqual([
    'sex=female',
    'sex=male',
    'sex=other',
    'sex=unknown',
  ]);
  const item = seen.areas.flatMap(({ items }) => items).find(({ code }) => code === shared);
  expect(item?.holder).toBeNull();
  expect(item?.dimensions.find(({ code }) => code === 'sex')?.holder).toBe('RTP');

  const own = await police.caller.agency.get(key);
  expect(own.agencies.map(({ acronym }) => acronym)).toEqual(['RTP']);
  expect(own.mayAssign).toBe(false);
  expect(own.areas.flatMap(({ items }) => items).map(({ code }) => code)).toEqual(
    rtp?.items.map(({ code }) => code).sort((a, b) => order(a) - order(b)),
  );
  function order(code: string) {
    return seen.areas.flatMap(({ items }) => items).findIndex((one) => one.code === code);
  }
  expect((await clearing.caller.agency.get(key)).agencies.length).toBeGreaterThan(1);
  expect(await refusalOfCall(foreign.caller.agency.get(key))).toMatchObject({ code: 'FORBIDDEN' });
});

test('the task list of an agency holds its own items, done when its own cells are there', async () => {
  const { focal, police } = stage;
  await focal.caller.agency.assign({
    ...key,
    agency: 'RTP',
    parts: [{ indicator: shared, dimension: 'sex' }],
  });
  const before = await police.caller.submission.get(key);
  const held = before.indicators.find(({ code }) => code === shared);
  expect(held).toMatchObject({ of: 4, cells: 0, complete: false });
  expect(held?.holders).toContain('RTP');
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator: shared,
    cells: ['female', 'male', 'other', 'unknown'].map((sex) => ({
      by: { sex },
      state: 'reported',
      value: 1,
    })),
    version: held?.version ?? 0,
  });
  const after = await police.caller.submission.get(key);
  expect(after.indicators.find(({ code }) => code === shared)).toMatchObject({ cells: 4, complete: true });
  const whole = await focal.caller.submission.get(key);
  expect(whole.indicators.length).toBeGreaterThan(after.indicators.length);
  expect(whole.indicators.find(({ code }) => code === shared)).toMatchObject({ complete: false, cells: 4 });
});
