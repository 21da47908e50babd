import { z } from 'zod';
import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Reader } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { document, publication as publicationTable } from '#db/schema/published.ts';
import type { Address, DocumentBody, DocumentKind } from '#server/domain/publication/documents.ts';
import { parseDocument } from './serialise-document.ts';
import type { PublicationReader } from './publication-reader.ts';

/** Documents kept in memory, by the length of their text. What is made of a text takes about three times as much. */
const mostCharacters = 24 * 1024 * 1024;
/** Addresses of which the checksum is kept. */
const mostAddresses = 100_000;

const listShape = {
  publications: z
    .array(
      z.object({
        number: z.number(),
        plan: z.object({ code: z.string(), title: z.string(), startsOn: z.string(), endsOn: z.string() }),
        notice: z.string(),
        round: z.string(),
        title: z.string(),
        meeting: z.string(),
        note: z.string(),
        publishedAt: z.string(),
        compilationSha256: z.string(),
        contentSha256: z.string(),
        contentCovers: z.enum(publicationTable.contentCovers.enumValues),
      }),
    )
    .nullable(),
  withdrawals: z.array(z.object({ number: z.number(), reason: z.string(), at: z.string() })).nullable(),
  chosenPlan: z.string().nullable(),
  dueRounds: z
    .array(z.object({ plan: z.string(), code: z.string(), title: z.string(), dueOn: z.string() }))
    .nullable(),
};

/**
 * Reads publications from schema `published`. Documents are kept by their checksum, so one that several publications
 * share is read once, and what is kept can never be out of date; the list of publications is read every time.
 */
export function createDatabaseReader(database: Reader): PublicationReader {
  const bodies = new LRUCache<string, DocumentBody<DocumentKind>>({ maxSize: mostCharacters });
  const checksums = new LRUCache<string, string>({ max: mostAddresses });

  const readChecksums = async (publication: number, addresses: readonly Address[]) => {
    const found = new Map<Address, string>();
    const missing: Address[] = [];
    for (const address of addresses) {
      const known = checksums.get(`${publication} ${address}`);
      if (known === undefined) missing.push(address);
      else found.set(address, known);
    }
    if (missing.length > 0) {
      const rows = await readRows(
        database,
        { address: z.custom<Address>((address) => typeof address === 'string'), sha256: z.string() },
        sql`select address, sha256 from published.publication_document
          where publication = ${publication} and address = any (${sql.param(missing)}::text[])`,
      );
      for (const { address, sha256 } of rows) {
        checksums.set(`${publication} ${address}`, sha256);
        found.set(address, sha256);
      }
    }
    return found;
  };

  return {
    readChecksums,
    isStored: () => true,

    async read(publication, addresses) {
      const wanted = await readChecksums(publication, addresses);
      const known = new Map<string, DocumentBody<DocumentKind>>();
      const missing = new Set<string>();
      for (const sha256 of wanted.values()) {
        const body = bodies.get(sha256);
        if (body === undefined) missing.add(sha256);
        else known.set(sha256, body);
      }
      if (missing.size > 0) {
        const rows = await database
          .select({ sha256: document.sha256, body: document.body })
          .from(document)
          .where(sql`${document.sha256} = any (${sql.param([...missing])}::text[])`);
        for (const row of rows) {
          const body = parseDocument(row.body);
          bodies.set(row.sha256, body, { size: row.body.length });
          known.set(row.sha256, body);
        }
      }
      const found = new Map<Address, DocumentBody<DocumentKind>>();
      for (const [address, sha256] of wanted) {
        const body = known.get(sha256);
        if (body !== undefined) found.set(address, body);
      }
      return found;
    },

    async list() {
      const [row] = await readRows(
        database,
        listShape,
        sql`
        select (select json_agg(json_build_object('number', p.number,
              'plan', json_build_object('code', p.plan_code, 'title', p.plan_title, 'startsOn', p.plan_starts_on,
                'endsOn', p.plan_ends_on),
              'notice', p.notice, 'round', p.round_code, 'title', p.title, 'meeting', p.meeting, 'note', p.note,
              'publishedAt', p.published_at, 'compilationSha256', p.compilation_sha256,
              'contentSha256', p.content_sha256, 'contentCovers', p.content_covers) order by p.number)
            from published.publication p) as publications,
          (select json_agg(json_build_object('number', w.publication, 'reason', w.reason, 'at', w.withdrawn_at)
            order by w.publication desc) from published.withdrawal w) as withdrawals,
          (select l.plan_code from published.leading_plan l order by l.id desc limit 1) as "chosenPlan",
          (select json_agg(json_build_object('plan', d.plan_code, 'code', d.code, 'title', d.title, 'dueOn', d.due_on)
            order by d.period_start) from published.due_round d) as "dueRounds"`,
      );
      return {
        publications: (row?.publications ?? []).map((one) => ({
          ...one,
          publishedAt: asIso(one.publishedAt),
        })),
        withdrawals: (row?.withdrawals ?? []).map((one) => ({ ...one, at: asIso(one.at) })),
        chosenPlan: row?.chosenPlan ?? null,
        dueRounds: row?.dueRounds ?? [],
      };
    },
  };
}

const asIso = (moment: string) => new Date(moment).toISOString();
