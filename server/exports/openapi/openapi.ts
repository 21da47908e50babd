import { dataLicence } from '#server/domain/data/licences.ts';
import type { SampleCodes } from '#server/queries/dashboard/data/find-sample-codes.query.ts';
import { apiVersion } from '#server/domain/data/api-changes.ts';
import {
  buildParameters,
  buildSchemas,
  headers,
  responses,
  buildAnswerSchemaName,
  buildSchemaReference,
} from './openapi-components.ts';
import type { DataFilterName } from '#server/domain/data/data-query.rules.ts';
import { type Dataset, datasets } from '#server/domain/data/datasets.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { otherFiles } from '#server/domain/data/other-files.ts';
import { isWhole, tableFormats } from '#server/domain/data/table-formats.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';

/**
 * Builds the OpenAPI 3.1 description of open data. Schemas come from the zod schemas of the responses; examples
 * are URLs that this server answers, made of codes in the publication. They are in "x-examples", because readers
 * of descriptions take "externalValue" for a part of the description, fetch it and stop at a file that is no JSON.
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

type Example = { name: string; summary: string; address: string };
type Operation = Record<string, unknown>;
type Paths = Record<string, { get: Operation }>;
type Sampled = { origin: string; samples: SampleCodes | null };

const names = (parameters: readonly string[]) =>
  parameters.map((name) => buildSchemaReference('parameters', name));

function writeExamples(origin: string, examples: readonly Example[]): object {
  return examples.length === 0
    ? {}
    : {
        'x-examples': Object.fromEntries(
          examples.map(({ name, summary, address }) => [name, { summary, url: `${origin}${address}` }]),
        ),
      };
}

type Described = {
  id: string;
  tag: string;
  summary: string;
  description?: string;
  parameters: object[];
  type: string;
  schema: object;
  examples: readonly Example[];
  ranges?: boolean;
  next?: boolean;
  wrong?: readonly Example[];
};

/** Describes one GET operation in the common form. */
function describe(origin: string, it: Described): { get: Operation } {
  const common = {
    ETag: buildSchemaReference('headers', 'ETag'),
    'RateLimit-Policy': buildSchemaReference('headers', 'RateLimit-Policy'),
    RateLimit: buildSchemaReference('headers', 'RateLimit'),
    ...(it.ranges ? { 'Accept-Ranges': buildSchemaReference('headers', 'Accept-Ranges') } : {}),
    ...(it.next ? { Link: buildSchemaReference('headers', 'Link') } : {}),
  };
  const content = { [it.type]: { schema: it.schema, ...writeExamples(origin, it.examples) } };
  const wrong = it.wrong ?? [];
  return {
    get: {
      operationId: it.id,
      tags: [it.tag],
      summary: it.summary,
      ...(it.description ? { description: it.description } : {}),
      parameters: it.parameters,
      responses: {
        200: { description: 'The answer', headers: common, content },
        ...(it.ranges
          ? {
              206: {
                description: 'A part of the file',
                headers: { ...common, 'Content-Range': buildSchemaReference('headers', 'Content-Range') },
                content: { [it.type]: { schema: it.schema } },
              },
              416: buildSchemaReference('responses', 'RangeNotSatisfiable'),
            }
          : {}),
        304: buildSchemaReference('responses', 'NotModified'),
        400:
          wrong.length === 0
            ? buildSchemaReference('responses', 'BadRequest')
            : {
                description: 'A parameter is unknown or names what the publication does not have',
                content: {
                  'application/problem+json': {
                    schema: buildSchemaReference('schemas', 'Problem'),
                    ...writeExamples(origin, wrong),
                  },
                },
              },
        404: buildSchemaReference('responses', 'NotFound'),
        429: buildSchemaReference('responses', 'TooManyRequests'),
      },
    },
  };
}

const isText = { type: 'string' };
/** A binary file in OpenAPI 3.1, which needs no schema. */
const isBytes = {};

/** Filters used as examples for each file, one at a time. */
function listFilterExamples(dataset: Dataset, ending: string, samples: SampleCodes): Example[] {
  return dataset.filters.flatMap((filter: DataFilterName) => {
    const code = samples.filters[filter];
    return code === undefined
      ? []
      : [
          {
            name: `by-${filter}`,
            summary: `Only what is meant by ${filter}`,
            address: `/data/v1/${dataset.name}.${ending}?${filter}=${encodeURIComponent(code)}&publication=${samples.publication}`,
          },
        ];
  });
}

function listDatasetPaths({ origin, samples }: Sampled): Paths {
  return Object.fromEntries(
    datasets.flatMap((dataset) => {
      const { name, title, line, holds, filters } = dataset;
      const wrong = samples
        ? [
            {
              name: 'unknown-parameter',
              summary: 'A slip is said, not passed over',
              address: `/data/v1/${name}.json?no-such-parameter=1`,
            },
          ]
        : [];
      const shared = { tag: 'Files', description: `Each row is ${line}. ${holds}.` };
      return [
        [
          `/data/v1/${name}.json`,
          describe(origin, {
            ...shared,
            id: `${name}Json`,
            summary: `${title} as JSON`,
            parameters: names(['publication', ...filters, 'limit', 'cursor']),
            type: 'application/json',
            schema: buildSchemaReference('schemas', buildAnswerSchemaName(name)),
            next: true,
            examples: samples
              ? [
                  { name: 'newest', summary: 'The newest publication', address: `/data/v1/${name}.json` },
                  {
                    name: 'first-rows',
                    summary: 'The first five rows, with the address of those that follow',
                    address: `/data/v1/${name}.json?publication=${samples.publication}&limit=5`,
                  },
                  ...listFilterExamples(dataset, 'json', samples),
                ]
              : [],
            wrong,
          }),
        ],
        ...tableFormats.filter(isWhole).map(({ ending, label, type }) => [
          `/data/v1/${name}.${ending}`,
          describe(origin, {
            ...shared,
            id: `${name}${formatUpperFirst(ending)}`,
            summary: `${title} as ${label}, whole`,
            parameters: names(['publication', ...filters]),
            type,
            schema: isText,
            ranges: true,
            examples: samples
              ? [
                  {
                    name: 'pinned',
                    summary: 'All rows, for good',
                    address: `/data/v1/${name}.${ending}?publication=${samples.publication}`,
                  },
                  ...listFilterExamples(dataset, ending, samples).slice(0, 2),
                ]
              : [],
          }),
        ]),
      ];
    }),
  );
}

