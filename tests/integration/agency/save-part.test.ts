import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { type AgencyStage, cell, key, setAgencyStage } from './agency-stage.ts';

let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
});
afterAll(() => stage?.world.close());

/** Each test has an indicator of its own, all broken down by sex. */
const indicators = ['I-B1', 'I-B3', 'I-B4', 'I-A2', 'I-C3', 'I-C4', 'I-B8', 'I-B9'];
let indicator = '';
beforeEach(() => {
  indicator = indicators.shift() ?? '';
});

const give = (agency: string, ...parts: { dimension?: string; category?: string }[]) =>
  stage.focal.caller.agency.assign({ ...key, agency, parts: parts.map((part) => ({ indicator, ...part })) });

const read = async () => {
  const { answer } = await stage.focal.caller.submission.indicator({ ...key, indicator });
  return {
    note: answer.note,
    release: answer.release,
    version: answer.version,
    cells: Object.fromEntries(
      answer.cells.map(({ dimension, category, value }) => [
        dimension ? `${dimension}=${category}` : 'total',
        value,
      ]),
    ),
  };
};

test('what others hold is neither emptied nor touched, whatever is left out', async () => {
  const { focal, police, welfare } = stage;
  await give('RTP', { dimension: 'sex', category: 'female' });
  await give('MSDHS', {});
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(50), cell(5, { sex: 'female' }), cell(6, { sex: 'male' })],
    note: 'By the focal point.',
    version: 0,
  });
  // The police see their cell alone, and write it; the rest of their request is empty.
  const entry = await police.caller.submission.indicator({ ...key, indicator });
  expect(entry).toMatchObject({ writable: true, writableCells: ['sex=female'], writesNote: false });
  expect(entry.answer.cells.map(({ category }) => category)).toEqual(['female']);
  expect(entry.holders.find(({ key: at }) => at === 'sex=male')).toMatchObject({ acronym: 'MSDHS' });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(9, { sex: 'female' })],
    only: ['sex=female'],
    version: 1,
  });
  expect(await read()).toMatchObject({
    note: 'By the focal point.',
    version: 2,
    cells: { total: '50', 'sex=female': '9', 'sex=male': '6' },
  });
  // Emptied by name, and only that.
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [],
    only: ['sex=female', 'total', 'sex=male'],
    version: 2,
  });
  expect((await read()).cells).toEqual({ total: '50', 'sex=male': '6' });
  // Whoever holds the wider part does not hold the narrower one.
  const wide = await welfare.caller.submission.indicator({ ...key, indicator });
  expect(wide.writesNote).toBe(true);
  expect(wide.writableCells).not.toContain('sex=female');
  await welfare.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(60)],
    only: [...wide.writableCells, 'note'],
    note: 'By the ministry.',
    release: 'national',
    version: 3,
  });
  expect(await read()).toMatchObject({
    note: 'By the ministry.',
    release: 'national',
    cells: { total: '60' },
  });
});

test('a cell of somebody else is refused at its field, with who reports it', async () => {
  await give('RTP', { dimension: 'sex', category: 'female' });
  await give('MSDHS', { dimension: 'sex' });
  const refusal = await refusalOfCall(
    stage.police.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [cell(1, { sex: 'female' }), cell(2, { sex: 'male' }), cell(3)],
      version: 0,
    }),
  );
  expect(refusal.code).toBe('BAD_INPUT');
  expect(refusal.fields).toEqual([
    { path: 'cells.1.by', message: expect.stringContaining('Ministry of Social Development') },
    { path: 'cells.2.by', message: expect.stringContaining("your agency's part") },
  ]);
  expect((await read()).version).toBe(0);
});

test('the note and the consent are for whoever holds the whole', async () => {
  const { focal, police } = stage;
  await give('RTP', { dimension: 'sex' });
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [],
    note: 'As is.',
    version: 0,
  });
  const save = (more: { note?: string; release?: 'national' }) =>
    police.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [cell(1, { sex: 'male' })],
      version: 1,
      ...more,
    });
  expect(await refusalOfCall(save({ note: 'Ours.' }))).toMatchObject({ fields: [{ path: 'note' }] });
  expect(await refusalOfCall(save({ release: 'national' }))).toMatchObject({ fields: [{ path: 'release' }] });
  // Sent along as it stands, or not at all, it does no harm.
  await save({ note: 'As is.' });
  expect(await read()).toMatchObject({ note: 'As is.', release: 'regional', version: 2 });
});

