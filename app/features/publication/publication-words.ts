import type { ChangedFigure, ListedPublication } from '#app/contract.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import { formatFigureOrState, describeRound } from '#server/domain/finding/figure-words.ts';
import { type Things, formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';

type Share = { reported: number; due: number };

const share = ({ reported, due }: Share, things: Things) =>
  reported === due && due > 1
    ? `all ${formatCount(due, things)}`
    : `${formatNumber(reported)} of ${formatCount(due, things)}`;

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Who is in a publication, as a heading: "9 of 11 states and all 12 bodies reported for the second half of 2025". */
export function describeWhoReported(details: Pick<ListedPublication, 'states' | 'bodies' | 'round'>): string {
  const parts = [
    ...(details.states.due > 0 ? [share(details.states, 'states')] : []),
    ...(details.bodies.due > 0 ? [share(details.bodies, 'bodies')] : []),
  ];
  if (parts.length === 0) return `Nobody was due to report for ${describeRound(details.round)}`;
  return `${upperFirst(parts.join(' and '))} reported for ${describeRound(details.round)}`;
}

/** Whether a changed figure is of a round that the publication before did not cover. */
export const isNewRound = (change: ChangedFigure, newRounds: readonly PublicRound[]): boolean =>
  newRounds.some(({ code }) => code === change.round);

/**
 * What follows the name of an indicator: "is 70.7% for the second half of 2025", "is now 12 …; it was 11 …". A number
 * that is now held back is not said again.
 */
export function describeFigureChange(change: ChangedFigure, round: { title: string } | undefined): string {
  const when = round ? describeRound(round) : change.round;
  const after = formatFigureOrState(change, change.after);
  if (change.before === null) return `is ${after} for ${when}`;
  if (change.after.state === 'suppressed' || change.after.state === 'withheld') {
    return `is now ${after} for ${when}; it was shown before`;
  }
  return `is now ${after} for ${when}; it was ${formatFigureOrState(change, change.before)}`;
}
