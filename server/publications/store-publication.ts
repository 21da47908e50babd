import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/as-viewer.ts';
import { encodeTextArray } from '#db/text-array.ts';
import type { BuiltPublication } from '#server/domain/publication/build-publication.ts';
import type { TracedFigure } from '#server/domain/publication/decide-figures.ts';
import { type Address, addressOf, type Header } from '#server/domain/publication/documents.ts';
import { drawFigureDocument } from './draw-figures.ts';
import { calculateContentRoot } from './seal.ts';
import { hashText, serialiseDocument, type StoredDocument } from './serialise-document.ts';

/** Texts are sent to the database in parts, so that a large publication does not become one huge parameter. */
const partSize = 4 * 1024 * 1024;

/**
 * Stores a publication that was built: its row, the documents that the database does not have yet, and which address
 * has which. A figure that is the same as in `before`, an earlier publication, keeps its drawing and is not drawn again.
 */
export async function storePublication(
  tx: Transaction,
  { documents, decided }: BuiltPublication,
  before: number | null,
): Promise<{ contentSha256: string }> {
  const header = documents.get('publication') as Header;
  const stored = new Map<string, StoredDocument>();
  const parts: { address: Address; sha256: string }[] = [];
  const add = (address: Address, document: StoredDocument) => {
    stored.set(document.sha256, document);
    parts.push({ address, sha256: document.sha256 });
  };
  const drawn = await listDrawn(tx, before);
  for (const [address, body] of documents) {
    const document = serialiseDocument(address, body);
    add(address, document);
    if (!address.startsWith('figure/')) continue;
    const drawing = address.replace(/^figure/, 'drawing') as Address<'drawing'>;
    const known = drawn.get(document.sha256);
    if (known !== undefined) parts.push({ address: drawing, sha256: known });
    else if (!documents.has(drawing)) {
      add(
        drawing,
        serialiseDocument(drawing, drawFigureDocument(body as Parameters<typeof drawFigureDocument>[0])),
      );
    }
  }
  const contentSha256 = calculateContentRoot(parts);
  await insertHeader(tx, header, contentSha256);
  await insertDocuments(tx, [...stored.values()]);
  await tx.execute(sql`
    insert into published.publication_document (publication, address, sha256)
    select ${header.number}, * from unnest(${textArray(parts.map(({ address }) => address))},
      ${textArray(parts.map(({ sha256 }) => sha256))})`);
  const shown = new Map(parts.map(({ address, sha256 }) => [address, sha256]));
  await storeTraces(tx, header.number, decided.figures, shown);
  return { contentSha256 };
}

const textArray = (texts: readonly (string | null)[]) => sql`${encodeTextArray(texts)}::text[]`;

/** The drawings of a publication by the checksum of the figure that each is of. */
async function listDrawn(tx: Transaction, publication: number | null): Promise<Map<string, string>> {
  if (publication === null) return new Map();
  const rows = await tx.execute<{ figure: string; drawing: string }>(sql`
    select f.sha256 as figure, d.sha256 as drawing
    from published.publication_document f
    join published.publication_document d on d.publication = f.publication
      and d.address = 'drawing/' || substr(f.address, 8)
    where f.publication = ${publication} and f.address like 'figure/%'`);
  return new Map(rows.map(({ figure, drawing }) => [figure, drawing]));
}

function insertHeader(tx: Transaction, header: Header, contentSha256: string): Promise<unknown> {
  const { plan } = header;
  return tx.execute(sql`
    insert into published.publication (number, plan_code, plan_title, plan_starts_on, plan_ends_on, notice, round_code,
      title, meeting, note, published_at, compilation_sha256, content_sha256)
    values (${header.number}, ${plan.code}, ${plan.title}, ${plan.startsOn}::date, ${plan.endsOn}::date,
      ${header.notice}, ${header.round}, ${header.title}, ${header.meeting}, ${header.note},
      ${header.publishedAt}::timestamptz, ${header.compilationSha256}, ${contentSha256})`);
}

/** Sends what the database does not have yet. */
async function insertDocuments(tx: Transaction, documents: readonly StoredDocument[]): Promise<void> {
  const known = await tx.execute<{ sha256: string }>(sql`
    select sha256 from published.document
    where sha256 = any (${textArray(documents.map(({ sha256 }) => sha256))})`);
  const there = new Set(known.map(({ sha256 }) => sha256));
  for (const part of inParts(documents.filter(({ sha256 }) => !there.has(sha256)))) {
    await tx.execute(sql`
      insert into published.document (sha256, kind, version, body)
      select * from unnest(${textArray(part.map(({ sha256 }) => sha256))}, ${textArray(part.map(({ kind }) => kind))},
        ${sql.param(part.map(({ version }) => version))}::integer[], ${textArray(part.map(({ text }) => text))})
      on conflict do nothing`);
  }
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
  const known = await tx.execute<{ sha256: string }>(sql`
    select sha256 from tracker.figure_trace
    where sha256 = any (${textArray(traces.map(({ sha256 }) => sha256))})`);
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
