import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerEmbed } from '#app/features/embed/answer-embed.server.tsx';
import { describePreviewed } from '#app/features/publishing/preview-summary.ts';
import type { RequestContext } from '#app/request-context.ts';
import { buildIndicatorTimeSeries } from '#server/domain/figure/build-indicator-time-series.ts';
import { drawForPages } from '#server/domain/figure/draw/draw-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { formatFigureCell } from '#server/domain/figure/format-cell.ts';
import { formatAmount, formatAmountInWords } from '#server/domain/finding/figure-words.ts';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import type { PublicIndicator } from '#server/domain/finding/public-figure.types.ts';
import { figure as words } from '#server/domain/language/messages/en/figure.ts';
import { formatNumber, formatPercentage, formatShare } from '#server/domain/language/number-format.ts';
import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';
import { buildFacts } from '#server/domain/report/build-facts.calculations.ts';
import { buildNumberCell, withWholeMoney } from '#server/domain/report/document-composer.ts';
import { formatSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import { serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { stacked } from '../figure/sample-figures.ts';
import { figureOf, rounds } from '../indicator-findings/finding-subjects.ts';

const publication = {
  number: 1,
  title: 'First',
  publishedAt: '2026-06-16T00:00:00.000Z',
  round: '2025-H2',
  roundTitle: 'Second half of 2025',
};
const measures = { count: 'persons', money: 'USD', percentage: '%' } as const;
type Measured = keyof typeof measures;

const indicatorOf = (measure: Measured): PublicIndicator => ({
  code: 'I-X1',
  title: 'What is measured',
  measure,
  unit: measures[measure],
  direction: 'none',
  aggregation: measure === 'percentage' ? 'percentage' : 'sum',
  reportedBy: 'states',
  personCount: false,
  crossBorderOverlap: false,
  numeratorLabel: null,
  denominatorLabel: null,
  dimensions: [],
  choices: [],
  baseline: null,
  targets: [],
});

/** Whatever the tables hold: up to fifteen digits before the point and four after it, none of them an idle zero. */
const stored = fc
  .tuple(
    fc.oneof(fc.bigInt(0n, 3000n), fc.bigInt(0n, 30_000_000n), fc.bigInt(0n, 10n ** 15n - 1n)),
    fc.oneof(
      fc.constant(0n),
      fc.integer({ min: 0, max: 99 }).map((cents) => BigInt(cents) * 100n),
      fc.bigInt(0n, 9999n),
    ),
  )
  .map(([whole, fraction]) => serialiseDecimal(whole * 10_000n + fraction));
const percentage = fc.integer({ min: 0, max: 1000 }).map((tenths) => (tenths / 10).toFixed(1));
const figure = fc.oneof(
  fc.record({ measure: fc.constantFrom('count' as const, 'money' as const), value: stored }),
  fc.record({ measure: fc.constant('percentage' as const), value: percentage }),
);

/** The texts that stand in a drawing, with what is said at a mark. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

/** "1.25m" in full, as decimal text; null for what is no short form. */
function readShort(text: string): string | null {
  const [, digits, letter] = /^([\d.,]+)([km])$/.exec(text) ?? [];
  if (!digits) return null;
  return serialiseDecimal(parseDecimal(digits.replaceAll(',', '')) * (letter === 'k' ? 1000n : 1_000_000n));
}

/** What stands in the cells of a frame on another site. */
async function readEmbedded(definition: FigureDefinition): Promise<string[]> {
  const drawn = drawForPages(definition, { words, labels: {} });
  const context = {
    publicCaller: {
      dashboard: {
        figure: () => Promise.resolve({ ...drawn, newest: 1, plan: 'The plan', notice: '' }),
        labels: () => Promise.resolve({}),
      },
    },
    requestId: 'TEST-00001',
    origin: 'https://tracker.example',
    language: 'en',
  } as unknown as RequestContext;
  const address = 'https://tracker.example/embed/figures/any?show=table';
  const html = await (await answerEmbed(context, 'any', new Request(address))).text();
  return [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text = '']) => text);
}

