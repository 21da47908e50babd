import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { getAnswerKind } from '#server/domain/value/measures.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import { fingerprintReports } from '#tests/support/fingerprint.ts';
import { createWorld, type World } from '#tests/support/world.ts';
import { rounds } from '#tests/support/rounds.ts';

type Input = Parameters<AppCaller['submission']['saveIndicatorValues']>[0];
type Given = Input['cells'][number] & Record<string, unknown>;

let world: World;
let caller: AppCaller;
const definitions = new Map<string, IndicatorDefinition>();
const key = { round: '2024-H2', reporter: 'TH' };

beforeAll(async () => {
  world = await createWorld();
  await world.openRound();
  ({ caller } = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]));
  for (const indicator of ['I-B3', 'I-B2', 'I-C6', 'I-A4', 'I-D8']) {
    definitions.set(indicator, (await caller.submission.indicator({ ...key, indicator })).indicator);
  }
});
afterAll(() => world?.close());

const typed = fc.oneof(
  { weight: 6, arbitrary: fc.nat(2000) },
  { weight: 2, arbitrary: fc.nat(2000).map(String) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('1,250', '1 250', '12.50', '', null, '1e5', '0.0001', true, [], {}),
  },
);

function cellOf({ measure, choices, dimensions }: IndicatorDefinition): fc.Arbitrary<Given> {
  const places = [
    {},
    ...dimensions.flatMap(({ code, categories }) =>
      categories.map((category) => ({ [code]: category.code })),
    ),
  ];
  const place: fc.Arbitrary<Record<string, string>> = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<Record<string, string>>(...places) },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), { maxKeys: 2 }),
    },
  );
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    value: typed,
    numerator: typed,
    denominator: typed,
    choice: fc.constantFrom(...choices.map(({ code }) => code), 'maybe', '', null),
    text: fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
  };
  const wanted = {
    number: ['value'],
    ratio: ['numerator', 'denominator'],
    choice: ['choice'],
    text: ['text'],
  }[getAnswerKind(measure)];
  const right = fc.record(Object.fromEntries(wanted.map((field) => [field, fields[field]!])));
  const any = fc.record(fields, { requiredKeys: [] });
  return fc
    .tuple(
      place,
      fc.oneof(
        { weight: 12, arbitrary: right.map((figures) => ({ state: 'reported' as const, ...figures })) },
        {
          weight: 4,
          arbitrary: fc.constantFrom(
            { state: 'not_available' as const },
            { state: 'not_applicable' as const },
          ),
        },
        { weight: 1, arbitrary: any.map((figures) => ({ state: 'reported' as const, ...figures })) },
        { weight: 1, arbitrary: any.map((figures) => ({ state: 'not_available' as const, ...figures })) },
      ),
    )
    .map(([by, rest]): Given => ({ by, ...rest }));
}

/** What was typed, as an exact decimal; worked out apart from the code that is tested. */
function plain(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const [whole = '', fraction = ''] = String(value)
    .replace(/[\s,+]/g, '')
    .split('.');
  const kept = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${kept ? `.${kept}` : ''}`;
}

const nameOf = (by: Record<string, string> | undefined) =>
  Object.entries(by ?? {})
    .flat()
    .join('=') || 'total';

test.each(['I-B3', 'I-B2', 'I-C6', 'I-A4', 'I-D8'])(
  'whatever is sent for %s is refused at its fields and no text, or comes back exactly',
  async (indicator) => {
    const definition = definitions.get(indicator)!;
    let before = await fingerprintReports(world.owner);
    let version = 0;
    let saved = 0;
    let refused = 0;
    const cells = fc.oneof(
      fc.uniqueArray(cellOf(definition), { selector: ({ by }) => nameOf(by), maxLength: 8 }),
      fc.array(cellOf(definition), { maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(cells, async (given) => {
        const error = await caller.submission
          .saveIndicatorValues({ ...key, indicator, cells: given, version })
          .then(
            () => null,
            (thrown: unknown) => thrown,
          );
        if (error === null) {
          saved += 1;
          version += 1;
          await expectStored(indicator, given, version);
          before = await fingerprintReports(world.owner);
          return;
        }
        refused += 1;
        const { cause } = error as { cause?: unknown };
        expect(cause).toBeInstanceOf(DomainError);
        const { code, fields } = cause as DomainError;
        expect(code).toBe('BAD_INPUT');
        expect(fields.length).toBeGreaterThan(0);
        for (const { path, message } of fields) {
          const at = /^cells\.(\d+)(\.(state|by|value|numerator|denominator|choice|text)(\..*)?)?$/s.exec(
            path,
          );
          expect(at, path).not.toBeNull();
          expect(Number(at?.[1])).toBeLessThan(given.length);
          expect(message.length).toBeGreaterThan(5);
        }
        expect(await fingerprintReports(world.owner)).toBe(before);
      }),
      { numRuns: rounds(27, 80) },
    );
    // The generator is of use only while it meets both.
    expect(Math.min(saved, refused)).toBeGreaterThan(3);
  },
);

async function expectStored(indicator: string, given: Given[], version: number) {
  const { answer } = await caller.submission.indicator({ ...key, indicator });
  expect(answer.version).toBe(version);
  const asked = given.map(({ by, state, value, numerator, denominator, choice, text }) => ({
    place: nameOf(by),
    state,
    ...(state === 'reported'
      ? {
          value: plain(value),
          numerator: plain(numerator),
          denominator: plain(denominator),
          choice: choice || null,
          text: text?.trim() || null,
        }
      : { value: null, numerator: null, denominator: null, choice: null, text: null }),
  }));
  const stored = answer.cells.map(({ dimension, category, ...cell }) => ({
    place: dimension === null ? 'total' : `${dimension}=${category}`,
    ...cell,
  }));
  const byPlace = (a: { place: string }, b: { place: string }) => (a.place < b.place ? -1 : 1);
  expect(stored.sort(byPlace)).toEqual(asked.sort(byPlace));
}
