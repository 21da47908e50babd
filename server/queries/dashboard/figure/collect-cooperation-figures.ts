import type { Reader } from '#db/client.ts';
import { buildCooperation } from '#server/domain/figure/build-cooperation-figure.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listLenses, listLibraryKinds, loadLibraryItems } from '../library/load-library.ts';
import { listReporters } from '../plan/load-plan.ts';
import { listPublishedRounds } from '../plan/summarise-publication.ts';
import type { Publication } from '../scope.ts';

/**
 * Which states work together: over the whole library, and for each lens that has entries of cooperation. None in a
 * publication from before there was a library.
 */
export async function collectCooperationFigures(
  database: Reader,
  publication: Publication,
): Promise<FigureDefinition[]> {
  const { number, title, publishedAt, roundCode } = publication;
  const kinds = await listLibraryKinds(database, number);
  if (kinds.length === 0) return [];
  const reporters = await listReporters(database, number);
  const lenses = await listLenses(database, number);
  const rounds = await listPublishedRounds(database, number);
  const items = (await loadLibraryItems(database, number)).filter(({ isCooperation }) => isCooperation);
  const round = rounds.find(({ code }) => code === roundCode);
  const about = { number, title, publishedAt, round: roundCode, roundTitle: round?.title ?? roundCode };
  const states = reporters.filter(({ kind }) => kind === 'state');
  return [
    buildCooperation(about, states, kinds, items),
    ...lenses.flatMap((lens) => {
      const own = items.filter((item) => item.lenses.includes(lens.code));
      return own.length === 0 ? [] : [buildCooperation(about, states, kinds, own, lens)];
    }),
  ];
}
