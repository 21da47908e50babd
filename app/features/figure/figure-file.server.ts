import { buildAddress } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { type FrameTexts, drawFrame } from '#server/domain/figure/draw/frame.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import { describeMarker, listMissingValueMarkers } from '#server/domain/figure/list-symbols.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { RequestContext } from '#app/request-context.ts';

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
    legend: listMissingValueMarkers(figure).map((used) => ({
      mark: used.mark,
      word: describeMarker(used, (name) => words(name)),
    })),
  };
}

/** The name of a figure's file without its ending: "bohol-activities-by-area-publication-3". */
export const nameFigureFile = ({ id, publication }: Pick<FigureDefinition, 'id' | 'publication'>): string =>
  `bohol-${id.replaceAll(/[^\w.-]/g, '-')}-publication-${publication.number}`;

type Wanted = Pick<RequestContext, 'publicCaller' | 'requestId' | 'origin' | 'language'> & {
  id: string;
  request: Request;
};

/** A figure in its frame: what both kinds of picture are made of. Throws what the error page shows. */
export async function loadPicture({
  publicCaller,
  requestId,
  origin,
  language,
  id,
  request,
}: Wanted): Promise<{ definition: FigureDefinition; svg: string }> {
  const { definition, wide, notice } = await ask(requestId, () =>
    publicCaller.dashboard.figure({ id, language, publication: readPublication(request.url) }),
  );
  const texts = buildFigureTexts(definition, { origin, language, notice });
  return { definition, svg: drawFrame(definition, wide, texts) };
}

/**
 * Headers of a picture that others may show and keep. `name` is that of the file, without anything that could end the
 * header. It is shown, not saved: links that save say so themselves.
 */
export function buildPictureHeaders(type: string, name: string): Record<string, string> {
  return {
    'content-type': type,
    'content-disposition': `inline; filename="${name}"`,
    'cache-control': publicCacheControl,
    // Pages of other sites may show it, and read it.
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    // A drawing that is opened by itself runs and loads nothing.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  };
}
