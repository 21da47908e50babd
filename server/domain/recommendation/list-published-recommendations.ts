import type {
  LibraryEntry,
  PublishedRecommendation,
  RecommendationsDocument,
} from '../publication/documents.ts';
import { listOutcomes, type Outcome } from './outcome.rules.ts';

/** A recommendation of a publication, with what became of it by the day of the publication. */
export type RecommendationLine = Omit<PublishedRecommendation, 'responses' | 'statuses'> & {
  itemTitle: string;
  outcomes: Outcome[];
};

const studyKind = 'study';

/** Whether an entry of the library is a study or report: of these everybody asks what they recommend. */
export const isStudy = ({ kind }: Pick<LibraryEntry, 'kind'>): boolean => kind === studyKind;

type Source = {
  /** Null in a publication from before there were recommendations. */
  recommendations: RecommendationsDocument | null;
  library: readonly LibraryEntry[];
};

/** Lists the recommendations of a publication in the order of the library's titles, as they stood on a day. */
export function listPublishedRecommendations(
  { recommendations, library }: Source,
  day: string,
): RecommendationLine[] {
  const titles = new Map(library.map(({ code, title }) => [code, title]));
  return (recommendations?.recommendations ?? [])
    .map(({ responses, statuses, ...said }) => ({
      ...said,
      itemTitle: titles.get(said.item) ?? said.item,
      outcomes: listOutcomes({ content: said, responses, statuses }, day),
    }))
    .sort(
      (a, b) =>
        a.itemTitle.localeCompare(b.itemTitle, 'en') ||
        a.item.localeCompare(b.item, 'en') ||
        Number(a.code.slice(1)) - Number(b.code.slice(1)),
    );
}

/** Whether a recommendation, or a response to it, names an activity. */
export const isAboutActivity = ({ activities, outcomes }: RecommendationLine, code: string): boolean =>
  activities.includes(code) || outcomes.some(({ response }) => response?.activities.includes(code));

/** Why a publication has no recommendations of an entry; null: it has some, or nobody asks. */
export type Absence = 'not_published' | 'not_entered';

/** Decides why an entry has no recommendations in a publication. */
export function decideAbsence(
  { recommendations }: Source,
  entry: Pick<LibraryEntry, 'code' | 'kind'>,
): Absence | null {
  if (recommendations === null) return null;
  if (recommendations.recommendations.some(({ item }) => item === entry.code)) return null;
  if (recommendations.notPublished.includes(entry.code)) return 'not_published';
  return isStudy(entry) ? 'not_entered' : null;
}
