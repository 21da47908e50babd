import { compareText } from '#server/domain/publication/compare-text.ts';
import type {
  DocumentBody,
  Lists,
  PublishedIndicator,
  PublishedReporter,
  PublishedValue,
} from '../publication/documents.ts';
import type { ValueCell } from '../publication/published-parts.ts';
import type { Contributors } from './contributor-words.ts';

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
