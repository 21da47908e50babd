import { z } from 'zod';
import { bodySchemas } from './openapi-bodies.ts';
import { type DataFilterName, dataFilters, largestLimit } from '#server/domain/data/data-query.rules.ts';
import { datasets, type DatasetName } from '#server/domain/data/datasets.ts';
import type { SampleCodes } from '#server/queries/dashboard/data/find-sample-codes.query.ts';
import { metaSchema } from '../json/serve-json.ts';
import { problemSchema } from '../problem.ts';

/** Converts a zod schema to JSON Schema in the dialect of OpenAPI 3.1. */
export function toSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
}

const part = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
/** Names the schema of a file's rows: "ValuesRow". */
export const buildRowSchemaName = (dataset: DatasetName): string => `${part(dataset)}Row`;
export const buildAnswerSchemaName = (dataset: DatasetName): string => `${part(dataset)}Answer`;
export const buildSchemaReference = (
  kind: 'schemas' | 'parameters' | 'headers' | 'responses',
  name: string,
) => ({
  $ref: `#/components/${kind}/${name}`,
});

export function buildSchemas(): Record<string, unknown> {
  return {
    ...Object.fromEntries(
      datasets.flatMap(({ name, row, line, holds }) => [
        [buildRowSchemaName(name), { ...toSchema(row), description: `Each row is ${line}. ${holds}.` }],
        [
          buildAnswerSchemaName(name),
          {
            type: 'object',
            required: ['data', 'meta'],
            additionalProperties: false,
            properties: {
              data: {
                type: 'array',
                maxItems: largestLimit,
                items: buildSchemaReference('schemas', buildRowSchemaName(name)),
              },
              meta: buildSchemaReference('schemas', 'Meta'),
            },
          },
        ],
      ]),
    ),
    Meta: toSchema(metaSchema),
    Problem: toSchema(problemSchema),
    ...Object.fromEntries(Object.entries(bodySchemas).map(([name, schema]) => [name, toSchema(schema)])),
  };
}

export function buildParameters(samples: SampleCodes | null): Record<string, unknown> {
  const query = (name: string, description: string, schema: object, example?: string | number) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema,
    ...(example === undefined ? {} : { example }),
  });
  return {
    publication: query(
      'publication',
      'Number of the publication. Without it the newest answers; with it the answer stays the same for good.',
      { type: 'integer', minimum: 1 },
      samples?.publication,
    ),
    limit: query(
      'limit',
      'How many rows at most',
      { type: 'integer', minimum: 1, maximum: largestLimit, default: largestLimit },
      100,
    ),
    cursor: query('cursor', 'From "links.next" of the answer before; keeps to its publication and filters', {
      type: 'string',
    }),
    ...Object.fromEntries(
      (Object.keys(dataFilters) as DataFilterName[]).map((name) => [
        name,
        query(
          name,
          dataFilters[name],
          name === 'scope' ? { type: 'string', enum: ['region', 'state', 'body'] } : { type: 'string' },
          samples?.filters[name],
        ),
      ]),
    ),
  };
}

const header = (description: string) => ({ description, schema: { type: 'string' } });

export const headers = {
  ETag: header('Strong tag of the answer; send it as If-None-Match and get 304 while nothing has changed'),
  Link: header('rel="next" for the rows that follow, rel="license", rel="service-desc"'),
  'RateLimit-Policy': header('How often one address may ask: any answer, and answers that have to be made'),
  RateLimit: header('How many of these are left (r), and in how many seconds all are there again (t)'),
  'Retry-After': header('Seconds to wait'),
  'Accept-Ranges': header('"bytes" where parts of the file can be asked for with Range'),
  'Content-Range': header('Which part of the file this is'),
};

const problem = (description: string, more: object = {}) => ({
  description,
  headers: {
    'RateLimit-Policy': buildSchemaReference('headers', 'RateLimit-Policy'),
    RateLimit: buildSchemaReference('headers', 'RateLimit'),
    ...more,
  },
  content: { 'application/problem+json': { schema: buildSchemaReference('schemas', 'Problem') } },
});

export const responses = {
  NotModified: { description: 'What was sent with this tag is still right' },
  BadRequest: problem('A parameter is unknown or names what the publication does not have'),
  NotFound: problem('There is no such publication, file or thing'),
  RangeNotSatisfiable: {
    description: 'The file has no such part',
    headers: { 'Content-Range': buildSchemaReference('headers', 'Content-Range') },
  },
  TooManyRequests: problem('Too many requests', {
    'Retry-After': buildSchemaReference('headers', 'Retry-After'),
  }),
};
