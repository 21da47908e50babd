import fc from 'fast-check';
import type { PlanFile, PlanFileIndicator, PlanFileReference } from '#server/domain/plan/plan-file.schema.ts';
import type { PlanLists } from '#server/domain/plan/plan-list.schema.ts';

/** A plan that fits together, with the lists that it needs. */
export type AnyPlan = { plan: PlanFile; lists: PlanLists };

const states = ['BN', 'ID', 'KH', 'LA', 'TH', 'VN'];

/** What a tracker knows before any list has come in. */
export const emptyReference: PlanFileReference = {
  bodies: [],
  ownBodies: null,
  states,
  partners: [],
  articles: [],
  tags: [],
  lenses: [],
  dimensions: [],
  categories: [],
  choiceLists: [],
  rounds: [],
  rules: [],
};

/** What spreadsheets like to read as something else, and the scripts of the region. */
const awkward = [
  '=1+1',
  '+62 21 500',
  '-5',
  '@SUM(A1)',
  "'quoted",
  '"quoted", with commas; and semicolons',
  '007',
  '1e5',
  '2025-01-01',
  '1/2',
  'TRUE',
  '#REF!',
  '#N/A',
  '#REF! and _x000D_',
  '_x000D_ and _x0041_',
  '<b>&amp;</b>',
  'all',
  'ការការពារ\u200Bជនរងគ្រោះ',
  'ကာကွယ်\u200Bရေးနှင့် ကူညီရေး',
  'Phòng, chống mua bán người',
  'การป้องกัน\u200Bการค้ามนุษย์',
  'ການປ້ອງກັນ',
  '👩‍👩‍👧 ½ ﷽',
];

const tidy = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
const hidden = /[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const words = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('ខ្មែរ ', 'Việt ', 'long ').map((word) => word.repeat(40)) },
);
const fits = (limit: number) => (text: string) =>
  text !== '' && [...text].length <= limit && !hidden.test(text.replaceAll('\n', ''));
/** One line, at most 300 characters. */
const line = words.map(tidy).filter((text) => fits(300)(text) && !text.includes('\n'));
/** Several lines, at most 2000 characters. */
const running = fc
  .array(words, { minLength: 1, maxLength: 5 })
  .map((lines) => tidy(lines.join('\n')))
  .filter(fits(2000));
const address = fc.constantFrom(
  'https://example.org/',
  'http://partner.example.org/a?b=1#c',
  'https://xn--9ob.example.org/%E0',
);
const empty = <T>(of: fc.Arbitrary<T>) => fc.oneof(fc.constant(''), of);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

/** Codes that look like numbers, dates and words, no two alike whatever their capitals. */
const codes = (maxLength: number) =>
  fc.uniqueArray(
    fc.oneof(
      fc.constantFrom('007', '1.10', '1.1', '1e5', 'TRUE', 'yes', '2025-01', '0', 'A-1', 'x_y.z'),
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,12}$/),
    ),
    { minLength: 1, maxLength, selector: (code) => code.toLowerCase() },
  );
const some = <T>(all: readonly T[]) => fc.subarray([...all]);
const day = (year: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([month, of]) => `${year}-${String(month).padStart(2, '0')}-${String(of).padStart(2, '0')}`);
const yesNo = fc.constantFrom('yes', 'no');
/** At most 15 digits, four of them behind the point. */
const figure = fc
  .integer({ min: 0, max: 99_999_999_999 })
  .chain((whole) => fc.constantFrom('', '.5', '.25', '.0001').map((rest) => Number(`${whole}${rest}`)));

const anyLists: fc.Arbitrary<PlanLists> = fc
  .record({
    bodies: fc.uniqueArray(fc.stringMatching(/^[A-Z][A-Z0-9-]{1,11}$/), { minLength: 2, maxLength: 4 }),
    partners: fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/), { maxLength: 3 }),
    articles: fc.uniqueArray(fc.constantFrom('5', '014', '16(a)', '1.10', '2025-01-01', '-1'), {
      maxLength: 4,
    }),
    tags: codes(3),
    lenses: codes(2),
    dimensions: codes(3),
    choices: codes(2),
    rounds: codes(3),
  })
  .chain(({ bodies, partners, articles, tags, lenses, dimensions, choices, rounds }) =>
    fc.record({
      bodies: each(bodies, (acronym) =>
        fc.record({
          acronym: fc.constant(acronym),
          name: line,
          pillar: fc.constantFrom('APSC', 'AEC', 'ASCC', 'associated'),
          starts_on: day(2023),
          ends_on: empty(day(2030)),
        }),
      ),
      partners: each(partners, (slug) =>
        fc.record({ slug: fc.constant(slug), name: line, kind: line, url: empty(address) }),
      ),
      'actip-articles': each(articles, (code) =>
        fc.record({ code: fc.constant(code), title: line, chapter: line }),
      ),
      tags: each(tags, (code) => fc.record({ code: fc.constant(code), name: line })),
      lenses: each(lenses, (code) =>
        fc.record({
          code: fc.constant(code),
          title: line,
          description: running,
          menu_label: fc.constantFrom('', '=1+1', 'Scams'),
          situation: empty(running),
        }),
      ),
      'lens-drivers': each(tags.length > 0 ? lenses : [], (lens) =>
        fc.record({ lens: fc.constant(lens), tag: fc.constantFrom(...tags), text: line }),
      ),
      dimensions: each(dimensions, (code) => fc.record({ code: fc.constant(code), name: line })),
      categories: each(dimensions, (dimension) =>
        fc.record({ dimension: fc.constant(dimension), code: fc.constantFrom('01', 'male'), name: line }),
      ),
      'choice-lists': each(choices, (list) =>
        fc.record({ list: fc.constant(list), code: fc.constantFrom('1', 'no'), label: line, counts: yesNo }),
      ),
      'activity-statuses': each(['01', 'done'], (code) =>
        fc.record({
          code: fc.constant(code),
          label: line,
          mark: fc.constantFrom('empty', 'half', 'solid'),
          iati_code: fc.constantFrom('1', '2', '6'),
          is_late: yesNo,
          is_done: yesNo,
          is_on_track: yesNo,
        }),
      ),
      rounds: each(rounds, (code) =>
        fc.record({
          code: fc.constant(code),
          title: line,
          period_start: day(2025),
          period_end: day(2026),
          opens_on: day(2027),
          due_on: day(2028),
          closes_on: day(2029),
        }),
      ),
    }),
  );

