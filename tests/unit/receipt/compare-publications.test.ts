import { describe, expect, test } from 'vitest';
import { comparePublications } from '#server/queries/dashboard/receipt/compare-publications.query.ts';
import { listComparisonChoices } from '#server/queries/dashboard/receipt/list-comparison-choices.query.ts';
import {
  activity,
  indicator,
  publishInMemory,
  reporter,
  type SmallPublication,
  value,
} from '#tests/support/small-publications.ts';

const [zeroth, first, second] = ['2024-H1', '2024-H2', '2025-H1'];
const dimensions = [
  {
    code: 'sex',
    name: 'Sex',
    categories: [
      { code: 'women', name: 'Women' },
      { code: 'men', name: 'Men' },
    ],
  },
];
const reporters = [
  reporter('KH', 'Cambodia'),
  reporter('TH', 'Thailand'),
  reporter('SOMTC', 'Senior officials', 'body'),
];
const part = (category: string, number: string) => value(number, { dimension: 'sex', category });

describe('the rows of a comparison', () => {
  const before: SmallPublication = {
    rounds: [first],
    reporters,
    indicators: [indicator('I-A1', { dimensions }), indicator('I-A2'), indicator('I-A3')],
    values: {
      'I-A1': { [first]: [value('1'), part('women', '1'), part('men', '1'), value('1', { scope: 'TH' })] },
      'I-A2': { [first]: [value('2')] },
      'I-A3': { [first]: [value('3')] },
    },
    coverage: { TH: { [first]: 'reported' }, KH: { [first]: 'not_reported' } },
  };
  const after: SmallPublication = {
    rounds: [first, second],
    reporters,
    indicators: [indicator('I-A1', { dimensions }), indicator('I-A3'), indicator('I-A4')],
    values: {
      'I-A1': {
        [first]: [
          value('9'),
          part('women', '9'),
          part('men', '9'),
          // No longer a part of the split.
          part('unknown', '9'),
          value('9', { scope: 'KH' }),
          value('9', { scope: 'TH' }),
          value('9', { scope: 'SOMTC' }),
        ],
        [second]: [value('9')],
      },
      'I-A3': { [first]: [value('9')] },
      'I-A4': { [first]: [value('9')] },
    },
    coverage: { TH: { [first]: 'reported' }, KH: { [first]: 'reported' } },
  };
  const context = publishInMemory([before, after]);
  const nameRow = (row: {
    round: string;
    indicator: string;
    reporter: { name: string } | null;
    category: string | null;
  }) => [row.round, row.indicator, row.reporter?.name ?? 'region', row.category ?? 'whole'].join(' ');

  test('stand newest round first, in the order of the plan, the region first, names then, the whole before parts', async () => {
    const { figures } = await comparePublications(context, { from: 1, to: 2, everything: true });
    expect(figures.map(nameRow)).toEqual([
      `${second} I-A1 region whole`,
      `${first} I-A1 region whole`,
      `${first} I-A1 region women`,
      `${first} I-A1 region men`,
      `${first} I-A1 region unknown`,
      `${first} I-A1 Cambodia whole`,
      `${first} I-A1 Senior officials whole`,
      `${first} I-A1 Thailand whole`,
      // It is gone, and stands where it stood.
      `${first} I-A2 region whole`,
      `${first} I-A3 region whole`,
      `${first} I-A4 region whole`,
    ]);
  });

  test('say why, and are counted whether or not they are listed', async () => {
    const { figures, counts, details } = await comparePublications(context, { from: 1, to: 2 });
    expect(figures.map((row) => [nameRow(row), row.reasons[0]])).toEqual([
      [`${second} I-A1 region whole`, 'new_round'],
      [`${first} I-A1 region whole`, 'correction'],
      [`${first} I-A2 region whole`, 'gone'],
      [`${first} I-A3 region whole`, 'correction'],
      [`${first} I-A4 region whole`, 'new_indicator'],
    ]);
    expect(counts).toEqual([
      { reason: 'new_round', count: 1, indicators: 1 },
      { reason: 'new_indicator', count: 1, indicators: 1 },
      { reason: 'gone', count: 1, indicators: 1 },
      // SOMTC: in neither had it reported.
      { reason: 'consent', count: 1, indicators: 1 },
      { reason: 'coverage', count: 1, indicators: 1 },
      { reason: 'correction', count: 6, indicators: 2 },
    ]);
    expect(details).toEqual([{ code: 'I-A1', title: 'Indicator I-A1', count: 6 }]);
  });

  test('are all those of one indicator, where one is chosen', async () => {
    const { figures, details, addedIndicators } = await comparePublications(context, {
      from: 1,
      to: 2,
      indicator: 'I-A1',
    });
    expect([figures.length, details.length, addedIndicators.length]).toEqual([8, 0, 0]);
  });

  test('backwards, what was added is gone', async () => {
    const { figures } = await comparePublications(context, { from: 2, to: 1 });
    expect(figures.find((row) => row.indicator === 'I-A4')?.reasons).toEqual(['gone']);
    expect(figures.find((row) => row.round === second)).toMatchObject({ reasons: ['gone'], now: null });
  });
});

