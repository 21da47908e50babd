import type { FigureField } from '#server/domain/value/measures.ts';
import {
  type IndicatorDefinition,
  type Release,
  releaseLabels,
} from '#server/domain/value/indicator-definition.ts';

/** The words of an indicator's questions, on its page as in the summary, history and comparison. */
export const indicatorWords = {
  note: {
    label: 'Note',
    hint: 'Where the figure comes from and what it leaves out. If there is none, say why. No names of persons.',
  },
  release: {
    label: 'What may be published',
    hint: 'The decision is yours. It is asked anew for each round, and the secretariat cannot widen it.',
  },
} as const;

/** Each kind of consent with what follows from it. */
export const releaseWords: Record<Release, { label: string; hint: string }> = {
  regional: {
    label: releaseLabels.regional,
    hint: 'The figure counts in totals for the region, which appear once three have reported. It is not shown under your name.',
  },
  national: {
    label: releaseLabels.national,
    hint: 'It counts in regional totals and may also be shown under your name. Counts of 1 to 10 persons stay hidden.',
  },
  withheld: {
    label: releaseLabels.withheld,
    hint: 'Regional totals leave it out too. The secretariat and ASEAN bodies see it.',
  },
};

/** The words over the figures of a measure. */
export function nameFigure(definition: IndicatorDefinition, field: FigureField): string {
  if (field === 'numerator') return definition.numeratorLabel ?? 'Part';
  if (field === 'denominator') return definition.denominatorLabel ?? 'Of';
  return definition.unit.charAt(0).toUpperCase() + definition.unit.slice(1);
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
    hint: 'What held the activity up, and what would help. Needed when it is late or on hold.',
  },
  nextSteps: {
    label: 'Next steps',
    hint: 'What comes next, by when, and who does it.',
  },
  narrativeReleased: {
    label: 'The public may read these words',
    hint: 'Achievements, challenges and next steps are then shown on the public pages under your name, once the report is accepted and published. Without this, they stay between you and the secretariat.',
  },
} as const;

export type ActivityQuestion = keyof typeof activityWords;
