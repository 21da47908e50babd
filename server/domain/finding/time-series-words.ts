import { formatFigure, formatRangeOf, describeRound } from './figure-words.ts';
import type { PublicIndicator, PublicRound, RoundFigure } from './public-figure.types.ts';
import { formatLowerFirst } from './sentence-parts.ts';
import { formatList, formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

type Subject = Pick<PublicIndicator, 'measure' | 'unit' | 'choices'>;

/** Describes the first and the newest figure: "From 44.0% in … to 62.5% in …". */
export function describeTimeSeries(
  subject: Subject,
  rounds: readonly PublicRound[],
  region: readonly RoundFigure[],
): string {
  const byCode = new Map(rounds.map((round) => [round.code, round]));
  const shown = region.filter(({ state }) => state === 'reported');
  const [first, last] = [shown[0], shown.at(-1)];
  const when = (figure: RoundFigure) => {
    const round = byCode.get(figure.round);
    return round ? describeRound(round) : figure.round;
  };
  if (!first || !last) return 'No regional figure is shown yet';
  if (first === last) {
    return formatUpperFirst(`${formatFigure(subject, last)} in ${when(last)}, the only round shown so far`);
  }
  return `From ${formatFigure(subject, first)} in ${when(first)} to ${formatFigure(subject, last)} in ${when(last)}`;
}

/** Counts the reporters with a figure of their own: "3 states have released their own figure". */
export function describeReleased(kinds: readonly ('state' | 'body')[]): string {
  if (kinds.length === 0) return 'no figure of a single reporter can be shown';
  const states = kinds.filter((kind) => kind === 'state').length;
  const what =
    states === kinds.length
      ? formatCount(kinds.length, 'states', 'have')
      : formatCount(kinds.length, 'reporters', 'have');
  return `${what} released ${kinds.length === 1 ? 'its own figure' : 'figures of their own'}`;
}

/**
 * Describes a breakdown in a round: every part if there are few, ranges included, otherwise the largest that is
 * shown. Parts are not states, so the largest may be named.
 */
export function describeBreakdown(
  subject: Subject,
  dimension: string,
  round: PublicRound,
  parts: readonly { name: string; figure: RoundFigure | undefined }[],
): string {
  const shown = parts.flatMap(({ name, figure }) =>
    figure?.state === 'reported' && figure.value !== null ? [{ name, value: figure.value, figure }] : [],
  );
  const split = `by ${formatLowerFirst(dimension)}`;
  const said = parts.flatMap(({ name, figure }) => {
    const isShown = figure?.state === 'reported' && figure.value !== null;
    const amount = figure && (isShown ? formatFigure(subject, figure) : formatRangeOf(subject, figure));
    return amount ? [`${formatLowerFirst(name)} ${amount}`] : [];
  });
  if (said.length === 0) return `${split}: no part has a public figure for ${describeRound(round)}`;
  if (shown.length === 0 && said.length > 3) {
    return `${split}: only ranges in ${describeRound(round)}; the numbers are suppressed`;
  }
  if (said.length <= 3) {
    const hidden = parts.length - said.length;
    return `${split} in ${describeRound(round)}: ${formatList(said)}${hidden > 0 ? `; ${hidden} without a number` : ''}`;
  }
  const [largest] = [...shown].sort((a, b) => Number(b.value) - Number(a.value));
  return largest
    ? `${split}, the largest part shown in ${describeRound(round)} is ${formatLowerFirst(largest.name)}: ${formatFigure(subject, largest.figure)}`
    : split;
}
