import { expect, test } from 'vitest';
import { listErrata, getPublication } from '#server/queries/dashboard/figures/get-publication.query.ts';
import { listStateValues } from '#server/queries/dashboard/figures/list-state-values.query.ts';
import {
  getValueReceipt,
  loadComparabilityNotes,
} from '#server/queries/dashboard/receipt/get-value-receipt.query.ts';
import {
  indicator,
  publishInMemory,
  reporter,
  type SmallPublication,
  value,
} from '#tests/support/small-publications.ts';

const [first, second] = ['2024-H2', '2025-H1'];
const indicators = [indicator('I-A1'), indicator('I-A2')];
const small = (
  inFirst: string,
  more: Partial<SmallPublication> & { inSecond?: string } = {},
): SmallPublication => {
  const { inSecond, ...rest } = more;
  return {
    rounds: inSecond === undefined ? [first] : [first, second],
    indicators,
    values: {
      'I-A1': {
        [first]: [value(inFirst), value('1', { scope: 'TH' })],
        ...(inSecond === undefined ? {} : { [second]: [value(inSecond)] }),
      },
    },
    ...rest,
  };
};

test('errata name later publications that tell a round of this one otherwise, and what disappeared', async () => {
  const statuses = { 'A1.1': { [first]: { status: 'done', carriedFrom: null } } };
  const { published } = publishInMemory([
    small('1', { statuses }),
    // Only a new round.
    small('1', { statuses, inSecond: '5' }),
    // Another plan is no erratum.
    small('9', { plan: 'Q' }),
    // A figure of the first round, and one of the second, of which the first publication says nothing.
    small('2', { statuses, inSecond: '6' }),
    // A status of the first round is gone.
    small('2', { inSecond: '6' }),
    // An indicator is gone.
    small('2', { inSecond: '6', values: {} }),
  ]);
  const errataOf = async (number: number) =>
    (await listErrata({ published }, { number, planCode: 'P' } as never)).map((erratum) => [
      erratum.number,
      erratum.rounds.map(({ code }) => code),
    ]);
  expect(await errataOf(1)).toEqual([
    [4, [first]],
    [5, [first]],
    [6, [first]],
  ]);
  expect(await errataOf(2)).toEqual([
    [4, [first, second]],
    [5, [first]],
    [6, [first, second]],
  ]);
  expect(await errataOf(5)).toEqual([[6, [first, second]]]);
  expect(await errataOf(6)).toEqual([]);
});

test('a note on a figure, or the number of reports in it, makes no erratum', async () => {
  const values = (note: string | null) => ({ 'I-A1': { [first]: [value('1', { note, contributing: 1 })] } });
  const { published } = publishInMemory([
    small('1', { values: values(null) }),
    small('1', { values: values('Of one report.') }),
  ]);
  expect(await listErrata({ published }, { number: 1, planCode: 'P' } as never)).toEqual([]);
});

test('a publication says what differs from the one of its plan before', async () => {
  const { published } = publishInMemory([
    small('1'),
    small('9', { plan: 'Q' }),
    small('2', {
      indicators: [indicator('I-A1'), indicator('I-A3')],
      values: {
        // Only figures that both have count among the others.
        'I-A1': {
          [first]: [value('2'), value('7', { scope: 'TH' }), value('7', { scope: 'KH' })],
          [second]: [value('3')],
        },
        'I-A3': { [first]: [value('8')] },
      },
      rounds: [first, second],
      statuses: { 'A1.1': { [second]: { status: 'done', carriedFrom: null } } },
    }),
  ]);
  const page = await getPublication({ published }, { number: 3 });
  expect([page.previous, page.next, page.figureStates]).toEqual([1, null, { reported: 5 }]);
  expect(page.changes?.figures.map((each) => [each.indicator, each.round, each.before?.value])).toEqual([
    ['I-A1', second, undefined],
    ['I-A1', first, '1'],
    ['I-A3', first, undefined],
  ]);
  expect(page.changes).toMatchObject({
    since: 1,
    otherFigures: 1,
    statuses: [{ activity: 'A1.1', before: null, after: { code: 'done' } }],
    added: { activities: [], indicators: [{ code: 'I-A3' }] },
    removed: { activities: [], indicators: [{ code: 'I-A2' }] },
  });
});

