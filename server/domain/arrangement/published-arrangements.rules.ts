import { compareText } from '../publication/compare-text.ts';
import type { ArrangementsDocument, PublishedArrangement } from '../publication/documents.ts';
import type { PublicationInput } from '../publication/publication-input.ts';
import {
  compareCounts,
  findCount,
  findNewest,
  findReleasedAccount,
  listStatedYears,
  listSubjects,
} from './arrangement.rules.ts';
import type { ReleasePart } from './arrangement-words.ts';
import type { AccountContent, Arrangement } from './arrangement.schema.ts';

/**
 * What may be published of arrangements between states: only what every member state that takes part has released. What
 * is agreed is published as all have released it: what has changed since is not, until all release it again. Accounts
 * are published when all have released theirs. A count is published only where all released the same figure; otherwise
 * the document says that accounts differ, or that not all give one, and no figure of anybody. What is not released
 * leaves no trace.
 */
export function buildPublishedArrangements({
  arrangements,
  library,
  lists,
}: Pick<PublicationInput, 'arrangements' | 'library' | 'lists'>): ArrangementsDocument {
  const items = new Set(library.map(({ code }) => code));
  const reporters = new Set(lists.reporters.map(({ code }) => code));
  return arrangements
    .filter(({ code, content }) => items.has(code) && content.parties.every((party) => reporters.has(party)))
    .flatMap((arrangement) => toPublished(arrangement) ?? [])
    .toSorted((a, b) => compareText(a.item, b.item));
}

/** The accounts of all states, in the order of codes, if all have released a part; null otherwise. */
function listReleased(arrangement: Arrangement, part: ReleasePart): AccountContent[] | null {
  const released = arrangement.content.parties.map((party) => {
    const release = findNewest(arrangement.releases, party);
    if (!release || release.version !== arrangement.version) return null;
    if (!release.parts.includes('terms') || !release.parts.includes(part)) return null;
    return findReleasedAccount(arrangement, release)?.content ?? null;
  });
  return released.every((one) => one !== null) ? released : null;
}

function toPublished(arrangement: Arrangement): PublishedArrangement | null {
  const { code, content } = arrangement;
  if (listReleased(arrangement, 'terms') === null) return null;
  const accounts = listReleased(arrangement, 'account');
  const counts = listReleased(arrangement, 'counts');
  const { parties, ...agreed } = content;
  const known = new Set(listSubjects(content).map(({ about }) => about));
  return {
    item: code,
    parties,
    ...agreed,
    accounts:
      accounts === null
        ? null
        : accounts.map(({ items }, at) => ({
            by: parties[at] ?? '',
            items: items.filter(({ about }) => known.has(about)),
          })),
    counts:
      counts === null
        ? null
        : listStatedYears(counts).map((year) => ({
            year,
            meetings: compareCounts(counts.map((one) => findCount(one, year, 'meetings'))),
            operations: compareCounts(counts.map((one) => findCount(one, year, 'operations'))),
          })),
  };
}
