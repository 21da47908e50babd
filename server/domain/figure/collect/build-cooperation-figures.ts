import { listPublishedLibrary } from '../../library/list-published-library.ts';
import { buildCooperation } from '../build-cooperation-figure.ts';
import type { FigureDefinition } from '../figure.types.ts';
import { buildFigurePublication, type FigureSource } from './public-figures.ts';

/**
 * Collects the figures of which states work together: for the whole library, and for each lens with entries
 * of cooperation. Empty for a publication from before the library existed.
 */
export function buildCooperationFigures(source: FigureSource): FigureDefinition[] {
  const { lenses, libraryKinds, reporters } = source.lists;
  if (libraryKinds.length === 0) return [];
  const items = listPublishedLibrary(source).filter(({ isCooperation }) => isCooperation);
  const about = buildFigurePublication(source);
  const states = reporters.filter(({ kind }) => kind === 'state');
  return [
    buildCooperation(about, states, libraryKinds, items),
    ...lenses.flatMap((lens) => {
      const own = items.filter((item) => item.lenses.includes(lens.code));
      return own.length === 0 ? [] : [buildCooperation(about, states, libraryKinds, own, lens)];
    }),
  ];
}
