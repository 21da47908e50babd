import { getAnswerKind } from '../value/measures.ts';
import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { describeRound } from './figure-words.ts';
import type { LensStep, PublicRound, RoundFigure } from './public-figure.types.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';

/** Lists the indicators in the funnel of a lens, in the order of the funnel. */
export function listFunnelSteps<Step extends LensStep>(indicators: readonly Step[]): Step[] {
  return indicators
    .filter(({ funnel }) => funnel !== null)
    .sort((a, b) => (a.funnel?.position ?? 0) - (b.funnel?.position ?? 0));
}

/** Returns the count of a step: for a percentage its numerator. Null if there is no number. */
export function getStepCount(
  indicator: Pick<LensStep, 'measure'>,
  figure: RoundFigure | undefined,
): string | null {
  if (figure?.state !== 'reported') return null;
  return getAnswerKind(indicator.measure) === 'ratio' ? figure.numerator : figure.value;
}

const findFigure = (indicator: LensStep, round: PublicRound) =>
  indicator.figures.find((figure) => figure.round === round.code);

const join = (parts: readonly string[]) =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Returns the heading of the funnel: the counts of a round in order. Steps without a number are left out. */
export function describeFunnel(steps: readonly LensStep[], round: PublicRound): string {
  const counts = steps.flatMap((step) => {
    const count = getStepCount(step, findFigure(step, round));
    return count === null ? [] : [`${formatNumber(count)} ${(step.funnel?.label ?? '').toLowerCase()}`];
  });
  if (counts.length === 0) return `No step has a public figure for ${describeRound(round)}`;
  return `${join(counts)} in ${describeRound(round)}`;
}

/**
 * Describes the percentage whose numerator a step shows: "53.2% of 1 221 persons found". Null if there is
 * none.
 */
export function formatShareOf(step: LensStep, round: PublicRound): string | null {
  const figure = findFigure(step, round);
  if (getAnswerKind(step.measure) !== 'ratio' || figure?.state !== 'reported') return null;
  if (!figure.denominator || figure.value === null) return null;
  const base = step.denominatorLabel ? ` ${step.denominatorLabel.toLowerCase()}` : '';
  return `${formatPercentage(figure.value)} of ${formatNumber(figure.denominator)}${base}`;
}

/**
 * Lists what must be known before steps are compared, in sentences derived from the data: other people, other
 * reports, other scopes, and missing numbers.
 */
export function listFunnelLimits(steps: readonly LensStep[], round: PublicRound): string[] {
  const figures = steps.map((step) => ({ step, figure: findFigure(step, round) }));
  const limits = [
    'Each step is a count of its own. Somebody found in one round may be identified, referred or returned in a later one, so the steps do not follow one group of people, and dividing one by another gives no rate.',
  ];
  const covered = figures.flatMap(({ figure }) =>
    figure?.contributing != null && figure.expected != null
      ? [{ in: figure.contributing, of: figure.expected }]
      : [],
  );
  const ins = covered.map((coverage) => coverage.in);
  const expected = new Set(covered.map((coverage) => coverage.of));
  if (ins.length > 1) {
    const [least, most] = [Math.min(...ins), Math.max(...ins)];
    const of = expected.size === 1 ? ` of ${[...expected][0]}` : '';
    limits.push(
      least === most
        ? `Each step holds ${least}${of} reports, though not always of the same states.`
        : `The steps rest on ${least} to ${most}${of} reports, not always of the same states: a step can be higher or lower because others reported.`,
    );
  }
  const sliced = steps.filter(({ slice }) => slice);
  const whole = steps.filter(({ slice }) => !slice);
  if (sliced.length > 0 && whole.length > 0) {
    const names = join(sliced.map(({ funnel }) => `“${funnel?.label}”`));
    const slices = [...new Set(sliced.map(({ slice }) => slice?.categoryName.toLowerCase()))].join(' or ');
    limits.push(
      `${names} ${sliced.length === 1 ? 'shows' : 'show'} only the part of the indicator on ${slices}; the other steps show the whole of theirs, which can take in other forms of trafficking.`,
    );
  }
  if (steps.some(({ crossBorderOverlap }) => crossBorderOverlap)) {
    limits.push(
      'Two states may report the same person. The counts are sums of reports, not of unique persons.',
    );
  }
  const hidden = figures.filter(({ figure }) => figure && figure.state !== 'reported');
  if (hidden.length > 0) {
    limits.push(
      `${join(hidden.map(({ step }) => `“${step.funnel?.label}”`))} ${formatVerb(hidden.length, 'have')} no number here; the mark says why. That is not zero.`,
    );
  }
  return limits;
}

/** Returns the newest round in which any step has a number, otherwise the newest round. */
export function findFunnelRound(
  page: { rounds: readonly PublicRound[] },
  steps: readonly LensStep[],
): PublicRound | undefined {
  return (
    page.rounds.findLast((round) =>
      steps.some((step) => getStepCount(step, findFigure(step, round)) !== null),
    ) ?? page.rounds.at(-1)
  );
}
