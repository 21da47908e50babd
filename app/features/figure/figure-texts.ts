import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import type { FrameTexts } from '#server/domain/figure/draw/frame.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';

/** Where a figure stands for good: its own page, as of its publication. */
export const buildFigureAddress = (
  origin: string,
  language: LanguageCode,
  { id, publication }: Pick<FigureDefinition, 'id' | 'publication'>,
): string => buildAddress(origin, language, `/figures/${id}`, { publication: publication.number });

/** What stands around a figure that is taken away, in a language. */
export function buildFigureTexts(
  figure: FigureDefinition,
  { origin, language, notice }: { origin: string; language: LanguageCode; notice: string },
): FrameTexts {
  const words = buildWords(language, 'figure');
  const { number, publishedAt } = figure.publication;
  return {
    source: words('source', { source: figure.source }),
    coverage: figure.coverage ? words('coverage', { coverage: figure.coverage }) : '',
    publication: words('publicationLine', { number: String(number), date: formatDate(publishedAt) }),
    address: buildFigureAddress(origin, language, figure),
    notice,
    legend: listMissingValueMarkers(figure).map((mark) => ({ mark, word: words(mark) })),
  };
}

/** The name of a figure's file without its ending: "bohol-activities-by-area-publication-3". */
export const nameFigureFile = ({ id, publication }: Pick<FigureDefinition, 'id' | 'publication'>): string =>
  `bohol-${id.replaceAll(/[^\w.-]/g, '-')}-publication-${publication.number}`;
