import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppCaller } from '#server/trpc/root.ts';
import { fingerprint, fingerprintReports } from '#tests/support/fingerprint.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
let caller: AppCaller;
let before: string;
let whole: string;
beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
  ({ caller } = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]));
  before = await fingerprintReports(world.owner);
  whole = await fingerprint(world.owner);
});
afterAll(() => world?.close());

const key = { round: '2024-H2', reporter: 'TH' };
/** One save with this input, which may be of any form. */
const save = (input: Record<string, unknown>) =>
  caller.submission.saveIndicatorValues({
    ...key,
    indicator: 'I-B3',
    cells: [],
    version: 0,
    ...input,
  });

async function expectRefused(input: Record<string, unknown>, paths: string[], code = 'BAD_INPUT') {
  const refusal = await refusalOfCall(save(input));
  expect(refusal.code).toBe(code);
  expect(refusal.message).toMatch(/^[A-Z0-9"“].{5,}[.]$/s);
  expect(refusal.fields.map(({ path }) => path)).toEqual(paths);
  for (const { message } of refusal.fields) expect(message).toMatch(/^[A-Z0-9"“].{3,}[.]$/s);
  expect(await fingerprintReports(world.owner)).toBe(before);
}

const total = (value: unknown) => ({ by: {}, state: 'reported', value });
const part = (dimension: string, category: string, value: unknown) => ({
  by: { [dimension]: category },
  state: 'reported',
  value,
});

describe('a number', () => {
  test.each<[string, unknown]>([
    ['negative', -1],
    ['negative, typed', '-1'],
    ['negative with a true minus', '\u22121'],
    ['negative zero point something', '-0.5'],
    ['half a person', 1.5],
    ['10^18', 10 ** 18],
    ['10^18, typed', '1000000000000000000'],
    ['one above the largest', '1000000000001'],
    ['10^40', '1'.padEnd(41, '0')],
    ['10^300', 1e300],
    ['"1e5"', '1e5'],
    ['"1E5"', '1E5'],
    ['very small', 1e-7],
    ['hexadecimal', '0x10'],
    ['octal', '0o17'],
    ['digits of two scripts and a word', '\u0e51\uff12 about'],
    ['two points', '1.2.3'],
    ['a comma where none belongs', '1,25'],
    ['a comma at the end', '1,250,'],
    ['words', 'about twelve'],
    ['a sum', '5+5'],
    ['a percentage', '12%'],
    ['"NaN"', 'NaN'],
    ['"Infinity"', 'Infinity'],
    ['a null byte', '1\u00002'],
    ['SQL', "1'); drop table tracker.indicator_value; --"],
    ['empty', ''],
    ['blank', '   '],
    ['null', null],
    ['nothing', undefined],
  ])('%s', async (_, value) => {
    await expectRefused({ cells: [total(value)] }, ['cells.0.value']);
  });

  test.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['minus Infinity', Number.NEGATIVE_INFINITY],
    ['true', true],
    ['an object', { valueOf: 5 }],
    ['a list', [5]],
    ['a big integer', 5n],
    ['a date', new Date(0)],
    ['61 characters', '1'.repeat(61)],
  ])('%s, of the wrong kind', async (_, value) => {
    await expectRefused({ cells: [total(value)] }, ['cells.0.value']);
  });
});

describe('the fields of a cell', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a figure with "not available"', { by: {}, state: 'not_available', value: 5 }, ['cells.0.value']],
    ['zero with "not applicable"', { by: {}, state: 'not_applicable', value: 0 }, ['cells.0.value']],
    ['no state', { by: {}, value: 5 }, ['cells.0.state']],
    ['an unknown state', { by: {}, state: 'estimated', value: 5 }, ['cells.0.state']],
    ['a published state', { by: {}, state: 'suppressed' }, ['cells.0.state']],
    [
      'a share for a count',
      { by: {}, state: 'reported', numerator: 1, denominator: 2 },
      ['cells.0.numerator', 'cells.0.denominator', 'cells.0.value'],
    ],
    ['a text for a count', { by: {}, state: 'reported', value: 5, text: 'five' }, ['cells.0.text']],
    ['a choice for a count', { by: {}, state: 'reported', value: 5, choice: 'yes' }, ['cells.0.choice']],
    ['no cell at all', null as never, ['cells.0']],
    ['a number for a cell', 5 as never, ['cells.0']],
    ['a list for a place', { by: ['sex'], state: 'reported', value: 5 }, ['cells.0.by']],
    ['a number for a category', { by: { sex: 1 }, state: 'reported', value: 5 }, ['cells.0.by.sex']],
    ['a crossed cell', { by: { sex: 'female', age: 'adult' }, state: 'reported', value: 5 }, ['cells.0.by']],
    ['an unknown dimension', { by: { shoe: 'left' }, state: 'reported', value: 5 }, ['cells.0.by']],
    [
      'a dimension of another indicator',
      { by: { channel: 'online' }, state: 'reported', value: 5 },
      ['cells.0.by'],
    ],
    ['an unknown category', { by: { sex: 'both' }, state: 'reported', value: 5 }, ['cells.0.by']],
    [
      'a category of another dimension',
      { by: { sex: 'adult' }, state: 'reported', value: 5 },
      ['cells.0.by'],
    ],
    ['an empty category', { by: { sex: '' }, state: 'reported', value: 5 }, ['cells.0.by']],
    [
      '"constructor" for a dimension',
      { by: { constructor: 'female' }, state: 'reported', value: 5 },
      ['cells.0.by'],
    ],
    ['"toString" for a category', { by: { sex: 'toString' }, state: 'reported', value: 5 }, ['cells.0.by']],
  ])('%s', async (_, cell, paths) => {
    await expectRefused({ cells: [cell] }, paths);
  });

  test('"__proto__" for a dimension is no total', async () => {
    const cell: unknown = JSON.parse('{"by": {"__proto__": "female"}, "state": "reported", "value": 5}');
    const refusal = await refusalOfCall(save({ cells: [cell] }));
    expect(refusal).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: expect.stringMatching(/^cells\.0\.by/) }],
    });
    expect(await fingerprintReports(world.owner)).toBe(before);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a numerator above its denominator', { numerator: 11, denominator: 10 }, ['cells.0.numerator']],
    ['a numerator alone', { numerator: 1 }, ['cells.0.denominator']],
    ['a denominator alone', { denominator: 1 }, ['cells.0.numerator']],
    ['one number for a share', { value: 50 }, ['cells.0.value', 'cells.0.numerator', 'cells.0.denominator']],
    ['a part of a case', { numerator: 0.5, denominator: 1 }, ['cells.0.numerator']],
    ['both negative', { numerator: -2, denominator: -1 }, ['cells.0.numerator', 'cells.0.denominator']],
    ['too large to count', { numerator: 1, denominator: '1e13' }, ['cells.0.denominator']],
  ])('%s', async (_, figures, paths) => {
    await expectRefused({ indicator: 'I-B2', cells: [{ by: {}, state: 'reported', ...figures }] }, paths);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ['an answer that is not in the list', 'I-A4', { choice: 'perhaps' }, 'cells.0.choice'],
    ['no answer', 'I-A4', {}, 'cells.0.choice'],
    ['a label for its code', 'I-A4', { choice: 'Yes' }, 'cells.0.choice'],
    ['"__proto__" for an answer', 'I-A4', { choice: '__proto__' }, 'cells.0.choice'],
    ['a breakdown of an answer', 'I-A4', { by: { sex: 'female' }, choice: 'yes' }, 'cells.0.by'],
    ['an empty account', 'I-D8', { text: '   ' }, 'cells.0.text'],
    ['an account that is too long', 'I-D8', { text: 'x'.repeat(10_001) }, 'cells.0.text'],
    ['an account with a null byte', 'I-D8', { text: 'a\u0000b' }, 'cells.0.text'],
    ['money with five places', 'I-C6', { value: '1.00001' }, 'cells.0.value'],
    ['money with its sign', 'I-C6', { value: '$5' }, 'cells.0.value'],
    ['too much money', 'I-C6', { value: '1000000000000000.01' }, 'cells.0.value'],
  ])('%s', async (_, indicator, figures, path) => {
    await expectRefused({ indicator, cells: [{ by: {}, state: 'reported', ...figures }] }, [path]);
  });
});

