import type { LensStep, PublicRound, RoundFigure } from '../finding/public-figure.types.ts';
import type { PublishedRound, PublishedValue } from './documents.ts';

/** Returns a round with the names that pages use. */
export const toPublicRound = ({ code, title, periodStart, periodEnd }: PublishedRound): PublicRound => ({
  code,
  title,
  periodStart,
  periodEnd,
});

/** The position of a figure among the values of an indicator in a round. */
export type ValueCell = Pick<PublishedValue, 'scope' | 'dimension' | 'category'>;

export const buildValueKey = ({ scope, dimension, category }: ValueCell): string =>
  JSON.stringify([scope, dimension, category]);

/** Finds the value of a cell; undefined if nothing is published there. */
export const findValue = (values: readonly PublishedValue[], cell: ValueCell): PublishedValue | undefined =>
  values.find(
    ({ scope, dimension, category }) =>
      scope === cell.scope && dimension === cell.dimension && category === cell.category,
  );

/** Returns a figure without its cell, with its round. */
export function toRoundFigure(
  round: string,
  { scope: _scope, dimension: _dimension, category: _category, ...figure }: PublishedValue,
): RoundFigure {
  return { round, ...figure };
}

type NamedCode = { code: string; name: string };

/**
 * Returns the part of an indicator that a lens shows, with the names of its dimension and category; null for
 * the whole.
 */
export function findSliceNames(
  dimensions: readonly (NamedCode & { categories: readonly NamedCode[] })[],
  slice: { dimension: string; category: string } | null,
): LensStep['slice'] {
  const dimension = dimensions.find(({ code }) => code === slice?.dimension);
  const category = dimension?.categories.find(({ code }) => code === slice?.category);
  if (!dimension || !category) return null;
  return {
    dimension: dimension.code,
    dimensionName: dimension.name,
    category: category.code,
    categoryName: category.name,
  };
}
