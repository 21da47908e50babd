import fc from 'fast-check';
import { findTextProblem, normaliseText } from '#server/domain/submission/text.rules.ts';
import { releases, type IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import type { Cell } from '#server/domain/value/indicator-value.schema.ts';
import type { PlainWorkbook } from '#server/domain/workbook/plain-sheet.ts';
import type { RawCell, RawWorkbook } from '#server/domain/workbook/raw-workbook.ts';
import type {
  WorkbookActivity,
  WorkbookIndicator,
  WorkbookReport,
} from '#server/domain/workbook/workbook-report.ts';

const sex = {
  code: 'sex',
  name: 'Sex',
  categories: [
    { code: 'female', name: 'Female' },
    { code: 'male', name: 'Male' },
    { code: 'unknown', name: 'Unknown' },
  ],
};
const age = {
  code: 'age',
  name: 'Age',
  categories: [
    { code: 'child', name: '0 to 17 years' },
    { code: 'adult', name: '18 years and over' },
  ],
};
const define = (
  id: number,
  code: string,
  measure: IndicatorDefinition['measure'],
  dimensions: IndicatorDefinition['dimensions'] = [],
): IndicatorDefinition => ({
  id,
  code,
  title: `Indicator ${code}`,
  measure,
  unit: measure === 'money' ? 'US dollars' : 'persons',
  numeratorLabel: measure === 'percentage' ? 'Persons helped' : null,
  denominatorLabel: measure === 'percentage' ? 'Persons found' : null,
  choiceList: measure === 'choice' ? 'answers' : null,
  choices:
    measure === 'choice'
      ? [
          { code: 'yes', label: 'Yes' },
          { code: 'partly', label: 'Partly, "in drafting"' },
          { code: 'no', label: 'No' },
        ]
      : [],
  dimensions,
});

export const sampleDefinitions = {
  count: define(1, 'I-A1', 'count', [sex, age]),
  money: define(2, 'I-A2', 'money'),
  share: define(3, 'I-B1', 'percentage', [sex]),
  choice: define(4, 'I-B2', 'choice'),
  text: define(5, 'I-B3', 'text'),
};

export function buildActivity(
  code: string,
  answer: Partial<WorkbookActivity['answer']> = {},
): WorkbookActivity {
  return {
    code,
    title: `Activity ${code}`,
    description: `What ${code} is about.`,
    area: code.slice(0, 1),
    version: 1,
    open: true,
    answer: {
      status: null,
      achievements: '',
      challenges: '',
      obstacles: [],
      helpWanted: [],
      nextSteps: '',
      narrativeReleased: false,
      ...answer,
    },
    last: { status: 'planned', achievements: 'What was done before.', challenges: '', nextSteps: '' },
  };
}

export function buildIndicator(
  definition: IndicatorDefinition,
  answer: Partial<WorkbookIndicator['answer']> = {},
): WorkbookIndicator {
  return {
    definition,
    about: 'What is counted.',
    countingRule: 'How it is counted.',
    national: { baseline: null, targets: [] },
    area: definition.code.slice(2, 3),
    version: 1,
    open: true,
    places: [
      { dimension: null, category: null },
      ...definition.dimensions.flatMap(({ code, categories }) =>
        categories.map((category) => ({ dimension: code, category: category.code })),
      ),
    ],
    whole: true,
    takesNote: true,
    answer: { cells: [], note: '', release: 'regional', ...answer },
    last: null,
  };
}

export function buildReport(parts: Partial<WorkbookReport> = {}): WorkbookReport {
  return {
    round: { code: '2026-H1', title: 'First half of 2026', dueOn: '2026-11-30' },
    reporter: { code: 'TH', name: 'Thailand' },
    lastRound: '2025-H2',
    statuses: [
      { code: 'planned', label: 'Planned' },
      { code: 'on_track', label: 'On track' },
      { code: 'delayed', label: 'Delayed' },
      { code: 'completed', label: 'Completed' },
    ],
    areas: [
      { code: 'A', title: 'Prevention of trafficking in persons' },
      { code: 'B', title: 'Protection: [victims] and *others*' },
    ],
    activities: [buildActivity('A1.1'), buildActivity('A1.2'), buildActivity('B1.1')],
    indicators: Object.values(sampleDefinitions).map((definition) => buildIndicator(definition)),
    ...parts,
  };
}

const nasty = [
  '=1+1',
  '+66 is a code',
  '-5 is a number',
  '@SUM(A1)',
  "'an apostrophe first",
  '  two spaces first',
  'Line one\nline two\n\nline four',
  '\tTab',
  'ผู้เสียหายจากการค้ามนุษย์ ๑๒๓',
  'ជនរងគ្រោះ ១២៣',
  'လူကုန်ကူးမှု ၁၂၃',
  'ເຫຍື່ອ',
  '👩🏽‍⚖️ 🇹🇭 emoji',
  '_x000D_ and _x0041_ and _x005F_',
  '"quotes" <tags> & ampersands; ]]>',
  '\u00a0a space that does not break',
  '#REF!',
  'TRUE',
  '1e5',
  '2026-01-02',
  '00123',
  '\u200b\u200dzero width',
  'Ω'.repeat(10_000),
];

/** Text as it can be stored: by the rules of texts, without white space at its end. */
export const storedText = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 80 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.constant('') },
  )
  .filter((text) => findTextProblem(text) === null)
  .map(normaliseText);