test('two agencies with different parts do not fight over one version; over one cell they do', async () => {
  const { focal, police, welfare } = stage;
  await give('RTP', { dimension: 'sex' });
  await give('MSDHS', { dimension: 'age' });
  const save = (who: typeof police, version: number, by: Record<string, string>, value: number) =>
    who.caller.submission.saveIndicatorValues({ ...key, indicator, cells: [cell(value, by)], version });
  await save(police, 0, { sex: 'male' }, 1);
  await save(welfare, 0, { age: 'under_18' }, 2);
  const third = await save(police, 1, { sex: 'female' }, 3);
  expect(third?.version).toBe(3);
  expect((await read()).cells).toEqual({ 'sex=male': '1', 'age=under_18': '2', 'sex=female': '3' });
  // The focal point changes a cell of the police; their next save has not seen it.
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(11, { sex: 'male' }), cell(2, { age: 'under_18' }), cell(3, { sex: 'female' })],
    version: 3,
  });
  const refusal = await refusalOfCall(save(police, 3, { sex: 'male' }, 4));
  expect(refusal.code).toBe('CONFLICT');
  expect(refusal.current).toMatchObject({ indicators: [{ version: 4 }] });
  expect(JSON.stringify(refusal.current)).not.toContain('under_18');
  // So is one beside it: from the answer they would go on as if they had seen the other.
  expect(await refusalOfCall(save(police, 3, { sex: 'other' }, 5))).toMatchObject({ code: 'CONFLICT' });
  await save(police, 4, { sex: 'other' }, 5);
  // Nobody has touched what is the ministry's.
  await save(welfare, 2, { age: 'unknown' }, 6);
  // The focal point, who writes everything, must have seen everything.
  expect(
    await refusalOfCall(
      focal.caller.submission.saveIndicatorValues({ ...key, indicator, cells: [], version: 4 }),
    ),
  ).toMatchObject({ code: 'CONFLICT' });
  expect((await read()).cells).toMatchObject({ 'sex=male': '11', 'sex=other': '5', 'age=unknown': '6' });
});

test('a part that was handed over after the page was read is not emptied by it', async () => {
  const { focal, police } = stage;
  await give('RTP', { dimension: 'sex', category: 'female' });
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(5, { sex: 'male' })],
    version: 0,
  });
  await give('RTP', { dimension: 'sex' });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(1, { sex: 'female' })],
    only: ['sex=female'],
    version: 1,
  });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(2, { sex: 'female' })],
    version: 2,
  });
  expect((await read()).cells).toEqual({ 'sex=male': '5', 'sex=female': '2' });
});

test('parts above the total are refused in words that tell no other agency\u2019s figure', async () => {
  const { police, welfare } = stage;
  await give('RTP', { dimension: 'sex', category: 'female' });
  await give('MSDHS', {});
  await welfare.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(100), cell(77, { sex: 'male' })],
    version: 0,
  });
  const refusal = await refusalOfCall(
    police.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [cell(40, { sex: 'female' })],
      version: 0,
    }),
  );
  expect(refusal).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'cells.0.value' }] });
  expect(refusal.message).toMatch(/more than the total/);
  expect(refusal.message).not.toMatch(/\d/);
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(23, { sex: 'female' })],
    version: 0,
  });
  const total = await refusalOfCall(
    welfare.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [cell(99), cell(77, { sex: 'male' })],
      version: 1,
    }),
  );
  expect(total).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'cells.1.value' }] });
});

test('an item outside one\u2019s part is not asked of one, and a part that ended is not written', async () => {
  const { focal, police } = stage;
  await give('RTP', { dimension: 'sex' });
  const save = () =>
    police.caller.submission.saveIndicatorValues({
      ...key,
      indicator,
      cells: [cell(1, { sex: 'male' })],
      version: 0,
    });
  await focal.caller.agency.end({ ...key, parts: [{ indicator, dimension: 'sex' }] });
  expect(await refusalOfCall(save())).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'indicator' }] });
  expect(
    await refusalOfCall(
      police.caller.submission.saveActivityReport({
        ...key,
        activity: 'A1.1',
        status: 'on_track',
        version: 0,
      }),
    ),
  ).toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'activity' }] });
  expect(await refusalOfCall(police.caller.submission.indicator({ ...key, indicator }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('history of an agency\u2019s save says that it is a part, and holds no cell of others', async () => {
  const { focal, police, world } = stage;
  await give('RTP', { dimension: 'sex' });
  await focal.caller.submission.saveIndicatorValues({ ...key, indicator, cells: [cell(500)], version: 0 });
  await police.caller.submission.saveIndicatorValues({
    ...key,
    indicator,
    cells: [cell(3, { sex: 'male' })],
    version: 1,
  });
  const revisions = await world.owner<{ after: { part?: boolean; cells: unknown[] } }[]>`
    select after from tracker.revision where subject = 'indicator' and subject_key = ${indicator} order by id`;
  expect(revisions.map(({ after }) => [after.part ?? false, after.cells.length])).toEqual([
    [false, 1],
    [true, 1],
  ]);
  const seen = await police.caller.submission.history({ ...key, code: indicator });
  expect(seen.revisions).toHaveLength(1);
  expect(JSON.stringify(seen)).not.toContain('500');
});