test('an indicator that moved to another area is compared on the side that has it there', async () => {
  const values = { 'I-A1': { [first]: [value('1')] } };
  const context = publishInMemory([
    { rounds: [first], indicators: [indicator('I-A1', { area: 'A' })], values },
    { rounds: [first], indicators: [indicator('I-A1', { area: 'B' })], values },
  ]);
  const inArea = async (area?: string) =>
    (await comparePublications(context, { from: 1, to: 2, area })).figures.map(({ was, now }) => [
      was?.value,
      now?.value,
    ]);
  expect([await inArea(), await inArea('A'), await inArea('B')]).toEqual([
    [],
    [['1', undefined]],
    [[undefined, '1']],
  ]);
});

test('values that are the same in both are not read', async () => {
  const indicators = [indicator('I-A1'), indicator('I-A2')];
  const context = publishInMemory([
    {
      rounds: [first],
      indicators,
      values: { 'I-A1': { [first]: [value('1')] }, 'I-A2': { [first]: [value('2')] } },
    },
    {
      rounds: [first, second],
      indicators,
      values: { 'I-A1': { [first]: [value('1')] }, 'I-A2': { [first]: [value('3')] } },
    },
  ]);
  await comparePublications(context, { from: 1, to: 2 });
  expect(context.read.filter((address) => address.includes('values/')).sort()).toEqual([
    `1 values/I-A2/${first}`,
    `2 values/I-A2/${first}`,
  ]);
});

test('the plan: what was reworded, added and removed, and who has reported since', async () => {
  const context = publishInMemory([
    {
      rounds: [zeroth, first],
      reporters,
      activities: [activity('A1.1'), activity('A1.2'), activity('A1.3')],
      statuses: { 'A1.1': { [first]: { status: null, carriedFrom: null } } },
      coverage: {
        TH: { [zeroth]: 'reported', [first]: 'not_reported' },
        SOMTC: { [first]: 'not_due' },
        KH: { [first]: 'reported' },
      },
    },
    {
      rounds: [zeroth, first, second],
      reporters,
      activities: [activity('A1.1'), activity('A1.2', { lead: 'ACWC' }), activity('A1.4')],
      statuses: { 'A1.1': { [second]: { status: 'done', carriedFrom: null } } },
      coverage: {
        TH: { [zeroth]: 'not_reported', [first]: 'reported', [second]: 'reported' },
        SOMTC: { [first]: 'reported' },
        KH: { [first]: 'reported' },
      },
    },
  ]);
  const compared = await comparePublications(context, { from: 1, to: 2 });
  expect(compared.newRounds.map(({ code }) => code)).toEqual([second]);
  expect(
    compared.statuses.map(({ code, before, now }) => [code, before.status, before.due, now.status?.label]),
  ).toEqual([['A1.1', null, true, 'Done']]);
  expect(
    compared.reworded.map(({ code, parts, before, now }) => [code, parts, before.lead, now.lead]),
  ).toEqual([['A1.2', ['lead body'], 'SOMTC', 'ACWC']]);
  expect([compared.addedActivities, compared.removedActivities]).toEqual([
    [{ code: 'A1.4', title: 'Activity A1.4' }],
    [{ code: 'A1.3', title: 'Activity A1.3' }],
  ]);
  expect(compared.coverage.map((each) => [each.reporter.code, each.round.code, each.reported])).toEqual([
    ['TH', first, true],
    ['SOMTC', first, true],
    ['TH', zeroth, false],
  ]);
});

test('the choices are of the plan of a publication, whose newest that stands gives areas and indicators', async () => {
  const withdrawals = [{ number: 3, reason: 'Wrong.', at: '2026-02-01T00:00:00.000Z' }];
  const { published } = publishInMemory(
    [
      { rounds: [first], indicators: [indicator('I-A1')] },
      { rounds: [first], plan: 'Q', indicators: [indicator('I-Q1')] },
      { rounds: [first], indicators: [indicator('I-A2')] },
    ],
    withdrawals,
  );
  const ofOne = await listComparisonChoices({ published }, { publication: 3 });
  expect(ofOne.publications.map(({ number, plan }) => [number, plan])).toEqual([
    [3, 'P'],
    [2, 'Q'],
    [1, 'P'],
  ]);
  expect([ofOne.plan?.code, ofOne.indicators.map(({ code }) => code)]).toEqual(['P', ['I-A1']]);
  expect(ofOne.otherPlans).toEqual([{ code: 'Q', title: 'Plan Q', newest: 2 }]);
  const ofOther = await listComparisonChoices({ published }, { publication: 2 });
  expect([ofOther.plan?.code, ofOther.otherPlans]).toEqual([
    'Q',
    [{ code: 'P', title: 'Plan P', newest: 1 }],
  ]);
});
