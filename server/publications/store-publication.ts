import { setImmediate } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { figureTrace } from '#db/schema/compilation.ts';
import { document, publication as publicationTable, publicationDocument } from '#db/schema/published.ts';
import { encodeTextArray } from '#db/text-array.ts';
import type { BuiltPublication } from '#server/domain/publication/build-publication.ts';
import type { TracedFigure } from '#server/domain/publication/decide-figures.ts';
import {
  type Address,
  addressOf,
  type FigureDocument,
  type Header,
  readValuesAddress,
} from '#server/domain/publication/documents.ts';
import { drawFigureDocument } from './draw-figures.ts';
import { calculateContentRoot } from './seal.ts';
import { hashText, serialiseDocument, type StoredDocument } from './serialise-document.ts';

/** Texts are sent to the database in parts of so many bytes, so that a large publication is no huge parameter. */
const partSize = 4 * 1024 * 1024;
/** Milliseconds after which whatever else waits has its turn: a server that publishes goes on answering. */
const longestTurn = 20;

/**
 * Stores a publication that was built: its row, the documents that the database does not have yet, and which address
 * has which. A figure that is the same as in `earlier`, the publication before, keeps its drawing and is not drawn again.
 */
export async function storePublication(
  tx: Transaction,
  { documents, unchanged, decided }: BuiltPublication,
  earlier: StoredChecksums | null,
): Promise<{ contentSha256: string }> {
  const header = documents.get('publication') as Header;
  const drawn = listDrawn(earlier?.checksums ?? new Map());
  const sender = createSender(tx, earlier?.checksums.values() ?? []);
  const parts = [...unchanged].map(([address, sha256]) => ({ address, sha256 }));
  const add = (address: Address, document: StoredDocument) => {
    parts.push({ address, sha256: document.sha256 });
    return sender.send(document);
  };
  let turn = performance.now();
  for (const [address, body] of documents) {
    const document = serialiseDocument(address, body);
    await add(address, document);
    if (!address.startsWith('figure/')) continue;
    const drawing = address.replace(/^figure/, 'drawing') as Address<'drawing'>;
    const known = drawn.get(document.sha256);
    if (known !== undefined) parts.push({ address: drawing, sha256: known });
    else if (!documents.has(drawing)) {
      await add(drawing, serialiseDocument(drawing, drawFigureDocument(body as FigureDocument)));
    }
    if (performance.now() - turn < longestTurn) continue;
    await setImmediate();
    turn = performance.now();
  }
  await sender.end();
  const contentSha256 = calculateContentRoot(parts);
  await insertHeader(tx, header, contentSha256);
  await tx.execute(sql`
    insert into published.publication_document (publication, address, sha256)
    select ${header.number}, * from unnest(${textArray(parts.map(({ address }) => address))},
      ${textArray(parts.map(({ sha256 }) => sha256))})`);
  const shown = new Map(parts.map(({ address, sha256 }) => [address, sha256]));
  await storeTraces(tx, header.number, decided.figures, shown);
  if (earlier) await copyTraces(tx, header.number, earlier.number, [...unchanged.keys()]);
  return { contentSha256 };
}

const textArray = (texts: readonly (string | Uint8Array | null)[]) => sql`${encodeTextArray(texts)}::text[]`;

/** The documents of a publication that is stored: checksums by address. */
export type StoredChecksums = { number: number; checksums: ReadonlyMap<Address, string> };

export async function listChecksums(tx: Transaction, publication: number): Promise<Map<Address, string>> {
  const rows = await tx
    .select()
    .from(publicationDocument)
    .where(eq(publicationDocument.publication, publication));
  return new Map(rows.map(({ address, sha256 }) => [address as Address, sha256]));
}

/** The drawings among the checksums of a publication, by the checksum of the figure that each is of. */
function listDrawn(checksums: ReadonlyMap<Address, string>): Map<string, string> {
  const drawn = new Map<string, string>();
  for (const [address, sha256] of checksums) {
    const drawing =
      address.startsWith('figure/') && checksums.get(address.replace(/^figure/, 'drawing') as Address);
    if (drawing) drawn.set(sha256, drawing);
  }
  return drawn;
}

function insertHeader(tx: Transaction, header: Header, contentSha256: string): Promise<unknown> {
  const { plan } = header;
  const { number, notice, title, meeting, note, publishedAt, compilationSha256 } = header;
  return tx.insert(publicationTable).values({
    number,
    planCode: plan.code,
    planTitle: plan.title,
    planStartsOn: plan.startsOn,
    planEndsOn: plan.endsOn,
    notice,
    roundCode: header.round,
    title,
    meeting,
    note,
    publishedAt,
    compilationSha256,
    contentSha256,
  });
}

