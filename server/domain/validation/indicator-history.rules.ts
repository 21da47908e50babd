import { formatFigureNumber } from '../language/counted-nouns.ts';
import { getAnswerKind, isAnsweredInWords, formatUnit } from '../value/measures.ts';
import { z } from 'zod';
import { calculatePercentage, parseDecimal } from '../value/decimal.calculations.ts';
import { formatNumber } from '../language/number-format.ts';
import type { Cell } from '../value/indicator-value.schema.ts';
import {
  type CheckedIndicator,
  getTotal,
  type FigureName,
  getFigure,
  formatRounds,
} from './checked-report.ts';
import { createRule, type RuleHit } from './rule.ts';

/** A figure with its round. A float is precise enough to see whether something is far off. */
type Point = { round: string; text: string; value: number };

const hasFigures = ({ measure }: CheckedIndicator['definition']) => !isAnsweredInWords(measure);

function listPoints(
  { history }: CheckedIndicator,
  rounds: number,
  read: (total: Cell | undefined) => string | null,
): Point[] {
  return history.slice(0, rounds).flatMap(({ round, cells }): Point[] => {
    const text = read(getTotal(cells));
    return text === null ? [] : [{ round, text, value: Number(text) }];
  });
}

function calculateMedian(points: readonly Point[]): number {
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Describes earlier figures: "40 in 2025-H2" or "between 10 and 40 in the last 4 rounds". */
function describePast(points: readonly Point[], say: (figure: string) => string = formatNumber): string {
  const sorted = points.toSorted((a, b) => a.value - b.value);
  const [low, high] = [sorted[0], sorted.at(-1)];
  const rounds = formatRounds(points.map(({ round }) => round));
  if (!low || !high) return '';
  const [from, to] = [say(low.text), say(high.text)];
  return from === to ? `${from} in ${rounds}` : `between ${from} and ${to} in ${rounds}`;
}

const readRate = (total: Cell | undefined): string | null => {
  const [upper, lower] = [getFigure(total, 'numerator'), getFigure(total, 'denominator')];
  return upper === null || lower === null
    ? null
    : calculatePercentage(parseDecimal(upper), parseDecimal(lower));
};

const tooHigh =
  'Often this is a figure for the whole year, a running total or an extra digit. Compare it with its source. If it is right, say what changed.';
const tooLow =
  'Often some offices had not sent their figures, or a digit is missing. Compare it with its source. If it is right, say what changed.';

/** Rules that compare a reporter's figures with its own in earlier rounds; never with others'. */
export const historyRules = {
  unlikely_jump: createRule('indicator', {
    asks: 'A figure is close to what the same reporter gave in earlier rounds.',
    severity: 'warning',
    parameters: z.strictObject({
      /** How many times more or less than the median of the earlier figures is too far. */
      factor: z.number().min(1.1).max(1000).default(5),
      /** A smaller difference is ignored; for a percentage, the lowest denominator that is checked. */
      minimum: z.number().min(0).max(1_000_000_000).default(20),
      /** For percentages, how many points away from the median is too far. */
      points: z.number().min(1).max(100).default(40),
      /** How many earlier rounds count. */
      rounds: z.number().int().min(1).max(40).default(40),
    }),
    check(indicator, { factor, minimum, points: mostPoints, rounds }) {
      const { definition, cells } = indicator;
      const total = getTotal(cells);
      if (!hasFigures(definition) || total?.state !== 'reported') return [];
      const isRate = getAnswerKind(definition.measure) === 'ratio';
      const read = isRate ? readRate : (cell: Cell | undefined) => getFigure(cell, 'value');
      const text = read(total);
      const past = listPoints(indicator, rounds, read);
      if (text === null || past.length === 0) return [];
      const now = Number(text);
      const median = calculateMedian(past);
      const above = past.every(({ value }) => now > value);
      const below = past.every(({ value }) => now < value);
      const far = isRate
        ? Math.abs(now - median) > mostPoints && Number(total.denominator) >= minimum
        : // A zero has its own rule.
          now !== 0 && Math.abs(now - median) >= minimum && (now > median * factor || now * factor < median);
      if (!far || (!above && !below)) return [];
      const say = (figure: string) => formatFigureNumber(figure, formatUnit(definition));
      return [
        {
          field: 'total',
          sentence: `${definition.code} is ${say(text)}, far ${above ? 'above' : 'below'} earlier reports: ${describePast(past, say)}.`,
          advice: above && !isRate ? tooHigh : isRate ? rateFarOff : tooLow,
        },
      ];
    },
  }),

  cumulative_falls: createRule('indicator', {
    asks: 'A figure that can only grow, or a position that is rarely given up, has not gone down.',
    severity: 'warning',
    parameters: z.strictObject({
      cumulative: z.boolean().default(false),
      /** For a choice: the answers from the first step to the last. */
      steps: z.array(z.string()).default([]),
    }),
    check(indicator, { cumulative, steps }) {
      if (!cumulative) return [];
      const { definition, cells, history } = indicator;
      const total = getTotal(cells);
      const last = history.find((earlier) => getTotal(earlier.cells)?.state === 'reported');
      const before = last && getTotal(last.cells);
      if (total?.state !== 'reported' || !before) return [];
      const say = (now: string, then: string): RuleHit => ({
        field: 'total',
        sentence: `${definition.code} went back from ${then} in ${last.round} to ${now}.`,
        advice:
          getAnswerKind(definition.measure) === 'choice'
            ? 'Such a step is rarely undone. Often the question was understood differently. Check both answers. If something was repealed, say so.'
            : 'This figure counts everything to date, so it cannot go down. Often only new cases were entered, or the earlier figure was wrong.',
      });
      if (getAnswerKind(definition.measure) === 'choice') {
        const place = (cell: Cell) => steps.indexOf(cell.choice ?? '');
        const label = (cell: Cell) =>
          `“${definition.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice}”`;
        const [now, then] = [place(total), place(before)];
        return now >= 0 && then > now ? [say(label(total), label(before))] : [];
      }
      const [now, then] = [getFigure(total, 'value'), getFigure(before, 'value')];
      if (now === null || then === null || Number(now) >= Number(then)) return [];
      return [say(formatNumber(now), formatNumber(then))];
    },
  }),

  zero_after_counts: createRule('indicator', {
    asks: 'A zero after rounds with higher figures is really zero.',
    severity: 'warning',
    parameters: z.strictObject({
      /** How many earlier rounds in a row must have had a count. */
      rounds: z.number().int().min(1).max(40).default(1),
    }),
    check(indicator, { rounds }) {
      const { definition, cells } = indicator;
      if (!hasFigures(definition)) return [];
      const figure: FigureName = getAnswerKind(definition.measure) === 'ratio' ? 'denominator' : 'value';
      const now = getFigure(getTotal(cells), figure);
      if (now === null || Number(now) !== 0) return [];
      const past = listPoints(indicator, 40, (total) => getFigure(total, figure));
      const lastZero = past.findIndex(({ value }) => value === 0);
      const counts = lastZero === -1 ? past : past.slice(0, lastZero);
      if (counts.length < rounds) return [];
      return [
        {
          field: 'total',
          sentence: `${definition.code} is zero after ${describePast(counts)}.`,
          advice:
            'Zero means that somebody counted and found none. If nobody counted, or the figures have not arrived, choose “Not available”. If it is zero, say why.',
        },
      ];
    },
  }),
};

const rateFarOff =
  'Often one of the two figures is for another period, or the two were counted by different offices. Check both. If they are right, say what changed.';