function each<T>(keys: readonly string[], row: (key: string) => fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.tuple(...keys.map(row));
}

/** Any plan that the checks take, words and codes as awkward as they come. */
export const anyPlan: fc.Arbitrary<AnyPlan> = anyLists.chain((lists) =>
  fc
    .record({ area: codes(2), objective: codes(3), activity: codes(5), indicator: codes(5) })
    .chain((named) => buildPlan(named, lists))
    .map((plan) => ({ plan, lists })),
);

type Named = { area: string[]; objective: string[]; activity: string[]; indicator: string[] };

function buildPlan(named: Named, lists: PlanLists): fc.Arbitrary<PlanFile> {
  const of = (name: keyof PlanLists, column = 'code') => (lists[name] ?? []).map((row) => row[column] ?? '');
  const bodies = of('bodies', 'acronym');
  const pick = (all: readonly string[]) => fc.constantFrom(...all);
  const years = fc.subarray([2025, 2026, 2027], { minLength: 1 });
  return fc.record({
    plan: fc.record({
      code: fc.constantFrom('007', 'BOHOL-2', '1e5'),
      title: line,
      startsOn: fc.constant('2025-01-01'),
      endsOn: fc.constant('2028-12-31'),
      illustrative: fc.boolean(),
      notice: running,
    }),
    areas: each(named.area, (code) => fc.record({ code: fc.constant(code), title: line })),
    objectives: each(named.objective, (code) =>
      fc.record({ code: fc.constant(code), area: pick(named.area), title: line }),
    ),
    activities: each(named.activity, (code) =>
      pick(bodies).chain((lead) =>
        fc.record({
          code: fc.constant(code),
          objective: pick(named.objective),
          title: line,
          description: empty(running),
          lead: fc.constant(lead),
          cooperating: fc.oneof(
            fc.constant('all' as const),
            some(bodies.filter((body) => body !== lead && body !== 'ALL')),
          ),
          activeYears: years,
          actipArticles: some(of('actip-articles')),
          tags: some(of('tags')),
          lenses: some(of('lenses')),
          partners: some(of('partners', 'slug')),
          participatingStates: fc.oneof(fc.constant('all' as const), fc.subarray(states, { minLength: 1 })),
          basis: empty(running),
          addedFrom: maybe(pick(of('rounds'))),
          endedFrom: fc.constant(null),
          mergedInto: fc.constant(null),
          splitFrom: fc.constant(null),
        }),
      ),
    ),
    indicators: each(named.indicator, (code) => anyIndicator(code, named, of)),
    rules: fc.constant([]),
  });
}

function anyIndicator(
  code: string,
  named: Named,
  of: (name: keyof PlanLists, column?: string) => string[],
): fc.Arbitrary<PlanFileIndicator> {
  const kinds = fc.oneof(
    fc.record({
      measure: fc.constant('count' as const),
      aggregation: fc.constantFrom('sum' as const, 'none' as const),
      unit: line,
      dimensions: some(of('dimensions')),
      targets: targets(fc.integer({ min: 0, max: 999_999_999_999_999 })),
    }),
    fc.record({
      measure: fc.constant('money' as const),
      aggregation: fc.constant('sum' as const),
      unit: fc.constant('USD'),
      targets: targets(figure),
    }),
    fc.record({
      measure: fc.constant('percentage' as const),
      aggregation: fc.constant('percentage' as const),
      unit: line,
      numeratorLabel: line,
      denominatorLabel: line,
    }),
    fc.record({
      measure: fc.constant('choice' as const),
      aggregation: fc.constant('count_of_states' as const),
      unit: line,
      choices: fc.constantFrom(...of('choice-lists', 'list')),
    }),
  );
  return fc
    .record({
      kind: kinds,
      area: fc.constantFrom(...named.area),
      title: line,
      definition: running,
      rule: empty(running),
    })
    .map(({ kind, area, title, definition, rule }) => ({
      code,
      area,
      activity: null,
      title,
      level: 'output',
      direction: 'up',
      disclosureClass: 'public',
      reportedBy: 'states',
      reportingBodies: [],
      derivation: null,
      dimensions: [],
      choices: null,
      personCount: false,
      crossBorderOverlap: false,
      definition,
      countingRule: rule,
      numeratorLabel: null,
      denominatorLabel: null,
      baselineYear: null,
      baselineValue: null,
      targets: [],
      lens: null,
      lensSlice: null,
      funnelPosition: null,
      funnelLabel: null,
      addedFrom: null,
      endedFrom: null,
      ...kind,
    }));
}

function targets(value: fc.Arbitrary<number>) {
  return fc
    .uniqueArray(fc.record({ year: fc.constantFrom(2025, 2026, 2027, 2028), value }), {
      selector: ({ year }) => year,
      maxLength: 3,
    })
    .map((list) => list.toSorted((a, b) => a.year - b.year));
}
