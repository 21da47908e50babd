import { getAnswerKind } from '../value/measures.ts';
import { formatCoverage, describeRound } from '#server/domain/finding/figure-words.ts';
import {
  getStepCount,
  listFunnelLimits,
  listFunnelSteps,
  describeFunnel,
  formatShareOf,
} from '#server/domain/finding/funnel-steps.ts';
import { describeLens } from '#server/domain/finding/plan-findings.ts';
import type { LensStep, PublicRound } from '#server/domain/finding/public-figure.types.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import type { StatusCounts, StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import type { PublicationOf } from './build-indicator-time-series.ts';
import type { FigureFrame } from './build-timeline-figures.ts';
import { buildActivitiesByArea } from './build-status-figures.ts';
import { buildFigureCell } from './figure-cells.ts';
import type { FigureCell, FigureDefinition, FigureRow } from './figure.types.ts';

type Lens = { code: string; title: string };

/** Returns the id of the steps of one round; the newest round with a number has no round in its id. */
export const buildStepsId = (lens: string, round: string | null): string =>
  `${lens}.steps${round === null ? '' : `.${round}`}`;

/**
 * Builds the steps of a lens in one round, one below the other, each with its coverage. Null for a lens
 * without steps.
 */
export function buildLensSteps(
  publication: PublicationOf,
  lens: Lens,
  indicators: readonly LensStep[],
  round: PublicRound,
  id: string,
): FigureDefinition | null {
  const steps = listFunnelSteps(indicators);
  if (steps.length === 0) return null;
  return {
    id,
    title: describeFunnel(steps, round),
    summary: `${lens.title}: separate counts for ${describeRound(round)}, from the first step to the last; they do not follow one group of people`,
    // The page of a lens shows earlier rounds only on request.
    path: `/lens/${lens.code}${id === buildStepsId(lens.code, null) ? '' : `?round=${encodeURIComponent(round.code)}`}`,
    unit: '',
    source: 'accepted reports, put together by the rule of each indicator',
    coverage: '',
    notes: listFunnelLimits(steps, round),
    publication,
    columns: [
      { key: 'step', label: 'Step', numeric: false },
      { key: 'what', label: 'What is counted', numeric: false },
      { key: 'count', label: 'Count', numeric: true },
      { key: 'base', label: 'Out of', numeric: true },
      { key: 'share', label: 'Part of', numeric: false },
      { key: 'reports', label: 'Reports in it', numeric: false },
    ],
    rows: steps.map((step) => buildStep(step, round)),
    chart: {
      kind: 'steps',
      label: 'step',
      detail: 'what',
      value: 'count',
      base: 'base',
      share: 'share',
      coverage: 'reports',
    },
  };
}

function buildStep(step: LensStep, round: PublicRound): FigureRow {
  const figure = step.figures.find((candidate) => candidate.round === round.code);
  const count = getStepCount(step, figure);
  const place = {
    indicator: step.code,
    scope: 'region',
    dimension: step.slice?.dimension ?? null,
    category: step.slice?.category ?? null,
  };
  const what = `${step.code} ${step.title}${step.slice ? `, only: ${formatLowerFirst(step.slice.categoryName)}` : ''}`;
  const share = formatShareOf(step, round);
  // The base is known where the share is.
  const base = share === null ? null : (figure?.denominator ?? null);
  const coverage = figure ? formatCoverage(step.reportedBy, figure) : null;
  const unit = getAnswerKind(step.measure) === 'ratio' ? (step.personCount ? 'persons' : '') : step.unit;
  return {
    key: step.code,
    cells: {
      step: { kind: 'text', text: step.funnel?.label ?? step.title },
      what: { kind: 'text', text: what, path: `/indicators/${step.code}` },
      count: countCell(count, unit, figure && buildFigureCell(figure, place)),
      ...(base === null ? {} : { base: { kind: 'number', value: base, unit: '' } as const }),
      ...(share ? { share: { kind: 'text', text: share } as const } : {}),
      ...(coverage ? { reports: { kind: 'text', text: coverage } as const } : {}),
    },
  };
}

/** Returns the count of a step: for a percentage its numerator, with the receipt of the percentage. */
function countCell(count: string | null, unit: string, whole: FigureCell | undefined): FigureCell {
  const receipt = whole && whole.kind !== 'text' ? whole.receipt : undefined;
  if (count !== null) {
    return { kind: 'number', value: count, unit, ...(receipt === undefined ? {} : { receipt }) };
  }
  if (whole?.kind === 'none') return whole;
  return { kind: 'none', mark: 'not_applicable', reason: 'Not asked for in this round.' };
}

/** Builds the figure of a lens's activities by thematic area and status, as of the newest round. */
export function buildLensActivities(
  frame: FigureFrame,
  lens: Lens,
  statuses: readonly StatusWord[],
  areas: readonly { code: string; title: string; counts: StatusCounts }[],
  all: StatusCounts,
): FigureDefinition | null {
  if (all.total === 0) return null;
  const inAreas = areas.filter(({ counts }) => counts.total > 0);
  return {
    ...buildActivitiesByArea(frame, statuses, inAreas),
    id: `${lens.code}.activities`,
    title: describeLens(lens.title, all, statuses),
    summary: `${lens.title}: activities by thematic area and status, ${frame.publication.roundTitle}`,
    path: `/lens/${lens.code}`,
  };
}
