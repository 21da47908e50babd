import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { type AgencyStage, cell, key, setAgencyStage, shared } from './agency-stage.ts';

/** People of an agency start from last round, confirm and undo within their agency's part. */
const round = '2025-H1';
const next = { round, reporter: 'TH' };
const female = { sex: 'female' };
const male = { sex: 'male' };
let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
  const { focal, secretariat } = stage;
  const { activities } = await focal.caller.submission.get(key);
  const [police, other] = activities.map(({ code }) => code) as [string, string];
  await focal.caller.submission.saveReport({
    ...key,
    activities: [police, other].map((activity) => ({
      activity,
      status: 'on_track',
      achievements: `What was done in ${activity}.`,
      version: 0,
    })),
    indicators: [{ indicator: shared, cells: [cell(40), cell(15, female), cell(20, male)], version: 0 }],
  });
  await secretariat.caller.round.open({ round });
  await focal.caller.agency.assign({
    ...next,
    agency: 'RTP',
    parts: [{ activity: police }, { indicator: shared, dimension: 'sex', category: 'female' }],
  });
});
afterAll(() => stage?.world.close());

test('a whole report of an agency is its part of it', async () => {
  const { police, focal } = stage;
  const [mine, theirs] = (await focal.caller.submission.get(next)).activities.map(({ code }) => code) as [
    string,
    string,
  ];
  expect((await police.caller.submission.copyable(next)).activities).toEqual([mine]);
  const started = await police.caller.submission.startFromLast(next);
  expect(started.activities.map(({ code }) => code)).toEqual([mine]);
  const sheet = await focal.caller.submission.get(next);
  const copied = sheet.activities.filter(({ copiedFrom }) => copiedFrom !== null).map(({ code }) => code);
  expect(copied).toEqual([mine]);
  const refusal = await refusalOfCall(
    police.caller.submission.startFromLast({ ...next, activities: [theirs] }),
  );
  expect(refusal.code).toBe('BAD_INPUT');
  await police.caller.submission.confirmCopied({ ...next, activities: [{ activity: mine, version: 1 }] });
  const { answer } = await focal.caller.submission.activity({ ...next, activity: mine });
  expect(answer).toMatchObject({ copiedFrom: null, achievements: `What was done in ${mine}.` });
});

test('cells of a shared indicator: an agency copies its own, and undoes its own beside what others wrote', async () => {
  const { police, focal } = stage;
  await police.caller.submission.startFromLast({ ...next, indicators: [shared] });
  const cellsOf = async () => {
    const { answer } = await focal.caller.submission.indicator({ ...next, indicator: shared });
    return Object.fromEntries(answer.cells.map(({ category, value }) => [category ?? 'total', value]));
  };
  expect(await cellsOf()).toEqual({ female: '15' });
  await focal.caller.submission.saveIndicatorValues({
    ...next,
    indicator: shared,
    cells: [cell(50), cell(15, female), cell(21, male)],
    note: 'From the register.',
    version: 1,
  });
  await police.caller.submission.saveIndicatorValues({
    ...next,
    indicator: shared,
    cells: [cell(17, female)],
    only: ['sex=female'],
    version: 2,
  });
  expect(await cellsOf()).toEqual({ total: '50', female: '17', male: '21' });
  const { revisions } = await police.caller.submission.history({ ...next, code: shared, limit: 10 });
  await police.caller.submission.restore({
    ...next,
    kind: 'indicator',
    code: shared,
    revision: revisions[0]?.id ?? 0,
    version: 3,
  });
  expect(await cellsOf()).toEqual({ total: '50', female: '15', male: '21' });
  const { answer } = await focal.caller.submission.indicator({ ...next, indicator: shared });
  expect(answer.note).toBe('From the register.');

  // The focal point takes the agency's change back too, and nothing of its own goes with it.
  const { revisions: all } = await focal.caller.submission.history({ ...next, code: shared, limit: 10 });
  await focal.caller.submission.restore({
    ...next,
    kind: 'indicator',
    code: shared,
    revision: all[0]?.id ?? 0,
    version: 4,
  });
  expect(await cellsOf()).toEqual({ total: '50', female: '17', male: '21' });
});