/** Sends documents in parts, but for those with `known` checksums: while one is on its way the next is made. */
function createSender(tx: Transaction, known: Iterable<string>) {
  const sent = new Set(known);
  let part: StoredDocument[] = [];
  let size = 0;
  let underWay: Promise<void> = Promise.resolve();
  const flush = async () => {
    await underWay;
    underWay = insertDocuments(tx, part);
    // A failure is thrown where it is waited for, with the next part.
    underWay.catch(() => {});
    part = [];
    size = 0;
  };
  return {
    async send(document: StoredDocument): Promise<void> {
      if (sent.has(document.sha256)) return;
      sent.add(document.sha256);
      part.push(document);
      size += document.bytes.length;
      if (size >= partSize) await flush();
    },
    async end(): Promise<void> {
      await flush();
      await underWay;
    },
  };
}

/** Stores those that the database does not have yet: another plan may have published the same. */
async function insertDocuments(tx: Transaction, documents: readonly StoredDocument[]): Promise<void> {
  const rows = await tx
    .select({ sha256: document.sha256 })
    .from(document)
    .where(sql`${document.sha256} = any (${textArray(documents.map(({ sha256 }) => sha256))})`);
  const there = new Set(rows.map(({ sha256 }) => sha256));
  const added = documents.filter(({ sha256 }) => !there.has(sha256));
  if (added.length === 0) return;
  await tx.execute(sql`
    insert into published.document (sha256, kind, version, body)
    select * from unnest(${textArray(added.map(({ sha256 }) => sha256))}, ${textArray(added.map(({ kind }) => kind))},
      ${sql.param(added.map(({ version }) => version))}::integer[], ${textArray(added.map(({ bytes }) => bytes))})
    on conflict do nothing`);
}

function* inParts<Item extends { text: string }>(items: readonly Item[]): Generator<Item[]> {
  let part: Item[] = [];
  let size = 0;
  for (const item of items) {
    if (part.length > 0 && size + item.text.length > partSize) {
      yield part;
      part = [];
      size = 0;
    }
    part.push(item);
    size += item.text.length;
  }
  if (part.length > 0) yield part;
}

/** Writes, apart from what is public, which accepted values stand behind each figure and why some are held back. */
async function storeTraces(
  tx: Transaction,
  publication: number,
  figures: readonly TracedFigure[],
  shown: ReadonlyMap<string, string>,
): Promise<void> {
  const kept = figures.filter(
    ({ scope, show, state }) => scope === 'region' || show || state === 'suppressed',
  );
  const groups = Map.groupBy(kept, ({ indicator, round }) => `${indicator}\n${round}`);
  const traces = [...groups].map(([key, list]) => {
    const [indicator = '', round = ''] = key.split('\n');
    const text = JSON.stringify(
      list.map(({ scope, dimension, category, contributing, valueIds, reasons }) => ({
        scope,
        dimension,
        category,
        contributing,
        valueIds,
        reasons,
      })),
    );
    const values = shown.get(addressOf.values(indicator, round)) ?? null;
    return { indicator, round, text, values, sha256: hashText(text) };
  });
  const known = await tx
    .select({ sha256: figureTrace.sha256 })
    .from(figureTrace)
    .where(sql`${figureTrace.sha256} = any (${textArray(traces.map(({ sha256 }) => sha256))})`);
  const there = new Set(known.map(({ sha256 }) => sha256));
  for (const part of inParts(traces.filter(({ sha256 }) => !there.has(sha256)))) {
    await tx.execute(sql`
      insert into tracker.figure_trace (sha256, body)
      select * from unnest(${textArray(part.map(({ sha256 }) => sha256))}, ${textArray(part.map(({ text }) => text))})
      on conflict do nothing`);
  }
  const column = (of: (trace: (typeof traces)[number]) => string | null) => textArray(traces.map(of));
  await tx.execute(sql`
    insert into tracker.publication_trace (publication_number, indicator_code, round_code, values_sha256, trace_sha256)
    select ${publication}, * from unnest(${column(({ indicator }) => indicator)}, ${column(({ round }) => round)},
      ${column(({ values }) => values)}, ${column(({ sha256 }) => sha256)})`);
}

/** What stands behind figures that are the same as in an earlier publication is the same as well. */
async function copyTraces(
  tx: Transaction,
  publication: number,
  earlier: number,
  unchanged: readonly Address[],
): Promise<void> {
  const places = unchanged
    .filter((address): address is Address<'values'> => address.startsWith('values/'))
    .map(readValuesAddress);
  if (places.length === 0) return;
  await tx.execute(sql`
    insert into tracker.publication_trace (publication_number, indicator_code, round_code, values_sha256, trace_sha256)
    select ${publication}, t.indicator_code, t.round_code, t.values_sha256, t.trace_sha256
    from tracker.publication_trace t
    join unnest(${textArray(places.map(({ indicator }) => indicator))}, ${textArray(places.map(({ round }) => round))})
      as same (indicator, round) on same.indicator = t.indicator_code and same.round = t.round_code
    where t.publication_number = ${earlier}`);
}
