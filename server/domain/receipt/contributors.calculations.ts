import { compareText } from '#server/domain/publication/compare-text.ts';
import type {
  DocumentBody,
  Lists,
  PublishedIndicator,
  PublishedReporter,
  PublishedValue,
} from '../publication/documents.ts';
import type { ValueCell } from '../publication/published-parts.ts';
import { formatList } from '#server/domain/language/list-format.ts';

/** States have their names, bodies their well-known acronyms. */
const nameOf = ({ kind, code, name }: PublishedReporter) => (kind === 'body' ? code : name);

/**
 * Lists who contributes to a regional figure; null for figures of single reporters and those that the tracker
 * counts itself. Reads only what is published, so it names nobody who is not shown elsewhere.
 */
export function listContributors(
  { reportedBy }: Pick<PublishedIndicator, 'reportedBy'>,
  { lists, coverage }: { lists: Pick<Lists, 'reporters'>; coverage: DocumentBody<'coverage'> },
  round: string,
  values: readonly PublishedValue[],
  cell: ValueCell,
): Contributors | null {
  if (cell.scope !== 'region' || reportedBy === 'register') return null;
  const own = new Set(
    values
      .filter(
        ({ dimension, category, state }) =>
          dimension === cell.dimension && category === cell.category && state === 'reported',
      )
      .map(({ scope }) => scope),
  );
  const isAsked = ({ kind }: PublishedReporter) =>
    reportedBy === 'states_and_bodies' || reportedBy === (kind === 'body' ? 'bodies' : 'states');
  const list = (holds: (reporter: PublishedReporter) => boolean) =>
    lists.reporters.filter(holds).map(nameOf).sort(compareText);
  return {
    released: list(({ code }) => own.has(code)),
    reported: list((reporter) => coverage[reporter.code]?.[round] === 'reported' && isAsked(reporter)),
  };
}

/** Who contributes to a regional figure, as far as it is public. Names, in alphabetical order. */
export type Contributors = {
  /** Those whose own number is shown for the same cell. */
  released: string[];
  /** Those who reported for the round at all, with or without a number for this cell. */
  reported: string[];
};

/**
 * Describes whose figures are included, from what is public: the names of those whose own number is shown,
 * and of those who reported for the round. States that no others are named, because it is not public whether
 * a report has a number. Empty if the figure includes no report.
 */
export function describeContributors(
  { released, reported }: Contributors,
  { contributing }: { contributing: number | null },
): string[] {
  if (contributing === null || contributing === 0) return [];
  if (released.length >= contributing) return [`${formatList(released)}.`];
  return [
    released.length > 0
      ? `Shown with a figure of their own: ${formatList(released)}.`
      : 'None of them is shown with a figure of its own.',
    `${released.length > 0 ? 'Which others are in it' : 'Which they are'} is not published. ${reported.length} reported for the round: ${formatList(reported)}.`,
  ];
}
