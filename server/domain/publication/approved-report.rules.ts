import { compareText } from './compare-text.ts';

/** The content documents of a publication, as checksums by address. */
export type ContentMap = Readonly<Record<string, string>>;

/** The content of a publication, whatever its number, date and title. */
export type Content = { sha256: string; documents: ContentMap };

/** A draft whose public edition is approved. */
export type ApprovedDraft = {
  number: number;
  contentSha256: string;
  /** Null for drafts made before their documents were stored. */
  documents: ContentMap | null;
};

export type ApprovedReportStatus = {
  /** The draft to publish along, or the newest approved one. */
  draft: number;
  /** Whether its content is what would be published, so that it is published along. */
  goesAlong: boolean;
  /**
   * The differences, each in a few words. Empty if it is published along, or if they can no longer be known.
   */
  changes: string[];
};

/**
 * Compares the approved report of a compilation with what would be published now: notes on comparability, the
 * library, lists and the words of the plan are read at publication and may have changed since. Null if no
 * draft is approved.
 */
export function compareApprovedReport(
  approved: readonly ApprovedDraft[],
  now: Content,
): ApprovedReportStatus | null {
  const newestFirst = approved.toSorted((one, other) => other.number - one.number);
  const same = newestFirst.find(({ contentSha256 }) => contentSha256 === now.sha256);
  if (same) return { draft: same.number, goesAlong: true, changes: [] };
  const [newest] = newestFirst;
  if (!newest) return null;
  const changes = newest.documents ? listContentChanges(newest.documents, now.documents) : [];
  return { draft: newest.number, goesAlong: false, changes };
}

/**
 * Lists the differences between two contents, as shown on screens: "Library", "Figures of I-B3 in 2025-H2".
 */
export function listContentChanges(before: ContentMap, now: ContentMap): string[] {
  const addresses = new Set([...Object.keys(before), ...Object.keys(now)]);
  const changed = [...addresses].filter((address) => before[address] !== now[address]);
  const own = changed.filter((address) => !isDerived(address));
  // Derived documents are named only if no other document has changed: then the tracker itself has.
  if (own.length === 0) return changed.length > 0 ? ['How totals and charts are made'] : [];
  const placed = own.map((address) => ({ address, place: placeOf(address) }));
  placed.sort((one, other) => one.place - other.place || compareText(one.address, other.address));
  return [...new Set(placed.map(({ address }) => nameDocument(address)))];
}

const partsOf = (address: string) => address.split('/').map(decodeURIComponent);

const derivedKinds = ['totals', 'figures', 'figure'];
const isDerived = (address: string) => derivedKinds.includes(partsOf(address)[0] ?? '');

/** In the order in which they are named: what is written beside reports first. */
const names: Record<string, (parts: string[]) => string> = {
  comparability: () => 'Notes on comparability',
  library: () => 'Library',
  support: () => 'Support of partners',
  recommendations: () => 'Recommendations and responses',
  arrangements: () => 'Arrangements between states',
  plan: () => 'The plan',
  amendments: () => 'Amendments of the plan',
  indicators: () => 'Definitions of indicators',
  circumstances: ([, reporter = '']) => `National circumstances of ${reporter}`,
  targets: ([, reporter = '']) => `National targets of ${reporter}`,
  lists: () => 'Lists',
  translations: () => 'Translations of lists',
  rounds: () => 'Rounds that go along',
  coverage: () => 'Who has reported',
  statuses: () => 'Statuses of activities',
  evidence: () => 'Documents that reporters have released',
  narratives: ([, activity = '']) => `Words on activity ${activity}`,
  values: ([, indicator = '', round = '']) => `Figures of ${indicator} in ${round}`,
};
const order = Object.keys(names);

const placeOf = (address: string) => {
  const place = order.indexOf(partsOf(address)[0] ?? '');
  return place < 0 ? order.length : place;
};

const nameDocument = (address: string) => {
  const parts = partsOf(address);
  return names[parts[0] ?? '']?.(parts) ?? address;
};

/** How many changes are named one by one. */
const mostNamed = 12;

/** Returns the changes to name, and how many more there are. */
export const shortenChanges = (changes: readonly string[]): { named: string[]; more: number } => ({
  named: changes.slice(0, mostNamed),
  more: Math.max(0, changes.length - mostNamed),
});

/**
 * Explains why nothing may be published now; null if it may. `withoutReport`: somebody has confirmed that the
 * report is left out.
 */
export function findReportProblem(
  standing: ApprovedReportStatus | null,
  withoutReport: boolean,
): string | null {
  if (standing === null || standing.goesAlong || withoutReport) return null;
  const { named, more } = shortenChanges(standing.changes);
  const rest = more === 0 ? '' : ` and ${more} more`;
  const since = named.length === 0 ? '' : ` Changed since: ${named.join(', ')}${rest}.`;
  return `What would be published differs from draft ${standing.draft} of the report, which is approved.${since} Make a new draft, or say that the report does not go along.`;
}