const nothing = { value: null, numerator: null, denominator: null, choice: null, text: null };
const counted = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 100_000_000_000 }) },
);
const money = fc
  .tuple(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), fc.integer({ min: 0, max: 9999 }))
  .map(([whole, part]) => {
    const fraction = String(part).padStart(4, '0').replace(/0+$/, '');
    return fraction ? `${whole}.${fraction}` : String(whole);
  });

function cellsOf(definition: IndicatorDefinition): fc.Arbitrary<Cell[]> {
  const total = { dimension: null, category: null };
  const absent = fc.constantFrom('not_available' as const, 'not_applicable' as const);
  const whole = (given: fc.Arbitrary<Partial<Cell>>): fc.Arbitrary<Cell[]> =>
    fc.oneof(
      fc.constant<Cell[]>([]),
      absent.map((state): Cell[] => [{ ...total, state, ...nothing }]),
      given.map((answer): Cell[] => [{ ...total, state: 'reported', ...nothing, ...answer }]),
    );
  switch (definition.measure) {
    case 'money':
      return whole(money.map((value) => ({ value })));
    case 'choice':
      return whole(fc.constantFrom(...definition.choices).map(({ code }) => ({ choice: code })));
    case 'text':
      return whole(
        storedText
          .map((text) => text.trim())
          .filter((text) => text !== '')
          .map((text) => ({ text })),
      );
    default:
      return fc
        .record({
          parts: fc.array(fc.option(fc.oneof(counted, absent)), { minLength: 8, maxLength: 8 }),
          more: counted,
          withTotal: fc.boolean(),
        })
        .map(({ parts, more, withTotal }) => buildCounted(definition, parts, more, withTotal));
  }
}

/** Parts as they come, and a total that no breakdown exceeds. */
function buildCounted(
  { measure, dimensions }: IndicatorDefinition,
  parts: (number | 'not_available' | 'not_applicable' | null)[],
  more: number,
  withTotal: boolean,
): Cell[] {
  const figures = (amount: number) =>
    measure === 'count'
      ? { value: String(amount) }
      : { numerator: String(Math.floor(amount / 2)), denominator: String(amount) };
  let most = 0;
  let index = 0;
  const cells = dimensions.flatMap(({ code, categories }) => {
    let sum = 0;
    const own = categories.flatMap(({ code: category }): Cell[] => {
      const part = parts[index++ % parts.length] ?? null;
      if (part === null) return [];
      const place = { dimension: code, category };
      if (typeof part !== 'number') return [{ ...place, state: part, ...nothing }];
      sum += part;
      return [{ ...place, state: 'reported', ...nothing, ...figures(part) }];
    });
    most = Math.max(most, sum);
    return own;
  });
  const total: Cell = {
    dimension: null,
    category: null,
    state: 'reported',
    ...nothing,
    ...figures(most + more + dimensions.length * 2 + 2),
  };
  return withTotal ? [total, ...cells] : cells;
}

/** Any report that could be stored. */
export const anyReport: fc.Arbitrary<WorkbookReport> = fc
  .record({
    activities: fc.array(
      fc.record({
        status: fc.constantFrom(null, 'planned', 'on_track', 'delayed', 'completed'),
        achievements: storedText,
        challenges: storedText,
        nextSteps: storedText,
        narrativeReleased: fc.boolean(),
      }),
      { minLength: 3, maxLength: 3 },
    ),
    indicators: fc.tuple(
      ...Object.values(sampleDefinitions).map((definition) =>
        fc.record({
          cells: cellsOf(definition),
          note: storedText,
          release: fc.constantFrom(...releases),
        }),
      ),
    ),
  })
  .map(({ activities, indicators }) =>
    buildReport({
      activities: ['A1.1', 'A1.2', 'B1.1'].map((code, index) => buildActivity(code, activities[index])),
      indicators: Object.values(sampleDefinitions).map((definition, index) =>
        buildIndicator(definition, indicators[index]),
      ),
    }),
  );

/** A workbook as it would be read from its file, without a file. */
export function toRaw(workbook: PlainWorkbook): RawWorkbook {
  return {
    sheets: workbook.sheets.map(({ name, rows }) => ({
      name,
      merges: [],
      rows: rows.map((row, index) => ({
        index,
        cells: row.cells.flatMap((cell, column) => {
          if (!cell || cell.value === null || cell.value === '') return [];
          const raw: RawCell =
            typeof cell.value === 'number'
              ? { kind: 'number', number: cell.value, percent: false }
              : { kind: 'text', text: cell.value };
          return [{ column, cell: raw }];
        }),
      })),
    })),
  };
}
