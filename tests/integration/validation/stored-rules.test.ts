import { expect, test } from 'vitest';
import { loadRules } from '#seeds/load-rules.ts';
import { readSeedPlan } from '#seeds/read-csv.ts';
import type { RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { exportPlan } from '#server/use-cases/plan/export-plan.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { createTeam } from '#tests/support/reports.ts';
import { createWorld, type World } from '#tests/support/world.ts';

const countRules = async (world: World) => (await world.owner`select from tracker.validation_rule`).length;

test('the plan comes with its rules, which go out and come back the same', async () => {
  await using world = await createWorld();
  const rows = await readSeedPlan();
  expect(await countRules(world)).toBe(rows.rules?.length);
  const out = await exportPlan(world.owner, 'BOHOL-2');
  if (!out) throw new Error('There is a plan.');
  const again = await importPlan(world.owner, out);
  expect(again.counts).toMatchObject({ added: 0, changed: 0, removed: 0 });
  expect(await exportPlan(world.owner, 'BOHOL-2')).toEqual(out);

  // Without counting rules: their words would ask for rules.
  const silent = {
    ...out,
    indicators: out.indicators.map((row): RawPlanFileRow => ({ ...row, counting_rule: '' })),
  };
  const fewer = await importPlan(world.owner, {
    ...silent,
    rules: [{ indicator: 'I-B3', rule: 'unlikely_jump', severity: 'error', parameters: 'factor=2.5' }],
  });
  expect(fewer.changes?.rules).toMatchObject({ added: ['I-B3/unlikely_jump'], changed: [] });
  expect(fewer.changes?.rules.removed.length).toBe(rows.rules?.length);
  const [stored] = await world.owner`select severity, parameters from tracker.validation_rule`;
  expect(stored).toEqual({ severity: 'error', parameters: { factor: 2.5 } });

  // Without the file the rules stay; without an indicator its rules go.
  expect((await importPlan(world.owner, { ...silent, rules: undefined })).problems).toEqual([]);
  expect(await countRules(world)).toBe(1);
  const indicators = silent.indicators.filter((row) => row['code'] !== 'I-B3');
  const gone = await importPlan(world.owner, { ...silent, indicators, rules: undefined });
  expect(gone.problems).toEqual([]);
  expect(await countRules(world)).toBe(0);
});

test('a plan that was there before the rules gets them once, as far as they fit', async () => {
  await using world = await createWorld();
  const { owner } = world;
  const said: string[] = [];
  const load = () => loadRules(owner, (sentence) => said.push(sentence));
  await load();
  expect(said).toEqual([]);
  await owner`delete from ops.seed where name = 'validation-rules'`;
  await owner`delete from tracker.validation_rule`;
  await owner`delete from tracker.lens_indicator where indicator_id in (select id from tracker.indicator where code = 'I-B4')`;
  await owner`delete from tracker.indicator_dimension where indicator_id in (select id from tracker.indicator where code = 'I-B4')`;
  await owner`delete from tracker.indicator where code = 'I-B4'`;
  await load();
  const { rules = [] } = await readSeedPlan();
  const fitting = rules.filter(({ indicator }) => indicator !== 'I-B4').length;
  expect(said).toEqual([`Gave the plan BOHOL-2 ${fitting} rules of the check.`]);
  expect(await countRules(world)).toBe(fitting);
  // Taken away on purpose, they do not come back.
  await owner`delete from tracker.validation_rule`;
  await load();
  expect(await countRules(world)).toBe(0);
});

test('a rule that is stored decides what the check says', async () => {
  await using world = await createWorld();
  await world.openRound('2024-H2');
  const team = await createTeam(world, 'TH');
  const key = { round: '2024-H2', reporter: 'TH' };
  const save = (indicator: string, value: string, version = 0) =>
    team.focal.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [{ by: {}, state: 'reported', value }],
      version,
    });
  await save('I-B3', '30');
  await save('I-B4', '31');
  const find = async () =>
    (await team.focal.caller.submission.check(key)).findings
      .filter(({ rule }) => rule === 'slice_above_total')
      .map(({ kind, code, sentence }) => [kind, code, sentence]);
  expect(await find()).toEqual([['error', 'I-B4', 'I-B4 is 31, more than I-B3, which is 30.']]);
  await expect(team.clearing.caller.submission.clear({ ...key, version: 1 })).rejects.toThrow();
  const item = { ...key, subject: 'indicator' as const, code: 'I-B4' };
  expect((await team.focal.caller.validation.item(item)).map(({ rule }) => rule)).toContain(
    'slice_above_total',
  );
  await save('I-B3', '31', 1);
  expect(await find()).toEqual([]);
});
