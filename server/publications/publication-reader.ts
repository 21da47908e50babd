import type {
  Address,
  DocumentBody,
  DocumentKind,
  Header,
  SingleKind,
} from '#server/domain/publication/documents.ts';
import type { Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';

/** A publication as the list of all has it: what it says of itself, and its checksums. */
export type ListedHeader = Header & {
  /** Over every document but its header: what an approved report has to show. See seal.ts. */
  contentSha256: string;
  /** Publications from before there were documents have a checksum of rounds, figures and statuses only. */
  contentCovers: 'figures' | 'documents';
};

/** What is public of a round before its figures are: its name, and the day by which reports are due. */
export type DueRound = { plan: string; code: string; title: string; dueOn: string };

export type PublicationIndex = {
  /** Of all plans, oldest first. */
  publications: ListedHeader[];
  /** Newest publication first. */
  withdrawals: Withdrawal[];
  /** The plan that was chosen to lead; null before there was a choice. */
  chosenPlan: string | null;
  /** Rounds after the newest published one of their plan, the earliest first. Days are ISO dates. */
  dueRounds: DueRound[];
};

/**
 * Where publications are read: the database, or a value in memory that was not published. Every page, figure, file and
 * feed is a function over it. A document never changes, so what was read once may be kept.
 */
export type PublicationReader = {
  list(): Promise<PublicationIndex>;
  /** The documents of a publication at these addresses; those that it does not have are left out. */
  read(publication: number, addresses: readonly Address[]): Promise<Map<Address, DocumentBody<DocumentKind>>>;
  /** The checksums of the documents at these addresses, to see what differs without reading it. */
  readChecksums(publication: number, addresses: readonly Address[]): Promise<Map<Address, string>>;
  /** Whether a publication is stored, with its index for searching, or only a value in memory. */
  isStored(publication: number): boolean;
};

/** The documents of some kinds of which a publication has one each. Throws where one is missing. */
export async function readDocuments<Kind extends SingleKind>(
  reader: PublicationReader,
  publication: number,
  ...kinds: Kind[]
): Promise<{ [Each in Kind]: DocumentBody<Each> }> {
  const found = await reader.read(publication, kinds);
  for (const kind of kinds) {
    if (!found.has(kind)) throw new Error(`Publication ${publication} has no document ${kind}.`);
  }
  return Object.fromEntries(found) as { [Each in Kind]: DocumentBody<Each> };
}

/** The document at an address; null where the publication has none. */
export async function readDocument<Kind extends DocumentKind>(
  reader: PublicationReader,
  publication: number,
  address: Address<Kind>,
): Promise<DocumentBody<Kind> | null> {
  return ((await reader.read(publication, [address])).get(address) as DocumentBody<Kind> | undefined) ?? null;
}
