import { z } from 'zod';
import { dataLicence } from '#server/domain/data/licences.ts';
import { type DataQuery, serialiseDataQuery, type DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { Dataset } from '#server/domain/data/datasets.ts';
import { requireKnownCodes } from '#server/queries/dashboard/data/find-unknown-codes.query.ts';
import { type Publication, requirePublication } from '#server/queries/dashboard/scope.ts';
import {
  buildWithdrawnHeader,
  findOwnWithdrawal,
  describeWithdrawal,
} from '#server/domain/publication/withdrawal.rules.ts';
import { firstPosition, readDataPage, type DataPosition } from '../data-rows.ts';
import type { DataService } from '../serve-data.ts';
import { requireValidParameters } from '../problem.ts';
import { createHash } from 'node:crypto';

const cursorSchema = z.tuple([
  z.number().int().positive(),
  z.string(),
  z.number().int().min(0),
  z.number().int().min(0),
]);

/** The content of a cursor: a position in the rows of a publication under a filter. */
type Cursor = { publication: number; from: DataPosition };

/** Ties a cursor to one file and one filter: among other rows its position would mean something else. */
function signFilter(dataset: string, filter: DataFilter): string {
  const parts = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([dataset, parts]))
    .digest('base64url')
    .slice(0, 10);
}

function writeCursor(dataset: string, filter: DataFilter, { publication, from }: Cursor): string {
  const content = [publication, signFilter(dataset, filter), from.pair, from.row];
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** Parses a cursor; returns null if it is malformed or belongs to another file or filter. */
function readCursor(text: string, dataset: string, filter: DataFilter): Cursor | null {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const read = cursorSchema.safeParse(content);
  if (!read.success || read.data[1] !== signFilter(dataset, filter)) return null;
  const [publication, , pair, row] = read.data;
  return { publication, from: { pair, row } };
}

/** The metadata beside the rows of a response. */
export const metaSchema = z
  .object({
    dataset: z.string().meta({ description: 'Name of the file' }),
    publication: z.object({
      number: z.number().int(),
      title: z.string(),
      plan: z
        .object({ code: z.string(), title: z.string() })
        .meta({ description: 'The plan that it is about; there may be several' }),
      round: z.string().meta({ description: 'Code of the newest round in it' }),
      published_at: z.iso.datetime(),
      withdrawn: z
        .object({ at: z.iso.datetime(), reason: z.string() })
        .nullable()
        .meta({ description: 'When and why it was withdrawn; null while it stands' }),
    }),
    licence: z.object({ code: z.string(), name: z.string(), url: z.url() }),
    attribution: z.string().meta({ description: 'How to name the source' }),
    notice: z
      .string()
      .nullable()
      .meta({ description: 'What has to be said wherever the figures are shown; null where nothing has' }),
    generated_from: z
      .object({ compilation_sha256: z.string(), content_sha256: z.string() })
      .meta({ description: 'Checksums of the publication that the rows are drawn from' }),
    count: z.number().int().meta({ description: 'How many rows this answer holds' }),
    links: z.object({
      self: z.url().meta({ description: 'This answer for good: with the number of its publication' }),
      next: z.url().nullable().meta({ description: 'The rows that follow; null after the last' }),
      csv: z.url().meta({ description: 'All rows of the same question as CSV' }),
      publication: z.url().meta({ description: 'The page of the publication' }),
      documentation: z.url(),
    }),
  })
  .meta({ description: 'Where the rows come from and how they may be used' });
export type Meta = z.infer<typeof metaSchema>;

/**
 * Responds with a page of rows as JSON. Throws BAD_INPUT for a wrong cursor or filter, NOT_FOUND for a
 * publication.
 */
export async function serveJson(service: DataService, dataset: Dataset, query: DataQuery): Promise<Response> {
  const { origin } = service;
  const { filter, limit } = query;
  const cursor = query.cursor === null ? null : readCursor(query.cursor, dataset.name, filter);
  if (query.cursor !== null && !cursor) {
    requireValidParameters([
      {
        path: 'cursor',
        message: 'Use a cursor as it was given, with the file and filters that it was given for.',
      },
    ]);
  }
  if (cursor && query.publication !== undefined && query.publication !== cursor.publication) {
    requireValidParameters([
      { path: 'cursor', message: `This cursor belongs to publication ${cursor.publication}.` },
    ]);
  }
  // A cursor stays with its publication, so that pages never mix it with a newer one.
  const publication = await requirePublication(service, query.publication ?? cursor?.publication);
  await requireKnownCodes(service, publication, filter);
  const from = cursor?.from ?? firstPosition;
  const { rows, next } = await readDataPage({ ...service, publication }, dataset.name, {
    filter,
    from,
    limit,
  });
  const number = publication.number;
  const address = (ending: string, rest: Parameters<typeof serialiseDataQuery>[0]) =>
    `${origin}/data/v1/${dataset.name}.${ending}${serialiseDataQuery({ publication: number, filter, ...rest })}`;
  const nextLink = next
    ? address('json', {
        limit,
        cursor: writeCursor(dataset.name, filter, { publication: number, from: next }),
      })
    : null;
  const meta: Meta = {
    dataset: dataset.name,
    ...buildPublicationMeta(origin, publication),
    count: rows.length,
    links: {
      self: address('json', { limit, cursor: query.cursor }),
      next: nextLink,
      csv: address('csv', {}),
      publication: `${origin}/publications/${number}`,
      documentation: `${origin}/data`,
    },
  };
  return new Response(JSON.stringify({ data: rows, meta }), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, no-cache',
      ...buildWithdrawnHeader(publication),
      link: [
        ...(nextLink ? [`<${nextLink}>; rel="next"`] : []),
        `<${dataLicence.url}>; rel="license"`,
        `<${origin}/data/v1/openapi.json>; rel="service-desc"`,
        `<${origin}/data>; rel="service-doc"`,
      ].join(', '),
    },
  });
}

/** Returns the metadata of a publication that accompanies its rows. */
export function buildPublicationMeta(
  origin: string,
  publication: Publication,
): Pick<Meta, 'publication' | 'licence' | 'attribution' | 'notice' | 'generated_from'> {
  const { number, title, planCode, planTitle, roundCode, publishedAt, withdrawals } = publication;
  const own = findOwnWithdrawal(publication);
  return {
    publication: {
      number,
      title,
      plan: { code: planCode, title: planTitle },
      round: roundCode,
      published_at: publishedAt,
      withdrawn: own ? { at: own.at, reason: own.reason } : null,
    },
    licence: dataLicence,
    attribution: `Bohol tracker, publication ${number} (${publishedAt.slice(0, 10)}), ${origin}/publications/${number}, ${dataLicence.code}`,
    notice: [...withdrawals.map(describeWithdrawal), publication.notice].filter(Boolean).join(' ') || null,
    generated_from: {
      compilation_sha256: publication.compilationSha256,
      content_sha256: publication.contentSha256,
    },
  };
}