describe('cells together', () => {
  test.each<[string, unknown[], string[]]>([
    ['a total twice', [total(5), total(5)], ['cells.1.by']],
    ['a part twice', [total(5), part('sex', 'female', 1), part('sex', 'female', 1)], ['cells.2.by']],
    ['a part above the total', [total(5), part('sex', 'female', 6)], ['cells.1.value']],
    [
      'parts above the total',
      [total(5), part('sex', 'female', 3), part('sex', 'male', 3)],
      ['cells.2.value'],
    ],
    [
      'parts of two dimensions above it',
      [total(5), part('sex', 'female', 6), part('age', 'adult', 6)],
      ['cells.1.value', 'cells.2.value'],
    ],
    [
      'three wrong cells',
      [total(-1), part('sex', 'female', 'x'), part('shoe', 'left', 1)],
      ['cells.0.value', 'cells.1.value', 'cells.2.by'],
    ],
    ['more cells than there are', Array.from({ length: 601 }, () => total(1)), ['cells']],
  ])('%s', async (_, cells, paths) => {
    await expectRefused({ cells }, paths);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['no list of cells', { cells: undefined }, ['cells']],
    ['an object for the list', { cells: { 0: total(1) } }, ['cells']],
    ['an unknown release', { release: 'public' }, ['release']],
    ['a note that is too long', { note: 'x'.repeat(10_001) }, ['note']],
    ['a note of 1 MB', { note: 'x'.repeat(1_000_000) }, ['note']],
    ['a list for a note', { note: ['x'] }, ['note']],
    ['no version', { version: undefined }, ['version']],
    ['a version in words', { version: '0' }, ['version']],
    ['half a version', { version: 0.5 }, ['version']],
    ['a negative version', { version: -1 }, ['version']],
    ['a version past all numbers', { version: 1e300 }, ['version']],
    ['a request id that is none', { requestId: 'again' }, ['requestId']],
  ])('%s', async (_, input, paths) => {
    await expectRefused({ cells: [total(5)], ...input }, paths);
  });
});

