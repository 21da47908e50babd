import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Reader } from '#db/client.ts';
import type { Transaction } from '#db/as-viewer.ts';
import { readRows } from '#db/rows.ts';
import { figureTrace } from '#db/schema/compilation.ts';
import { document, publication as publicationTable } from '#db/schema/published.ts';
import { encodeTextArray } from '#db/text-array.ts';
import type { BuiltPublication, Documents } from '#server/domain/publication/build-publication.ts';
import type { TracedFigure } from '#server/domain/publication/decide-figures.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type DocumentKind,
  type Header,
  parseValuesAddress,
} from '#server/domain/publication/documents.ts';
import { drawInThread } from './draw-thread.ts';
import { calculateContentRoot } from './seal.ts';
import { hashText, serialiseDocument, type StoredDocument } from './serialise-document.ts';
import { listSearchedPublications, saveSearch } from './save-search.ts';

/** Bytes of texts that are sent to the database at once, so that a large publication is no huge parameter. */
const partSize = 4 * 1024 * 1024;
/** Milliseconds after which whatever else waits has its turn: a server that publishes goes on answering. */
const longestTurn = 20;
/** Figures that wait for the drawing thread or the database at once. */
const mostUnderWay = 32;

type Part = { address: Address; sha256: string };
type Undrawn = { drawing: Address<'drawing'>; figure: Uint8Array };

/**
 * Stores a publication that was built: its row, the documents that the database does not have yet, which address has
 * which, what stands behind its figures, and what is searched in it. A figure that is the same as in `earlier`, the
 * publication before, keeps its drawing. Others come first and are drawn in a thread of their own, while the rest is
 * serialised and the database writes.
 */
export async function savePublication(
  tx: Transaction,
  { documents, unchanged, decided }: BuiltPublication,
  earlier: StoredChecksums | null,
): Promise<{ contentSha256: string }> {
  const header = documents.get('publication') as Header;
  const { number } = header;
  const before = earlier?.checksums ?? new Map<Address, string>();
  const sender = createSender(tx, before.values());
  const made: Part[] = [];
  const add = (address: Address, document: StoredDocument) => {
    made.push({ address, sha256: document.sha256 });
    return sender.send(document);
  };
  const drawings = createDrawer(add);
  const addDocuments = async () => {
    let turn = performance.now();
    for (const [address, body] of listFiguresFirst(documents)) {
      const document = serialiseDocument(address, body);
      await add(address, document);
      if (address.startsWith('figure/')) {
        const drawing = address.replace(/^figure/, 'drawing') as Address<'drawing'>;
        const known = before.get(address) === document.sha256 ? before.get(drawing) : undefined;
        if (known !== undefined) made.push({ address: drawing, sha256: known });
        else if (!documents.has(drawing)) drawings.draw({ drawing, figure: document.bytes });
      }
      if (performance.now() - turn < longestTurn) continue;
      await setImmediate();
      turn = performance.now();
    }
  };
  const store = async () => {
    await addDocuments();
    const shown = new Map(made.map(({ address, sha256 }) => [address, sha256]));
    const contentSha256 = calculateContentRoot([
      ...made,
      ...[...unchanged].map(([address, sha256]) => ({ address, sha256 })),
    ]);
    await insertHeader(tx, header, contentSha256);
    if (earlier) {
      await copyMap(tx, number, earlier, unchanged);
      await copyTraces(tx, number, earlier, unchanged);
    }
    await sender.flush();
    await storeTraces(tx, number, decided.figures, shown);
    await saveSearch(tx, documents, await listSearchedPublications(tx, header.plan.code));
    return contentSha256;
  };
  let contentSha256: string;
  try {
    contentSha256 = await store();
  } finally {
    await drawings.end();
  }
  await sender.flush();
  await tx.execute(sql`
    insert into published.publication_document (publication, address, sha256)
    select ${number}, * from unnest(${textArray(made.map(({ address }) => address))},
      ${textArray(made.map(({ sha256 }) => sha256))})`);
  return { contentSha256 };
}

function* listFiguresFirst(documents: Documents): Generator<[Address, DocumentBody<DocumentKind>]> {
  for (const entry of documents) if (entry[0].startsWith('figure/')) yield entry;
  for (const entry of documents) if (!entry[0].startsWith('figure/')) yield entry;
}

