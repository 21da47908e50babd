import { dataLicence } from '#server/domain/data/licences.ts';
import type { SampleCodes } from '#server/queries/dashboard/data/find-sample-codes.query.ts';
import { apiVersion } from '#server/domain/data/api-changes.ts';
import { buildParameters, buildSchemas, headers, responses } from './openapi-components.ts';
import { buildPaths } from './openapi-paths.ts';

/**
 * Builds the OpenAPI 3.1 description of open data. Schemas come from the zod schemas of the responses; examples
 * are URLs that this server answers, made of codes in the publication.
 */
export function buildOpenApi(origin: string, samples: SampleCodes | null) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bohol tracker: open data',
      version: apiVersion,
      summary: 'Published figures on the work plan against trafficking in persons',
      description: [
        'Everything is drawn from one numbered publication. Without "publication" the newest answers; with it an answer stays the same for good.',
        'Decimals are text, so that no digit is lost. Zero is a number; where there is none it is null and "state" says why.',
        'Nothing has to be signed in for. Answers carry a strong ETag, come compressed with br or gzip, and may be read by pages of any site.',
        `How often one address may ask stands in RateLimit-Policy. What changes, and when, is listed at ${origin}/data/changes.`,
      ].join('\n\n'),
      license: { name: dataLicence.name, identifier: dataLicence.code },
      contact: { name: 'Bohol tracker', url: `${origin}/data` },
    },
    externalDocs: { url: `${origin}/data`, description: 'What there is, and how to quote it' },
    servers: [{ url: origin }],
    security: [],
    tags: [
      { name: 'Files', description: 'Tables, each as JSON in pages and as CSV whole' },
      { name: 'Files of other standards', description: 'The same figures in other forms' },
      { name: 'Figures', description: 'Rows and pictures of what the pages show' },
    ],
    paths: buildPaths({ origin, samples }),
    components: {
      schemas: buildSchemas(),
      parameters: buildParameters(samples),
      headers,
      responses,
    },
  };
}
