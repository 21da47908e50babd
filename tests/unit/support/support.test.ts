import { describe, expect, test } from 'vitest';
import {
  calculateTotals,
  checkExchangeRate,
  calculateDollars,
} from '#server/domain/support/dollars.calculations.ts';
import { filterSupports, listUnsupported } from '#server/domain/support/support-list.rules.ts';
import {
  buildSupportCode,
  checkSupport,
  findVerdict,
  isAmountShown,
  parseAmount,
  toTypedSupport,
  type TypedSupport,
} from '#server/domain/support/support.rules.ts';
import type {
  StatementKind,
  Support,
  SupportAmount,
  SupportLists,
  SupportStatement,
} from '#server/domain/support/support.schema.ts';

const lists: SupportLists = {
  partners: [{ code: 'iom', name: 'IOM' }],
  activities: [
    { code: 'A1.1', title: 'Campaign', area: 'A', hasPlanPartner: true },
    { code: 'B1.1', title: 'Referral', area: 'B', hasPlanPartner: false },
  ],
  areas: [
    { code: 'A', title: 'Prevention' },
    { code: 'B', title: 'Protection' },
  ],
  receivers: [{ code: 'TH', name: 'Thailand' }],
};
const line = { stage: 'committed', year: '2026', currency: 'eur', amount: '1,250,000.50', source: '' };
const typed: TypedSupport = {
  partner: 'iom',
  kind: 'finance',
  part: 'financed',
  subject: 'activity:A1.1',
  description: 'Money for the campaign.',
  carriedOutBy: '',
  receivers: ['TH'],
  source: 'Letter of 3 May 2026',
  iatiIdentifier: '',
  withdrawn: false,
  amounts: [line, { stage: 'pledged', year: '', currency: 'EUR', amount: '', source: '' }],
};
const said = (kind: StatementKind, version = 1): SupportStatement => ({
  kind,
  version,
  text: kind === 'corrected' ? 'Too much.' : '',
  by: '',
  at: '2026-05-01T00:00:00Z',
});
const amount = (
  currency: string,
  value: string,
  stage: SupportAmount['stage'] = 'committed',
  year = 2026,
) => ({
  stage,
  year,
  currency,
  amount: value,
  source: '',
});
const rates = [
  { currency: 'AUD', day: '2025-06-30', dollars: '0.65', source: 'UN' },
  { currency: 'AUD', day: '2026-06-30', dollars: '0.7', source: 'UN' },
];

