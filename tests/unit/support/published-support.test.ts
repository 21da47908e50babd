import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  listUnfinanced,
  resolveSupport,
  calculateSupportByArea,
  calculateSupportByPartner,
  calculateSupportByYear,
  calculateSupportSum,
} from '#server/domain/support/public-support.calculations.ts';
import { calculateDollars } from '#server/domain/support/dollars.calculations.ts';
import { buildPublishedSupport } from '#server/domain/support/published-support.rules.ts';
import {
  type StatementKind,
  type Support,
  type SupportAmount,
  type SupportContent,
  supportStages,
} from '#server/domain/support/support.schema.ts';
import { getPartner } from '#server/queries/dashboard/figures/list-partners.query.ts';
import { getPublishedSupport } from '#server/queries/dashboard/support/get-published-support.query.ts';
import { activity, publishInMemory } from '#tests/support/small-publications.ts';

const plan = {
  areas: [
    { code: 'A', title: 'Prevention' },
    { code: 'B', title: 'Protection' },
  ],
  objectives: [],
  activities: [
    activity('A1.1'),
    activity('B1.1', { area: 'B', partners: ['iom'] }),
    activity('B1.2', { area: 'B' }),
  ],
};
const lists = {
  partners: [
    { slug: 'act', name: 'ACT', kind: 'programme', url: null },
    { slug: 'iom', name: 'IOM', kind: 'un_agency', url: null },
  ],
  reporters: [],
};
const rates = [
  { currency: 'AUD', day: '2024-12-31', dollars: '0.62', source: 'UN' },
  { currency: 'AUD', day: '2025-06-30', dollars: '0.65', source: 'UN' },
  { currency: 'EUR', day: '2024-12-31', dollars: '1.04', source: 'UN' },
];
const line = (
  currency: string,
  amount: string,
  year = 2025,
  stage: SupportAmount['stage'] = 'committed',
): SupportAmount => ({ stage, year, currency, amount, source: '' });

/** `says`: what the partner has said, the newest last, each of the first version unless told otherwise. */
const support = (
  code: string,
  content: Partial<SupportContent>,
  says: (StatementKind | [StatementKind, number])[] = ['confirmed'],
  more: Partial<Support> = {},
): Support => ({
  plan: { code: 'P', title: 'A plan' },
  code,
  subjectTitle: '',
  partner: { code: 'act', name: 'ACT' },
  version: 1,
  content: {
    kind: 'finance',
    part: 'financed',
    activity: 'A1.1',
    area: '',
    description: 'Pays for the campaign.',
    carriedOutBy: '',
    receivers: [],
    source: 'A letter of May 2025',
    iatiIdentifier: '',
    withdrawn: false,
    amounts: [],
    ...content,
  },
  changedBy: '',
  changedAt: '',
  statements: says
    .map((one) => (typeof one === 'string' ? ([one, 1] as const) : one))
    .map(([kind, version]) => ({ kind, version, text: '', by: '', at: '' }))
    .toReversed(),
  ...more,
});
const publish = (...supports: Support[]) => buildPublishedSupport(supports, rates, plan);

describe('what is published of support', () => {
  test('is what its partner has confirmed as it is now, for what the publication has', () => {
    const published = publish(
      support('S10', {}),
      support('S2', {}, []),
      support('S3', {}, ['confirmed', 'corrected']),
      support('S4', {}, [['confirmed', 1]], { version: 2 }),
      support('S5', { withdrawn: true }),
      support('S6', { activity: 'Z9.9' }),
      support('S7', { activity: '', area: 'B' }, ['corrected', 'confirmed']),
    );
    expect(published.entries.map(({ code }) => code)).toEqual(['S7', 'S10']);
  });

  test('has amounts with consent only, and the rates that they need', () => {
    const amounts = [line('AUD', '400000', 2024), line('USD', '1000')];
    const [shown, hidden] = publish(
      support('S1', { amounts }, ['confirmed', 'withdrew', 'consented']),
      support('S2', { amounts: [line('EUR', '9')] }, ['consented', 'withdrew', 'confirmed']),
    ).entries;
    expect([shown?.amounts, shown?.lines]).toEqual(['shown', amounts]);
    expect([hidden?.amounts, hidden?.lines]).toEqual(['not_shown', []]);
    expect(publish(support('S1', { amounts }, ['confirmed', 'consented'])).rates).toEqual([rates[0]]);
  });

  test('has no words that may tell an amount which is held back', () => {
    const words = (description: string, says: StatementKind[] = ['confirmed']) =>
      publish(support('S1', { description, amounts: [line('EUR', '2024')] }, says)).entries[0]?.description;
    expect(words('Pays 400,000 euros.')).toBe('');
    expect(words('Pays ៤០០០០០ euros.')).toBe('');
    expect(words('Pays for the campaign.')).toBe('Pays for the campaign.');
    expect(words('Pays 400,000 euros.', ['confirmed', 'consented'])).toBe('Pays 400,000 euros.');
  });
});