describe('what is asked of whom', () => {
  test.each<[string, Record<string, unknown>, string[], string?]>([
    ['an unknown indicator', { indicator: 'I-Z9' }, ['indicator']],
    ['an indicator of bodies', { indicator: 'I-A1' }, ['indicator']],
    ['one that the tracker works out', { indicator: 'I-D3' }, ['indicator']],
    ['an empty code', { indicator: '' }, ['indicator']],
    ['a code without end', { indicator: 'I-'.repeat(20) }, ['indicator']],
    ['"constructor"', { indicator: 'constructor' }, ['indicator']],
    ['"__proto__"', { indicator: '__proto__' }, ['indicator']],
    ['"toString"', { indicator: 'toString' }, ['indicator']],
    ['lower case', { indicator: 'i-b3' }, ['indicator']],
    ['a code with a null byte', { indicator: 'I-B3\u0000' }, ['indicator']],
    ['a round that has not opened', { round: '2025-H1' }, [], 'NOT_FOUND'],
    ['a round that is not there', { round: '2031-H1' }, [], 'NOT_FOUND'],
    ['a round with a null byte', { round: '2024-H2\u0000' }, ['round']],
    ['another state', { reporter: 'KH' }, [], 'FORBIDDEN'],
    ['a body', { reporter: 'SOMTC' }, [], 'FORBIDDEN'],
    ['a state that is not there', { reporter: 'XX' }, [], 'FORBIDDEN'],
    ['lower case of one\u2019s own', { reporter: 'th' }, [], 'FORBIDDEN'],
    ['no reporter', { reporter: undefined }, ['reporter']],
  ])('%s', async (_, input, paths, code) => {
    await expectRefused({ cells: [total(5)], ...input }, paths, code);
  });

  test('a version that is not the stored one says what is stored', async () => {
    const refusal = await refusalOfCall(save({ cells: [total(5)], version: 3 }));
    expect(refusal).toMatchObject({
      code: 'CONFLICT',
      current: { indicators: [{ indicator: 'I-B3', version: 0, cells: [] }] },
    });
    expect(await fingerprintReports(world.owner)).toBe(before);
  });

  test('one wrong item in many saves none of them', async () => {
    const refusal = await refusalOfCall(
      caller.submission.saveReport({
        ...key,
        activities: [
          { activity: 'A1.4', status: 'on_track', version: 0 },
          { activity: 'constructor', status: 'on_track', version: 0 },
          { activity: 'A1.4', status: 'on_track', version: 0 },
        ],
        indicators: [
          { indicator: 'I-B3', cells: [{ by: {}, state: 'reported', value: 1 }], version: 0 },
          { indicator: 'I-C2', cells: [{ by: {}, state: 'reported', value: -1 }], version: 0 },
          { indicator: '__proto__', cells: [], version: 0 },
        ],
      }),
    );
    expect(refusal.fields.map(({ path }) => path).sort()).toEqual([
      'activities.1.activity',
      'activities.2.activity',
      'indicators.1.cells.0.value',
      'indicators.2.indicator',
    ]);
    expect(await fingerprintReports(world.owner)).toBe(before);
  });
});

test('nothing else was written by any of it', async () => {
  expect(await fingerprint(world.owner)).toBe(whole);
});

test('a closed round takes nothing more', async () => {
  const secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
  await secretariat.caller.round.close({ round: '2024-H2' });
  before = await fingerprintReports(world.owner);
  await expectRefused({ cells: [total(5)] }, [], 'ROUND_CLOSED');
});