describe('the form of a support', () => {
  test('is read, empty lines of amounts are left out, and what was stored is typed again the same', () => {
    const { content, problems } = checkSupport(typed, lists);
    expect(problems).toEqual([]);
    expect(content.amounts).toEqual([amount('EUR', '1250000.5')]);
    expect(checkSupport(toTypedSupport('iom', content), lists).content).toEqual(content);
  });

  test.each<[string, Partial<TypedSupport>, string[]]>([
    [
      'nothing chosen',
      { partner: '', kind: '', part: '', subject: '' },
      ['partner', 'kind', 'part', 'subject'],
    ],
    ['an activity of no plan', { subject: 'activity:Z9' }, ['subject']],
    ['an unknown receiver', { receivers: ['XX'] }, ['receivers']],
    ['no words', { description: ' ', source: '' }, ['description', 'source']],
    ['money of a partner that only led', { part: 'led' }, ['part']],
    [
      'a wrong line',
      { amounts: [{ stage: '', year: '26', currency: 'euro', amount: '0', source: 'x' }] },
      ['amounts.0.stage', 'amounts.0.year', 'amounts.0.currency', 'amounts.0.amount'],
    ],
    ['the same line twice', { amounts: [line, line] }, ['amounts.1.amount']],
  ])('is refused at its fields: %s', (_, change, paths) => {
    const { problems } = checkSupport({ ...typed, ...change }, lists);
    expect(problems.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
  });

  test.each([
    ['250000', '250000'],
    ['1 250 000', '1250000'],
    ['007', '7'],
    ['0', null],
    ['-5', null],
    ['1.234', null],
    ['1.2.3', null],
    ['many', null],
  ])('reads the amount %s', (text, read) => expect(parseAmount(text)).toBe(read));

  test('gives the next code, by number', () => {
    expect([buildSupportCode([]), buildSupportCode(['S9', 'S10'])]).toEqual(['S1', 'S11']);
  });
});

describe('US dollars', () => {
  test.each<[string, SupportAmount, string | null]>([
    ['by the newest day of the year', amount('AUD', '100'), '70'],
    ['by an earlier day where the year has none', amount('AUD', '100', 'pledged', 2025), '65'],
    ['by the last stated day in later years', amount('AUD', '100', 'pledged', 2030), '70'],
    ['not by a day after the year', amount('AUD', '100', 'pledged', 2024), null],
    ['not without a rate', amount('EUR', '100'), null],
    ['as they are', amount('USD', '100'), '100'],
    ['rounded half up', amount('AUD', '0.72'), '1'],
    ['rounded down below half', amount('AUD', '0.71'), '0'],
  ])('%s', (_, given, dollars) => {
    expect(calculateDollars(given, rates)?.dollars ?? null).toBe(dollars);
  });

  test('of two rates for a day the later one counts', () => {
    const corrected = [...rates, { currency: 'AUD', day: '2026-06-30', dollars: '0.8', source: 'UN' }];
    expect(calculateDollars(amount('AUD', '100'), corrected)?.dollars).toBe('80');
  });

  test('are summed by stage, never across stages, and say what has no rate', () => {
    const amounts = [
      amount('AUD', '100'),
      amount('AUD', '10'),
      amount('EUR', '5'),
      amount('USD', '1', 'disbursed'),
    ];
    expect(calculateTotals(amounts, rates)).toEqual([
      {
        stage: 'committed',
        dollars: '77',
        original: [
          { currency: 'AUD', amount: '110' },
          { currency: 'EUR', amount: '5' },
        ],
        withoutRate: 1,
      },
      { stage: 'disbursed', dollars: '1', original: [{ currency: 'USD', amount: '1' }], withoutRate: 0 },
    ]);
  });

  test('a rate is refused at its fields', () => {
    const wrong = { currency: 'USD', day: '2026-02-30', dollars: '0', source: '' };
    const { problems } = checkExchangeRate(wrong, '2026-12-01');
    expect(problems.map(({ path }) => path)).toEqual(['currency', 'day', 'dollars', 'source']);
    const coming = checkExchangeRate({ ...rates[0]!, day: '2026-12-02' }, '2026-12-01');
    expect(coming.problems.map(({ path }) => path)).toEqual(['day']);
    expect(checkExchangeRate(rates[0]!, '2026-12-01').problems).toEqual([]);
  });
});

describe('what the partner says', () => {
  test('its newest answer about amounts counts, and none is no', () => {
    expect(isAmountShown([])).toBe(false);
    expect(isAmountShown([said('confirmed')])).toBe(false);
    expect(isAmountShown([said('confirmed'), said('consented')])).toBe(true);
    expect(isAmountShown([said('withdrew'), said('consented')])).toBe(false);
  });

  test('a verdict is about one version', () => {
    expect(findVerdict([said('consented', 2), said('corrected', 1)], 2)).toBeNull();
    expect(findVerdict([said('confirmed', 2), said('corrected', 2)], 2)?.kind).toBe('confirmed');
  });
});

test('supports are filtered, and activities without money are listed', () => {
  const support = (
    code: string,
    change: Partial<TypedSupport>,
    statements: SupportStatement[] = [],
  ): Support => ({
    plan: { code: 'P', title: 'A plan' },
    code,
    subjectTitle: '',
    partner: { code: 'iom', name: 'IOM' },
    version: 1,
    content: checkSupport({ ...typed, ...change }, lists).content,
    changedBy: '',
    changedAt: '',
    statements,
  });
  const all = [
    support('S1', {}, [said('consented')]),
    support('S2', { subject: 'activity:B1.1', kind: 'training', part: 'led', amounts: [] }),
    support('S3', { subject: 'area:A', part: 'took_part', amounts: [] }),
  ];
  const found = (filter: Parameters<typeof filterSupports>[1]) =>
    filterSupports(all, filter, lists).map(({ code }) => code);
  expect(found({ area: 'A' })).toEqual(['S1', 'S3']);
  expect(found({ kind: 'training' })).toEqual(['S2']);
  expect(found({ shown: false })).toEqual(['S2', 'S3']);
  expect(found({ partner: 'ilo' })).toEqual([]);
  expect(listUnsupported(all, lists)).toEqual([{ code: 'B1.1', title: 'Referral', hasPartner: true }]);
  const gone = support('S1', { withdrawn: true });
  expect(listUnsupported([gone], lists)).toEqual([
    { code: 'A1.1', title: 'Campaign', hasPartner: true },
    { code: 'B1.1', title: 'Referral', hasPartner: false },
  ]);
});