test('headline, cell, report, sentence, frame and drawing print the same digits of any stored figure', async () => {
  await fc.assert(
    fc.asyncProperty(figure, async ({ measure, value }) => {
      const indicator = indicatorOf(measure);
      const region = [figureOf('2025-H2', value)];
      const printed = formatFigureNumber(value, indicator.unit);
      // Every digit that is stored, and only those.
      const digits = printed.replaceAll(/[,%]/g, '');
      expect(digits).toBe(value);

      const course = buildIndicatorTimeSeries({ publication, indicator, rounds, region, notes: [] });
      const { headline } = buildFinding(indicator, rounds, region, []);
      const facts = buildFacts({
        rounds: ['2025-H2'],
        indicators: [
          {
            ...indicator,
            figures: [
              {
                round: '2025-H2',
                dimension: null,
                category: null,
                state: 'reported',
                value,
                contributing: 9,
                expected: 11,
              },
            ],
          },
        ],
        activities: [],
        statuses: [],
        areas: [],
        lenses: [],
        reports: { states: { included: 9, due: 11 }, bodies: { included: 0, due: 0 } },
      });
      const says = {
        headline,
        title: course.title,
        cell: formatAmount(indicator, value),
        amount: formatAmountInWords(indicator, value),
        figure: formatFigureCell({ kind: 'number', value }, indicator.unit),
        report: buildNumberCell(value, indicator.unit),
        sentence: facts.get('I-X1'),
        preview: describePreviewed(
          {
            ...figureOf('2025-H2', value),
            indicator: 'I-X1',
            scope: 'region',
            dimension: null,
            category: null,
          },
          indicator,
        ),
      };
      for (const [place, said] of Object.entries(says)) {
        const text =
          typeof said === 'string'
            ? said
            : said && ('kind' in said && 'shown' in said ? said.shown : 'text' in said ? said.text : '');
        // On paper money is in whole units, in tables and in sentences alike.
        if (indicator.measure === 'money' && (place === 'report' || place === 'sentence')) {
          expect([place, text]).toEqual([
            place,
            expect.stringContaining(formatNumber(value, { decimals: 0 })),
          ]);
          expect(text).not.toContain('.');
          continue;
        }
        expect([place, text]).toEqual([place, expect.stringContaining(printed)]);
        // Not as the end of a longer number.
        expect(text?.split(printed)[0]).not.toMatch(/\d[,.]?$/);
      }
      expect(await readEmbedded(course)).toContain(printed);
      const { wide, narrow } = drawForPages(course, { words, labels: {} });
      for (const svg of [wide, narrow]) {
        expect(svg).toContain(`: ${formatFigureCell({ kind: 'number', value }, indicator.unit)}`);
        const labels = textsOf(svg);
        expect(labels.some((text) => text === printed || readShort(text) === value)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('what a reporter reads back has the same digits, a share worked out exactly', () => {
  fc.assert(
    fc.property(stored, fc.nat(100_000), fc.nat(100_000), (value, part, whole) => {
      const definition = { measure: 'count' as const, unit: '', choices: [] };
      expect(formatSnapshotCell(definition, { state: 'reported', value })).toBe(formatNumber(value));
      const share = formatShare(String(part), String(whole));
      if (whole === 0) expect(share).toBeNull();
      else {
        const tenths = (BigInt(part) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n);
        expect(share).toBe(formatPercentage(`${tenths / 10n}.${tenths % 10n}`));
      }
    }),
  );
});

test('money keeps its cents, in a headline too', () => {
  const indicator = indicatorOf('money');
  const { headline } = buildFinding(indicator, rounds, [figureOf('2025-H2', '1250.5')], []);
  expect(headline).toBe('USD\u00a01,250.5 in the second half of 2025');
  expect(formatFigureNumber('1250.5', 'USD')).toBe('1,250.5');
});

test('on paper a figure of money is in whole units, in its title and its drawing', () => {
  const figure = {
    ...stacked,
    unit: 'USD',
    title: 'Assets: from USD 1,640,541.59 to USD 9.5',
    summary: 'of 2.40',
  };
  const rows = [{ key: 'a', cells: { value: { kind: 'number' as const, value: '1640541.59' } } }];
  const printed = withWholeMoney({ ...figure, rows });
  expect([printed.title, printed.summary]).toEqual(['Assets: from USD 1,640,542 to USD 10', 'of 2']);
  expect(printed.rows[0]?.cells['value']).toMatchObject({ value: '1640542' });
  const persons = { ...figure, unit: 'persons', rows };
  expect(withWholeMoney(persons)).toBe(persons);
});

test('a fall has a minus sign and its digits', () => {
  expect(serialiseDecimal(parseDecimal('60.2') - parseDecimal('62.5'))).toBe('-2.3');
  expect(serialiseDecimal(-500n)).toBe('-0.05');
  const facts = buildFacts({
    rounds: ['2025-H1', '2025-H2'],
    indicators: [
      {
        ...indicatorOf('percentage'),
        figures: ['62.5', '60.2'].map((value, at) => ({
          round: `2025-H${at + 1}`,
          dimension: null,
          category: null,
          state: 'reported' as const,
          value,
          contributing: 9,
          expected: 11,
        })),
      },
    ],
    activities: [],
    statuses: [],
    areas: [],
    lenses: [],
    reports: { states: { included: 9, due: 11 }, bodies: { included: 0, due: 0 } },
  });
  expect(facts.get('I-X1 change')?.text).toBe('\u22122.3 percentage points');
});

test('nothing stays nothing, and what is no number stays as it is', () => {
  expect(formatNumber('')).toBe('');
  expect(formatPercentage('')).toBe('');
  expect(formatNumber('1e3')).toBe('1e3');
  expect(formatNumber('0')).toBe('0');
  expect(formatNumber('-1234.5')).toBe('\u22121,234.5');
});