const anyLines = fc.uniqueArray(
  fc.record({
    stage: fc.constantFrom(...supportStages),
    year: fc.integer({ min: 2023, max: 2027 }),
    currency: fc.constantFrom('AUD', 'EUR', 'USD', 'JPY'),
    amount: fc.integer({ min: 1, max: 9_999_999 }).map(String),
    source: fc.constant(''),
  }),
  { selector: ({ stage, year, currency }) => `${stage}${year}${currency}`, minLength: 1, maxLength: 6 },
);

test('nothing that is public depends on an amount that is held back', () => {
  const says = fc.constantFrom<StatementKind[]>(
    ['confirmed'],
    ['confirmed', 'consented'],
    ['confirmed', 'consented', 'withdrew'],
    [],
  );
  const anySupports = fc.array(fc.record({ says, one: anyLines, other: anyLines }), { maxLength: 6 });
  fc.assert(
    fc.property(anySupports, (list) => {
      const build = (which: 'one' | 'other') =>
        publish(
          ...list.map((each, at) =>
            support(
              `S${at + 1}`,
              { amounts: each.says.at(-1) === 'consented' ? each.one : each[which] },
              each.says,
            ),
          ),
        );
      const published = build('one');
      expect(build('other')).toEqual(published);
      // The rates that are left convert every amount as all of them do.
      for (const shown of published.entries.flatMap(({ lines }) => lines)) {
        expect(calculateDollars(shown, published.rates)).toEqual(calculateDollars(shown, rates));
      }
    }),
    { numRuns: 100 },
  );
});

test('a publication from before support was published says nothing about it', async () => {
  const partners = lists.partners;
  const { published } = publishInMemory([
    { rounds: ['2024-H2'], partners, support: null },
    { rounds: ['2024-H2'], partners, support: publish(support('S1', {})) },
  ]);
  const ask = async (publication?: number) => {
    const context = { published };
    const { support: whole } = await getPublishedSupport(context, { publication });
    const { support: own } = await getPartner(context, { publication, slug: 'act' });
    return [whole?.entries, own?.entries.length];
  };
  expect(await ask(1)).toEqual([undefined, undefined]);
  expect(await ask()).toEqual([1, 1]);
});

test('sums are over amounts that are shown, by year, area and partner; stages are apart', () => {
  const published = publish(
    support('S1', { amounts: [line('AUD', '1000', 2024), line('AUD', '500', 2025, 'disbursed')] }, [
      'confirmed',
      'consented',
    ]),
    support('S2', { activity: '', area: 'B', amounts: [line('EUR', '77')] }),
    support('S3', { activity: '', amounts: [line('JPY', '5')] }, ['confirmed', 'consented']),
    support('S4', { activity: 'B1.2', kind: 'training', part: 'led' }, ['confirmed'], {
      partner: { code: 'iom', name: 'IOM' },
    }),
  );
  const entries = resolveSupport(published, { plan, lists });
  expect(entries[0]?.lines.map(({ dollars, rate }) => [dollars, rate?.day])).toEqual([
    ['620', '2024-12-31'],
    ['325', '2025-06-30'],
  ]);
  const dollars = ({ totals }: Pick<ReturnType<typeof calculateSupportSum>, 'totals'>) =>
    totals.map((total) => `${total.stage} ${total.dollars} ${total.withoutRate}`);
  const sum = calculateSupportSum(entries, published.rates);
  expect([dollars(sum), sum.heldBack]).toEqual([['committed 620 1', 'disbursed 325 0'], 1]);
  expect(calculateSupportByYear(entries, published.rates).map((each) => [each.year, dollars(each)])).toEqual([
    [2024, ['committed 620 0']],
    [2025, ['committed 0 1', 'disbursed 325 0']],
  ]);
  expect(
    calculateSupportByArea(entries, plan.areas, published.rates).map((each) => [
      each.area?.code ?? null,
      each.entries,
      each.heldBack,
      dollars(each),
    ]),
  ).toEqual([
    ['A', 1, 0, ['committed 620 0', 'disbursed 325 0']],
    ['B', 2, 1, []],
    [null, 1, 0, ['committed 0 1']],
  ]);
  expect(
    calculateSupportByPartner(entries, lists.partners, published.rates).map(({ slug, kinds }) => [
      slug,
      kinds,
    ]),
  ).toEqual([
    ['act', ['finance']],
    ['iom', ['training']],
  ]);
  expect(listUnfinanced(plan.activities, entries, lists.partners)).toEqual([
    { code: 'B1.1', title: 'Activity B1.1', area: 'B', partners: ['IOM'] },
    { code: 'B1.2', title: 'Activity B1.2', area: 'B', partners: ['IOM'] },
  ]);
});
