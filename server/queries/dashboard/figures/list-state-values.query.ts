import type { PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { addressOf, type DocumentBody, type FigureDocument } from '#server/domain/publication/documents.ts';
import { toPublicRound, toRoundFigure } from '#server/domain/publication/published-parts.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { type Publication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import {
  type IndicatorChoices,
  type IndicatorFilter,
  type ListedIndicator,
  filterIndicators,
} from './list-indicators.query.ts';

export type StateValue = { indicator: string; figure: RoundFigure };

export type StateValueList = IndicatorChoices & {
  publication: Publication | null;
  rounds: PublicRound[];
  indicators: (Pick<ListedIndicator, 'code' | 'title' | 'area' | 'measure' | 'unit'> & {
    choices: { code: string; label: string }[];
  })[];
  /** Every state, also one that has released nothing; values in plan order. */
  states: { code: string; name: string; values: StateValue[] }[];
};

/**
 * The newest public figure of every state for every indicator (with a round, that of the round alone), where the state
 * has released its own: states by name, indicators in plan order. What a state has not released has no row; that it
 * exists is not public either. Throws as `resolvePublication`.
 */
export async function listStateValues(
  context: PublicContext,
  filter: IndicatorFilter & { state?: string | undefined; round?: string | undefined },
): Promise<StateValueList> {
  const publication = await resolvePublication(context, filter.publication);
  if (!publication) {
    return {
      publication,
      rounds: [],
      areas: [],
      lenses: [],
      measures: [],
      levels: [],
      indicators: [],
      states: [],
    };
  }
  const { number } = publication;
  const documents = await readDocuments(context.published, number, 'rounds', 'lists', 'plan', 'indicators');
  const { choices, kept } = filterIndicators(documents, filter);
  const states = documents.lists.reporters.filter(
    ({ kind, code }) => kind === 'state' && (filter.state === undefined || code === filter.state),
  );
  const rounds = documents.rounds.map(({ code }) => code).toReversed();
  const values = await findNewestValues(context, number, {
    states: states.map(({ code }) => code),
    indicators: kept.map(({ code }) => code),
    rounds: filter.round === undefined ? rounds : rounds.filter((code) => code === filter.round),
  });
  return {
    publication,
    rounds: documents.rounds.map(toPublicRound),
    ...choices,
    indicators: kept.map((each) => ({
      code: each.code,
      title: each.title,
      area: each.area,
      measure: each.measure,
      unit: each.unit,
      choices: each.choices,
    })),
    states: states.map(({ code, name }) => ({
      code,
      name,
      values: kept.flatMap((indicator) => {
        const figure = values.get(code)?.get(indicator.code);
        return figure ? [{ indicator: indicator.code, figure }] : [];
      }),
    })),
  };
}

/** How many documents are read in one go. */
const readAtOnce = 100;

/**
 * The figure of each state for each indicator in the first of the rounds that has one, by state and indicator. Which
 * states have released anything of an indicator is known from their own figures ("TH.figures"), so that a round is
 * looked at only for what the rounds before it left open.
 */
async function findNewestValues(
  { published }: PublicContext,
  publication: number,
  wanted: { states: readonly string[]; indicators: readonly string[]; rounds: readonly string[] },
): Promise<Map<string, Map<string, RoundFigure>>> {
  const found = new Map<string, Map<string, RoundFigure>>(wanted.states.map((code) => [code, new Map()]));
  const open = await listReleased(published, publication, wanted);
  for (const round of wanted.rounds) {
    const left = [...open.keys()];
    for (let start = 0; start < left.length; start += readAtOnce) {
      const part = left.slice(start, start + readAtOnce);
      const documents = await published.read(
        publication,
        part.map((indicator) => addressOf.values(indicator, round)),
      );
      for (const indicator of part) {
        const states = open.get(indicator);
        const values = documents.get(addressOf.values(indicator, round)) as
          | DocumentBody<'values'>
          | undefined;
        for (const value of values ?? []) {
          if (value.dimension !== null || !states?.delete(value.scope)) continue;
          found.get(value.scope)?.set(indicator, toRoundFigure(round, value));
        }
        if (states?.size === 0) open.delete(indicator);
      }
    }
  }
  return found;
}

/** The states that have released figures of their own, by indicator. */
async function listReleased(
  published: PublicContext['published'],
  publication: number,
  { states, indicators }: { states: readonly string[]; indicators: readonly string[] },
): Promise<Map<string, Set<string>>> {
  const figures = await published.read(
    publication,
    states.map((code) => addressOf.figure(`${code}.figures`)),
  );
  const meant = new Set(indicators);
  const released = new Map<string, Set<string>>();
  for (const state of states) {
    const figure = figures.get(addressOf.figure(`${state}.figures`)) as FigureDocument | undefined;
    for (const { key } of figure?.rows ?? []) {
      if (!meant.has(key)) continue;
      const known = released.get(key);
      if (known) known.add(state);
      else released.set(key, new Set([state]));
    }
  }
  return released;
}
