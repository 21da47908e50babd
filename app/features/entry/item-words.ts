import { staysPublic } from '#server/domain/consent/consent-words.rules.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { parseDecimal } from '#server/domain/value/decimal.calculations.ts';
import type { FigureField } from '#server/domain/value/measures.ts';
import {
  type IndicatorDefinition,
  type Release,
  releaseLabels,
} from '#server/domain/value/indicator-definition.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

/** The words of an indicator's questions, on its page as in the summary, history and comparison. */
export const indicatorWords = {
  note: {
    label: 'Note',
    hint: 'Where the figure comes from and what it leaves out. If there is none, say why. No names of persons.',
  },
  release: {
    label: 'What may be published',
    hint: 'The decision is yours. You are asked again in each round, and the secretariat cannot change it.',
  },
} as const;

/** Each kind of consent with what follows from it. */
export const releaseWords: Record<Release, { label: string; hint: string }> = {
  regional: {
    label: releaseLabels.regional,
    hint: 'The figure counts in regional totals, which appear only when enough reporters contribute. It is not shown under your name.',
  },
  national: {
    label: releaseLabels.national,
    hint: `It counts in regional totals and may also be shown under your name. Counts of 1 to 10 persons stay hidden. ${staysPublic}`,
  },
  withheld: {
    label: releaseLabels.withheld,
    hint: 'Regional totals leave it out too. Only the secretariat and ASEAN bodies can see it.',
  },
};

/** Says what stands in another place that asks for the same figure, and whether it differs from what is typed here. */
export function describeEqualFigure(other: string, there: string | null, typed: string | null): string {
  if (there === null) return `${other} counts the same. It has no figure in this report yet.`;
  const figure = `${other} counts the same, and is ${formatNumber(there)} in this report.`;
  return typed === null || parseDecimal(typed) === parseDecimal(there)
    ? figure
    : `${figure} The two differ: correct one of them, or say in the note why they differ.`;
}

/** The words over the figures of a measure. */
export function nameFigure(definition: IndicatorDefinition, field: FigureField): string {
  if (field === 'numerator') return definition.numeratorLabel ?? 'Part';
  if (field === 'denominator') return definition.denominatorLabel ?? 'Of';
  return formatUpperFirst(definition.unit);
}

/** The words of an activity's questions, on its page as in the summary, history and comparison. */
export const activityWords = {
  status: { label: 'Status', hint: '' },
  achievements: {
    label: 'Achievements',
    hint: 'What was done in this half year and what it changed: numbers, places, partners. No names of victims or witnesses.',
  },
  challenges: {
    label: 'Challenges',
    hint: 'What held the activity up, and what would help. Required if it is delayed or on hold.',
  },
  obstacles: {
    label: 'What is in the way',
    hint: 'Choose all kinds that apply, so that they can be counted for the whole plan, never by state. Say more under challenges.',
  },
  helpWanted: {
    label: 'What would help',
    hint: 'The same kinds as partners give, so that what you need can be matched with what they offer.',
  },
  nextSteps: {
    label: 'Next steps',
    hint: 'What comes next, by when, and who is responsible.',
  },
  narrativeReleased: {
    label: 'The public may read this text',
    hint: 'Achievements, challenges and next steps, with the kinds that you chose, are then shown on the public pages under your name, once the report is accepted and published. Without this, they stay between you and the secretariat.',
  },
} as const;

export type ActivityQuestion = keyof typeof activityWords;
