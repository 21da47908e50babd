import type { Measure } from '#server/domain/value/measures.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DataFilter,
  isMeant,
  filterIndicators,
  isScopeWanted,
} from '#server/domain/data/data-query.rules.ts';
import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import {
  addressOf,
  type DocumentBody,
  type PublishedIndicator,
  type PublishedReporter,
  type PublishedRound,
} from '#server/domain/publication/documents.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/**
 * One published value with the names that belong to it: its indicator, round and reporter. Numbers are decimal text
 * without trailing zeros ("12.5"), so that nothing is lost; all of them are null unless `state` is "reported". Days are
 * ISO dates. The region has no reporter.
 */
export type PublishedValue = {
  indicator_code: string;
  indicator: string;
  measure: Measure;
  unit: string;
  aggregation: string;
  round_code: string;
  round: string;
  period_start: string;
  period_end: string;
  scope: 'region' | 'state' | 'body';
  reporter_code: string | null;
  reporter: string | null;
  /** ISO 3166-1 alpha-3 and UN M49 of a state. */
  reporter_iso3: string | null;
  reporter_m49: string | null;
  dimension_code: string | null;
  dimension: string | null;
  category_code: string | null;
  category: string | null;
  state: FigureState;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  /** For one reporter and a choice: the code of its answer. */
  answer: string | null;
  /** For the region and a choice: how many states gave each answer. */
  answers: Record<string, number> | null;
  contributing: number | null;
  expected: number | null;
  /** Why there is no number, or what to know of one. */
  note: string | null;
  /** The publication from which the figure is kept; null if it is of this one. */
  kept_from: number | null;
  /** What a suppressed figure is between, both included; null for every other figure. */
  least: number | null;
  most: number | null;
  /** The same as `state`, under a name that cannot be taken for a member state. */
  value_state: FigureState;
};

/**
 * Which values are meant, by area, objective, activity, lens, tag, indicator, round, state, body and scope ("region",
 * "state" or "body"); a code that nothing has finds nothing.
 */
export type ValueFilter = DataFilter;

/** Where a page of values begins: how many pairs of indicator and round come before, and rows of the next pair. */
export type ValuePosition = { pair: number; row: number };

export const firstValue: ValuePosition = { pair: 0, row: 0 };

/** How many pairs are read at once: few where everybody has released all, more as rows turn out to be few. */
const smallestChunk = 4;
const largestChunk = 64;
/** So many rows in a chunk are enough. */
const fullChunk = 1000;

/**
 * A page of at most `limit` published values, in plan order, then by round, scope (region, states by name, bodies) and
 * cell. A publication never changes, so a page is the same whenever it is asked for, and nothing is held between pages.
 * `next` is null after the last value.
 */
export async function listPublishedValues(
  { published }: PublicContext,
  publication: number,
  { filter = {}, from = firstValue, limit }: { filter?: ValueFilter; from?: ValuePosition; limit: number },
): Promise<{ rows: PublishedValue[]; next: ValuePosition | null }> {
  const documents = await readDocuments(published, publication, 'rounds', 'lists', 'plan', 'indicators');
  const indicators = filterIndicators(documents, filter);
  const rounds = documents.rounds.filter(({ code }) => isMeant(code, filter.round));
  const reporters = new Map(documents.lists.reporters.map((reporter) => [reporter.code, reporter]));
  const end = indicators.length * rounds.length;
  const rows: PublishedValue[] = [];
  let size = smallestChunk;
  for (let first = from.pair; first < end; ) {
    const chunk = Array.from({ length: Math.min(size, end - first) }, (_, at) => {
      const pair = first + at;
      const indicator = indicators[Math.floor(pair / rounds.length)];
      const round = rounds[pair % rounds.length];
      return indicator && round ? [{ pair, indicator, round }] : [];
    }).flat();
    const found = await published.read(
      publication,
      chunk.map(({ indicator, round }) => addressOf.values(indicator.code, round.code)),
    );
    const before = rows.length;
    for (const { pair, indicator, round } of chunk) {
      const values = (found.get(addressOf.values(indicator.code, round.code)) ??
        []) as DocumentBody<'values'>;
      const meant = values.filter(({ scope }) => isScopeWanted(reporters.get(scope) ?? null, filter));
      const nameParts = createNames(indicator);
      for (let row = pair === from.pair ? from.row : 0; row < meant.length; row += 1) {
        const value = meant[row];
        if (!value) continue;
        if (rows.length === limit) return { rows, next: { pair, row } };
        rows.push(nameValue(indicator, round, reporters.get(value.scope) ?? null, nameParts, value));
      }
    }
    first += chunk.length;
    if (rows.length - before < fullChunk) size = Math.min(largestChunk, size * 2);
    // Documents that are kept come without waiting: whoever asks meanwhile has a turn here.
    await nextTurn();
  }
  return { rows, next: null };
}

type NameParts = (value: DocumentBody<'values'>[number]) => {
  dimension: string | null;
  category: string | null;
};

/** Finds what the parts of an indicator are called. */
function createNames({ dimensions }: PublishedIndicator): NameParts {
  const byCode = new Map(
    dimensions.map(({ code, name, categories }) => [
      code,
      { name, categories: new Map(categories.map((category) => [category.code, category.name])) },
    ]),
  );
  return ({ dimension, category }) => {
    const found = dimension === null ? undefined : byCode.get(dimension);
    return {
      dimension: found?.name ?? null,
      category: category === null ? null : (found?.categories.get(category) ?? null),
    };
  };
}

function nameValue(
  indicator: PublishedIndicator,
  round: PublishedRound,
  reporter: PublishedReporter | null,
  nameParts: NameParts,
  value: DocumentBody<'values'>[number],
): PublishedValue {
  const { dimension, category } = nameParts(value);
  return {
    indicator_code: indicator.code,
    indicator: indicator.title,
    measure: indicator.measure,
    unit: indicator.unit,
    aggregation: indicator.aggregation,
    round_code: round.code,
    round: round.title,
    period_start: round.periodStart,
    period_end: round.periodEnd,
    scope: reporter?.kind ?? 'region',
    reporter_code: reporter?.code ?? null,
    reporter: reporter?.name ?? null,
    reporter_iso3: reporter?.iso3 ?? null,
    reporter_m49: reporter?.m49 ?? null,
    dimension_code: value.dimension,
    dimension,
    category_code: value.category,
    category,
    state: value.state,
    value: value.value,
    numerator: value.numerator,
    denominator: value.denominator,
    answer: value.choice,
    answers: value.distribution,
    contributing: value.contributing,
    expected: value.expected,
    note: value.note,
    kept_from: value.keptFrom,
    least: value.least ?? null,
    most: value.most ?? null,
    value_state: value.state,
  };
}
