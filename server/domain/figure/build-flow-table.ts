import type { PublicIndicator, RoundFigure } from '../finding/public-figure.types.ts';
import type { PublishedValue } from '../publication/documents.ts';
import { toRoundFigure } from '../publication/published-parts.ts';
import { getAnswerKind } from '../value/measures.ts';

/** The breakdown that says from where people came; the state that reports is the place of exploitation. */
export const originDimension = 'origin';

type Named = { code: string; name: string };
type Asked = Pick<PublicIndicator, 'measure' | 'dimensions'>;

/** A published figure of one state on those who came from one place. */
export type Flow = { origin: Named; state: Named; figure: RoundFigure };

export type FlowTable = {
  dimension: Named;
  round: string;
  /** The states with a public figure by place of origin, in the order of names. */
  states: Named[];
  /** By place of origin: each state's own figure, and the region's. Null: the publication holds no such figure. */
  rows: { origin: Named; figures: (RoundFigure | null)[]; region: RoundFigure | null }[];
};

const findDimension = ({ measure, dimensions }: Asked) =>
  getAnswerKind(measure) === 'number' ? dimensions.find(({ code }) => code === originDimension) : undefined;

/** Lists the published figures of states by place of origin in a round, each as it is published; none is added up. */
export function listFlows(
  indicator: Asked,
  round: string,
  values: readonly PublishedValue[],
  states: readonly Named[],
): Flow[] {
  const origins = new Map(findDimension(indicator)?.categories.map((category) => [category.code, category]));
  const byCode = new Map(states.map((state) => [state.code, state]));
  return values.flatMap((value) => {
    const origin = value.dimension === originDimension ? origins.get(value.category ?? '') : undefined;
    const state = byCode.get(value.scope);
    return origin && state ? [{ origin, state, figure: toRoundFigure(round, value) }] : [];
  });
}

/**
 * Builds the table of flows from places of origin to the states that report. It holds published figures alone. Null
 * for an indicator that is not asked by place of origin, and for a round in which no state has a figure by it: a round
 * from before it was asked has nothing else.
 */
export function buildFlowTable(
  indicator: Asked,
  round: string,
  values: readonly PublishedValue[],
  states: readonly Named[],
): FlowTable | null {
  const dimension = findDimension(indicator);
  const flows = listFlows(indicator, round, values, states);
  if (!dimension || flows.every(({ figure }) => figure.state === 'not_yet_reported')) return null;
  const given = flows.filter(({ figure }) => figure.state !== 'not_yet_reported');
  const shown = states.filter(({ code }) => given.some(({ state }) => state.code === code));
  const region = new Map(
    values.flatMap((value) =>
      value.scope === 'region' && value.dimension === originDimension
        ? [[value.category, toRoundFigure(round, value)] as const]
        : [],
    ),
  );
  return {
    dimension: { code: dimension.code, name: dimension.name },
    round,
    states: shown.map(({ code, name }) => ({ code, name })),
    rows: dimension.categories.map(({ code, name }) => ({
      origin: { code, name },
      figures: shown.map(
        (state) =>
          flows.find((flow) => flow.origin.code === code && flow.state.code === state.code)?.figure ?? null,
      ),
      region: region.get(code) ?? null,
    })),
  };
}