test('the history of a value and the wordings of an indicator are those of its plan', async () => {
  const reworded = [indicator('I-A1', { definition: 'Another plan.' }), indicator('I-A2')];
  const { published } = publishInMemory([
    small('1'),
    small('9', { plan: 'Q', indicators: reworded }),
    small('2', { values: {} }),
    small('3', { indicators: [indicator('I-A1', { definition: 'Worded anew.' })] }),
    small('4'),
  ]);
  const place = { indicator: 'I-A1', round: first, scope: 'region', cell: 'total' };
  const receipt = await getValueReceipt({ published }, { publication: 4, ...place });
  expect(receipt.history.map(({ number, figure }) => [number, figure.value])).toEqual([
    [1, '1'],
    [4, '3'],
  ]);
  expect([receipt.newer?.number, receipt.newer?.figure.value]).toEqual([5, '4']);
  expect(receipt.notes.map(({ publication }) => publication)).toEqual([4]);
  await expect(getValueReceipt({ published }, { publication: 3, ...place })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('notes stand for everybody first, then by name, round and kind', async () => {
  const { published } = publishInMemory([
    small('1', {
      inSecond: '1',
      reporters: [reporter('AA', 'Zeta'), reporter('ZZ', 'Alpha')],
      comparability: [
        { indicator: 'I-A1', reporter: 'AA', round: null, kind: 'law', note: 'Zeta' },
        { indicator: 'I-A1', reporter: 'ZZ', round: second, kind: 'law', note: 'Alpha, later' },
        { indicator: 'I-A1', reporter: 'ZZ', round: null, kind: 'source', note: 'Alpha, its source' },
        { indicator: 'I-A1', reporter: 'ZZ', round: null, kind: 'law', note: 'Alpha, its law' },
        { indicator: 'I-A2', reporter: null, round: null, kind: 'law', note: 'of another' },
        { indicator: 'I-A1', reporter: null, round: null, kind: 'method', note: 'all' },
      ],
    }),
  ]);
  const notesOn = await loadComparabilityNotes({ published }, { number: 1, planCode: 'P' });
  expect(notesOn('I-A1').map(({ note }) => note)).toEqual([
    'all',
    'Alpha, its law',
    'Alpha, its source',
    'Alpha, later',
    'Zeta',
  ]);
  expect(notesOn('no-such')).toEqual([]);
});

test('the newest value of each state is found without reading rounds that are not needed', async () => {
  const own = (scope: string, number: string) => value(number, { scope });
  const context = publishInMemory([
    {
      rounds: ['2024-H1', first, second],
      indicators,
      values: {
        'I-A1': {
          '2024-H1': [value('1'), own('KH', '1'), own('TH', '1')],
          [first]: [
            value('2'),
            own('KH', '2'),
            value('9', { scope: 'TH', dimension: 'sex', category: 'men' }),
          ],
          [second]: [value('3'), own('KH', '3')],
        },
        'I-A2': { [second]: [value('4')] },
      },
    },
  ]);
  const newest = await listStateValues(context, {});
  expect(
    newest.states.map(({ code, values }) => [code, values.map(({ figure }) => [figure.round, figure.value])]),
  ).toEqual([
    ['KH', [[second, '3']]],
    ['TH', [['2024-H1', '1']]],
  ]);
  // Nobody has released anything of the second indicator.
  expect(context.read.filter((address) => address.includes('values/I-A2'))).toEqual([]);
  context.read.length = 0;
  await listStateValues(context, { state: 'KH' });
  expect(context.read.filter((address) => address.includes('values/'))).toEqual([`1 values/I-A1/${second}`]);
  const inRound = await listStateValues(context, { round: first });
  expect(inRound.states.map(({ values }) => values.map(({ figure }) => figure.value))).toEqual([['2'], []]);
});
