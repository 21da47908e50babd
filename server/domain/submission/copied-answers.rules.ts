import { isAnsweredInWords, type Measure } from '../value/measures.ts';

/**
 * Whether an answer of the last round is a starting point for this one: a choice or a narrative is often
 * still valid, a figure of another half-year never is. A figure is copied only if somebody asks for that
 * indicator by its code.
 */
export function isCarriedOver(measure: Measure, isAskedByCode: boolean): boolean {
  return isAskedByCode || isAnsweredInWords(measure);
}

/** Why an item was left unchanged when answers were copied. */
export const notCopiedReasons = {
  touched: 'Somebody has written on it in this round.',
  not_open: 'It is not open for changes.',
  nothing: 'Nothing was reported on it in the last round.',
  figure: 'A figure of another half year is not copied.',
  no_longer_asked: 'What was answered then can no longer be answered: the question has changed.',
} as const;
export type NotCopiedReason = keyof typeof notCopiedReasons;

/** The label of a copied answer wherever it is shown: "Copied from 2025-H2, not confirmed". */
export const describeCopied = (round: string): string => `Copied from ${round}, not confirmed`;