const inPath = (name: string, description: string, example: string | undefined) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: isText,
  ...(example === undefined ? {} : { example }),
});

/** The paths for rows and pictures of figures and values, as offered with their receipts. */
function listFigurePaths({ origin, samples }: Sampled): Paths {
  const { figure, value, publication } = samples ?? { figure: null, value: null, publication: 0 };
  const pinned = `?publication=${publication}`;
  const one = (
    id: string,
    summary: string,
    file: string,
    type: string,
    schema: object,
  ): [string, Paths[string]] => [
    `/figures/{figure}/${file}`,
    describe(origin, {
      id,
      tag: 'Figures',
      summary,
      parameters: [
        inPath('figure', 'Identifier of the figure, as in the address of its receipt', figure ?? undefined),
        ...names(['publication']),
      ],
      type,
      schema,
      examples: figure
        ? [
            {
              name: 'figure',
              summary: 'A figure, for good',
              address: `/figures/${encodeURIComponent(figure)}/${file}${pinned}`,
            },
          ]
        : [],
    }),
  ];
  const ofValue = (id: string, file: string, type: string, schema: object): [string, Paths[string]] => [
    `/values/{indicator}/{round}/{scope}/{cell}/${file}`,
    describe(origin, {
      id,
      tag: 'Figures',
      summary: `Exactly the rows behind one value (${file})`,
      parameters: [
        inPath('indicator', 'Code of the indicator', value?.indicator),
        inPath('round', 'Code of the round', value?.round),
        inPath('scope', '"region" or the code of a reporter', value?.scope),
        inPath('cell', '"total" or a category of a dimension: "sex=female"', 'total'),
        ...names(['publication']),
      ],
      type,
      schema,
      examples: value
        ? [
            {
              name: 'value',
              summary: 'A regional total, for good',
              address: `${buildReceiptPath({ ...value, dimension: null, category: null })}/${file}${pinned}`,
            },
          ]
        : [],
    }),
  ];
  return Object.fromEntries([
    one(
      'figureRowsJson',
      'The table of a figure as JSON',
      'rows.json',
      'application/json',
      buildSchemaReference('schemas', 'FigureRows'),
    ),
    one('figureRowsCsv', 'The table of a figure as CSV', 'rows.csv', 'text/csv', isText),
    one('figureSvg', 'A figure as a picture (SVG)', 'picture.svg', 'image/svg+xml', isText),
    one('figurePng', 'A figure as a picture (PNG)', 'picture.png', 'image/png', isBytes),
    one('figureSlide', 'A figure as a picture of 16:9 for slides (PNG)', 'slide.png', 'image/png', isBytes),
    ofValue(
      'valueRowsJson',
      'rows.json',
      'application/json',
      buildSchemaReference('schemas', 'ValueReceipt'),
    ),
    ofValue('valueRowsCsv', 'rows.csv', 'text/csv', isText),
  ]);
}

/** The paths of files that are not tables, and those of other standards. */
function listOtherPaths({ origin, samples }: Sampled): Paths {
  return Object.fromEntries(
    otherFiles.map(({ path, id, title, type, schema }) => [
      path,
      describe(origin, {
        id,
        tag: 'Files of other standards',
        summary: title,
        parameters: path === '/feed.xml' ? [] : names(['publication']),
        type,
        schema: schema
          ? buildSchemaReference('schemas', schema)
          : /json|csv|xml/.test(type) && !type.includes('officedocument')
            ? isText
            : isBytes,
        examples: samples ? [{ name: 'newest', summary: 'The newest publication', address: path }] : [],
      }),
    ]),
  );
}

/** Builds all paths, with examples that a server with this publication answers. */
function buildPaths(sampled: Sampled): Paths {
  const indicator = sampled.samples?.filters.indicator;
  return {
    ...listDatasetPaths(sampled),
    '/indicators/{indicator}/values.csv': describe(sampled.origin, {
      id: 'indicatorValuesCsv',
      tag: 'Files',
      summary: 'All values of one indicator as CSV',
      parameters: [
        inPath('indicator', 'Code of the indicator', indicator),
        ...names(['publication', 'round', 'scope', 'state', 'body']),
      ],
      type: 'text/csv',
      schema: isText,
      ranges: true,
      examples: indicator
        ? [
            {
              name: 'indicator',
              summary: 'One indicator',
              address: `/indicators/${encodeURIComponent(indicator)}/values.csv`,
            },
          ]
        : [],
    }),
    ...listOtherPaths(sampled),
    ...listFigurePaths(sampled),
  };
}