/** Draws figures, some at once, so that the thread always has the next one and few drawings wait to be written. */
function createDrawer(add: (address: Address, document: StoredDocument) => Promise<void>) {
  const queue: Undrawn[] = [];
  const works: Promise<void>[] = [];
  let active = 0;
  const work = async () => {
    active += 1;
    for (let next = queue.shift(); next; next = queue.shift()) {
      await add(next.drawing, await drawInThread(next.drawing, next.figure));
    }
    active -= 1;
  };
  return {
    draw(undrawn: Undrawn): void {
      queue.push(undrawn);
      if (active === mostUnderWay) return;
      const begun = work();
      // What failed is thrown where it is waited for, and nothing more is drawn.
      begun.catch(() => (queue.length = 0));
      works.push(begun);
    },
    /** Waits for all, also where one fails: nothing is sent any more when the transaction is undone. Throws what failed. */
    async end(): Promise<void> {
      for (const outcome of await Promise.allSettled(works)) {
        if (outcome.status === 'rejected') throw outcome.reason;
      }
    },
  };
}

const textArray = (texts: readonly (string | Uint8Array | null)[]) => sql`${encodeTextArray(texts)}::text[]`;

/** The documents of a publication that is stored: checksums by address. */
export type StoredChecksums = { number: number; checksums: ReadonlyMap<Address, string> };

/** The checksum at every address of a publication. They come as one text: rows would take three times as long. */
export async function listChecksums(from: Reader, publication: number): Promise<Map<Address, string>> {
  const [row] = await readRows(
    from,
    { lines: z.string().nullable() },
    sql`select string_agg(sha256 || address, ' ') as lines from published.publication_document
      where publication = ${publication}`,
  );
  const lines = row?.lines ? row.lines.split(' ') : [];
  return new Map(lines.map((line) => [line.slice(checksumLength) as Address, line.slice(0, checksumLength)]));
}

const checksumLength = 64;

/** Copies from the publication before which document stands at which address, where it is the same. */
async function copyMap(
  tx: Transaction,
  publication: number,
  earlier: StoredChecksums,
  unchanged: BuiltPublication['unchanged'],
): Promise<void> {
  if (unchanged.size === 0) return;
  const left = [...earlier.checksums.keys()].filter((address) => !unchanged.has(address));
  const { count } = await tx.execute(sql`
    insert into published.publication_document (publication, address, sha256)
    select ${publication}, address, sha256 from published.publication_document
    where publication = ${earlier.number} and address <> all (${textArray(left)})`);
  if (count !== unchanged.size) throw new Error(`${count} of ${unchanged.size} documents were taken over.`);
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
  /** Resolves when the part before is written. */
  const sendPart = () => {
    const [before, next] = [underWay, part];
    underWay = before.then(() => insertDocuments(tx, next));
    // A failure is thrown where it is waited for, with the next part.
    underWay.catch(() => {});
    part = [];
    size = 0;
    return before;
  };
  return {
    async send(document: StoredDocument): Promise<void> {
      if (sent.has(document.sha256)) return;
      sent.add(document.sha256);
      part.push(document);
      size += document.bytes.length;
      if (size >= partSize) await sendPart();
    },
    /** Resolves when all that was sent is written. */
    async flush(): Promise<void> {
      void sendPart();
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

/** Writes, apart from what is public, which accepted values stand behind each figure and why some are not shown. */
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

/** What stands behind figures that are the same as in the publication before is the same as well. */
async function copyTraces(
  tx: Transaction,
  publication: number,
  { number, checksums }: StoredChecksums,
  unchanged: BuiltPublication['unchanged'],
): Promise<void> {
  const values = (addresses: Iterable<Address>) =>
    [...addresses].filter((address): address is Address<'values'> => address.startsWith('values/'));
  if (values(unchanged.keys()).length === 0) return;
  const left = values(checksums.keys())
    .filter((address) => !unchanged.has(address))
    .map(parseValuesAddress);
  await tx.execute(sql`
    insert into tracker.publication_trace (publication_number, indicator_code, round_code, values_sha256, trace_sha256)
    select ${publication}, indicator_code, round_code, values_sha256, trace_sha256
    from tracker.publication_trace
    where publication_number = ${number} and values_sha256 is not null and (indicator_code, round_code) not in (
      select * from unnest(${textArray(left.map(({ indicator }) => indicator))},
        ${textArray(left.map(({ round }) => round))}))`);
}
