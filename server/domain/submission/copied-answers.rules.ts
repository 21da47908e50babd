import type { Measure } from '../value/indicator-definition.ts';

/**
 * Whether an answer of the last round is a start for this one: a position or an account often still holds, a figure
 * of another half year never does. A figure is carried over only where somebody asks for that indicator by its code.
 */
export function isCarriedOver(measure: Measure, isAskedByCode: boolean): boolean {
  return isAskedByCode || measure === 'choice' || measure === 'text';
}

/** Why an item was left as it is when answers were copied. */
export const notCopiedReasons = {
  touched: 'Somebody has written on it in this round.',
  not_open: 'It is not open for changes.',
  nothing: 'Nothing was reported on it in the last round.',
  figure: 'A figure of another half year is not copied.',
  no_longer_asked: 'What was answered then can no longer be answered: the question has changed.',
} as const;
export type NotCopiedReason = keyof typeof notCopiedReasons;

/** "Copied from 2025-H2, not confirmed": the mark of a copied answer wherever it is shown. */
export const sayCopied = (round: string): string => `Copied from ${round}, not confirmed`;
