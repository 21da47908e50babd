import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildFlowTable, listFlows } from '#server/domain/figure/build-flow-table.ts';
import type { PublishedValue } from '#server/domain/publication/documents.ts';

const states = [
  { code: 'KH', name: 'Cambodia' },
  { code: 'TH', name: 'Thailand' },
];
const origin = {
  code: 'origin',
  name: 'Place of origin',
  categories: [
    { code: 'KH', name: 'Cambodia' },
    { code: 'MM', name: 'Myanmar' },
    { code: 'unknown', name: 'Unknown' },
  ],
};
const indicator = {
  measure: 'count' as const,
  dimensions: [{ code: 'sex', name: 'Sex', categories: [] }, origin],
};

const say = (
  scope: string,
  category: string | null,
  state: PublishedValue['state'],
  value: string | null = null,
): PublishedValue => ({
  scope,
  dimension: category === null ? null : 'origin',
  category,
  state,
  value,
  numerator: null,
  denominator: null,
  distribution: null,
  choice: null,
  contributing: null,
  expected: null,
  note: null,
  keptFrom: null,
});

test('rows are places of origin, columns the states that have a figure by them, the region last', () => {
  const values = [
    say('region', null, 'reported', '90'),
    say('region', 'MM', 'suppressed'),
    say('TH', null, 'reported', '60'),
    say('TH', 'MM', 'reported', '31'),
    say('TH', 'KH', 'suppressed'),
    // A body is no place.
    say('ACWC', 'MM', 'reported', '44'),
  ];
  const table = buildFlowTable(indicator, '2025-H2', values, states)!;
  expect(table.states.map(({ code }) => code)).toEqual(['TH']);
  expect(
    table.rows.map(({ origin: place, figures, region }) => [
      place.code,
      figures.map((figure) => figure && [figure.state, figure.value]),
      region?.state ?? null,
    ]),
  ).toEqual([
    ['KH', [['suppressed', null]], null],
    ['MM', [['reported', '31']], 'suppressed'],
    ['unknown', [null], null],
  ]);
  expect(
    table.rows.every(({ figures }) => figures.every((figure) => (figure?.round ?? '2025-H2') === '2025-H2')),
  ).toBe(true);
});

test('there is none where origin is not asked, of shares, and in a round from before it was asked', () => {
  const given = [say('TH', 'MM', 'reported', '31')];
  expect(buildFlowTable({ ...indicator, dimensions: [] }, 'R', given, states)).toBeNull();
  expect(buildFlowTable({ ...indicator, measure: 'percentage' }, 'R', given, states)).toBeNull();
  expect(buildFlowTable(indicator, 'R', [], states)).toBeNull();
  const before = states.map(({ code }) => say(code, 'MM', 'not_yet_reported'));
  expect(buildFlowTable(indicator, 'R', before, states)).toBeNull();
  expect(
    buildFlowTable(indicator, 'R', [...before, say('region', 'MM', 'reported', '20')], states),
  ).toBeNull();
});

test('every number in it is one that the publication shows for that place, and each that it shows is in it', () => {
  const value = fc.record({
    scope: fc.constantFrom('region', 'KH', 'TH', 'ACWC'),
    category: fc.constantFrom(null, 'KH', 'MM', 'unknown'),
    number: fc.option(fc.nat(900)),
  });
  const values = fc
    .uniqueArray(value, { selector: ({ scope, category }) => `${scope} ${category}` })
    .map((list) =>
      list.map(({ scope, category, number }) =>
        number === null
          ? say(scope, category, 'suppressed')
          : say(scope, category, 'reported', String(number)),
      ),
    );
  fc.assert(
    fc.property(values, (published) => {
      const table = buildFlowTable(indicator, 'R', published, states);
      const shown = (table?.rows ?? []).flatMap(({ origin: place, figures, region }) => [
        ...figures.map((figure, at) => [table!.states[at]!.code, place.code, figure] as const),
        ['region', place.code, region] as const,
      ]);
      for (const [scope, category, figure] of shown) {
        const source = published.find((one) => one.scope === scope && one.category === category);
        expect(figure?.value ?? null).toBe(source?.value ?? null);
        expect(figure?.state ?? null).toBe(source?.state ?? null);
      }
      const flows = listFlows(indicator, 'R', published, states);
      expect(shown.filter(([scope, , figure]) => scope !== 'region' && figure).length).toBe(flows.length);
    }),
  );
});
