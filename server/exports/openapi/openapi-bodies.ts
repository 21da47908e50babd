import { z } from 'zod';
import { valueRow, valueStates } from '#server/domain/data/value-rows.schema.ts';

/**
 * Schemas of the JSON bodies that are no tables: what a program may count on. Further properties may follow, as
 * the standards allow.
 */

const withoutNumber = valueStates.filter((state) => state !== 'reported');

/** A cell of a figure's table: text, a number as decimal text, or the state that explains a missing number. */
const figureCell = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({
    state: z.literal('reported'),
    value: z.string(),
    numerator: z.string().optional(),
    denominator: z.string().optional(),
    unit: z.string().optional(),
    kept_from: z.number().int().optional(),
  }),
  z.strictObject({
    state: z.enum(withoutNumber),
    least: z.number().int().optional(),
    most: z.number().int().optional(),
    reason: z.string().optional(),
  }),
]);

/** The machine-readable table of a figure; see server/domain/receipt/figure-file.ts. */
const figureRows = z
  .strictObject({
    figure: z.string(),
    title: z.string(),
    summary: z.string(),
    page: z.string(),
    unit: z.string(),
    source: z.string(),
    coverage: z.string(),
    notes: z.array(z.string()),
    publication: z.strictObject({
      number: z.number().int(),
      title: z.string(),
      published_at: z.string(),
      round_code: z.string(),
      round: z.string(),
    }),
    columns: z.array(z.strictObject({ key: z.string(), label: z.string(), numeric: z.boolean() })),
    rows: z.array(z.strictObject({ key: z.string(), cells: z.record(z.string(), figureCell.nullable()) })),
    permanent_link: z.url(),
    citation: z.string(),
    licence: z.string(),
  })
  .meta({ description: 'The table of a figure with what its receipt says of it. Numbers are decimal text.' });

const { shape: value } = valueRow;
const said = {
  state: value.state,
  value: value.value,
  numerator: value.numerator,
  denominator: value.denominator,
  answer: value.answer,
  answers: value.answers,
  contributing: value.contributing,
  expected: value.expected,
  note: value.note,
  kept_from: value.kept_from,
  least: value.least,
  most: value.most,
};

/** One value as every publication stated it; see app/features/receipt/receipt-files.ts. */
const valueReceipt = z
  .looseObject({
    publication: value.publication,
    indicator_code: value.indicator_code,
    round_code: value.round_code,
    scope: value.scope,
    reporter_code: value.reporter_code,
    dimension_code: value.dimension_code,
    category_code: value.category_code,
    unit: z.string(),
    ...said,
    history: z.array(z.looseObject({ publication: value.publication, published_at: z.iso.date(), ...said })),
    permanent_link: z.url(),
    citation: z.string(),
    licence: z.string(),
  })
  .meta({ description: 'One value, and what every publication up to its own said in its place' });

const licence = z.strictObject({ name: z.string(), title: z.string(), path: z.url() });
const source = z.strictObject({ title: z.string(), path: z.url() });

const field = z.strictObject({
  name: z.string(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'datetime']),
  format: z.literal('uri').optional(),
  description: z.string(),
  constraints: z
    .strictObject({ required: z.literal(true).optional(), enum: z.array(z.string()).optional() })
    .optional(),
});

/** See server/exports/json/data-package.ts. */
const dataPackage = z
  .looseObject({
    profile: z.literal('tabular-data-package'),
    name: z.string(),
    id: z.url(),
    title: z.string(),
    description: z.string(),
    homepage: z.url(),
    version: z.string(),
    withdrawn: z.strictObject({ at: z.string(), reason: z.string() }).optional(),
    created: z.string(),
    keywords: z.array(z.string()),
    contributors: z.array(z.strictObject({ title: z.string(), path: z.url(), role: z.string() })),
    licenses: z.array(licence).min(1),
    sources: z.array(source),
    resources: z
      .array(
        z.looseObject({
          profile: z.literal('tabular-data-resource'),
          name: z.string(),
          title: z.string(),
          description: z.string(),
          path: z.url(),
          format: z.literal('csv'),
          mediatype: z.literal('text/csv'),
          encoding: z.literal('utf-8'),
          bytes: z.number().int(),
          hash: z.string(),
          schema: z.strictObject({
            fields: z.array(field),
            missingValues: z.array(z.string()),
            primaryKey: z.array(z.string()),
            foreignKeys: z
              .array(
                z.strictObject({
                  fields: z.string(),
                  reference: z.strictObject({ resource: z.string(), fields: z.string() }),
                }),
              )
              .optional(),
          }),
          licenses: z.array(licence),
          sources: z.array(source),
        }),
      )
      .min(1),
  })
  .meta({ description: 'A Tabular Data Package of Frictionless Data, version 1' });

/** The description itself; its whole form is that of the standard. */
const openApi = z
  .looseObject({
    openapi: z.literal('3.1.0'),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    servers: z.array(z.strictObject({ url: z.url() })),
    paths: z.record(z.string(), z.looseObject({ get: z.looseObject({ operationId: z.string() }) })),
    components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  })
  .meta({ description: 'This description' });

const id = z.strictObject({ '@id': z.string() });
const literal = z.looseObject({ '@value': z.string() });

/** See server/domain/standards/dcat/build-catalog.ts. */
const catalog = z
  .strictObject({
    '@context': z.record(z.string(), z.string()),
    '@graph': z.array(
      z
        .looseObject({
          '@id': z.string(),
          '@type': z.string(),
          'dcterms:title': literal.optional(),
          'dcterms:description': literal.optional(),
          'dcterms:issued': literal.optional(),
          'dcterms:modified': literal.optional(),
          'dcat:contactPoint': id.optional(),
          'dcat:downloadURL': id.optional(),
          'dcat:dataset': z.array(id).optional(),
          'dcat:distribution': z.array(id).optional(),
        })
        .meta({ description: 'A catalogue, series, dataset, distribution, service or organisation' }),
    ),
  })
  .meta({ description: 'A catalogue by DCAT 3, as JSON-LD' });

const artefact = { id: z.string(), name: z.string() };
const maintained = { ...artefact, agencyID: z.string(), version: z.string() };

/** See server/domain/standards/sdmx/write-structure.ts. */
const sdmxStructure = z
  .strictObject({
    meta: z.looseObject({
      schema: z.url(),
      id: z.string(),
      test: z.boolean(),
      prepared: z.string(),
      contentLanguages: z.array(z.string()),
    }),
    data: z.strictObject({
      dataStructures: z.array(
        z.looseObject({ ...maintained, dataStructureComponents: z.record(z.string(), z.unknown()) }),
      ),
      dataflows: z.array(z.looseObject({ ...maintained, structure: z.string() })),
      conceptSchemes: z.array(z.looseObject({ ...maintained, concepts: z.array(z.looseObject(artefact)) })),
      codelists: z.array(z.looseObject({ ...maintained, codes: z.array(z.looseObject(artefact)) })),
    }),
  })
  .meta({ description: 'A structure message of SDMX-JSON 2.0' });

/** By the names that paths refer to. */
export const bodySchemas: Readonly<Record<string, z.ZodType>> = {
  FigureRows: figureRows,
  ValueReceipt: valueReceipt,
  DataPackage: dataPackage,
  OpenApi: openApi,
  Catalog: catalog,
  SdmxStructure: sdmxStructure,
};
