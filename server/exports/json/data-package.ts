import { createHash } from 'node:crypto';
import type { Column } from '#server/domain/data/column.ts';
import { dataLicence } from '#server/domain/data/licences.ts';
import { type Dataset, datasets } from '#server/domain/data/datasets.ts';
import { streamCsvFile } from '../csv/serve-csv.ts';
import { buildPublicationMeta } from './serve-json.ts';
import { type DataSource, buildPinnedUrl } from '../data-rows.ts';

type Field = {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime';
  format?: 'uri';
  title?: string;
  description: string;
  constraints?: { required?: true; enum?: readonly string[] };
};

const types: Record<Column['kind'], Pick<Field, 'type' | 'format'>> = {
  text: { type: 'string' },
  code: { type: 'string' },
  whole: { type: 'integer' },
  decimal: { type: 'number' },
  truth: { type: 'boolean' },
  day: { type: 'date' },
  moment: { type: 'datetime' },
  link: { type: 'string', format: 'uri' },
  list: { type: 'string' },
  pairs: { type: 'string' },
};

const notes: Partial<Record<Column['kind'], string>> = {
  list: ' Several are separated by "; ".',
  pairs: ' Pairs "code=value", separated by "; ".',
};

/** Builds the field of a table schema for a column. Lists may be empty, which is an empty cell. */
function buildField({ name, kind, description, nullable, codes }: Column): Field {
  const isRequired = !nullable && kind !== 'list' && kind !== 'pairs';
  return {
    name,
    ...types[kind],
    description: `${description}.${notes[kind] ?? ''}`,
    ...(isRequired || codes
      ? { constraints: { ...(isRequired ? { required: true } : {}), ...(codes ? { enum: codes } : {}) } }
      : {}),
  };
}

/** Builds the table schema (Frictionless Data) of a file: columns, keys and references. */
export function buildTableSchema({ columns, key, references }: Dataset) {
  return {
    fields: columns.map(buildField),
    missingValues: [''],
    primaryKey: key,
    ...(references.length > 0
      ? {
          foreignKeys: references.map(({ column, dataset, to }) => ({
            fields: column,
            reference: { resource: dataset, fields: to },
          })),
        }
      : {}),
  };
}

async function measureFile(source: DataSource, dataset: Dataset): Promise<{ bytes: number; hash: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of streamCsvFile(source, dataset, {})) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
  }
  return { bytes, hash: `sha256:${hash.digest('hex')}` };
}

/**
 * Builds the Frictionless Data description of all files of a publication ("tabular-data-package", version 1,
 * which tools of version 2 read as well): columns with types, keys, licence, and the size and checksum of
 * each file.
 */
export async function buildDataPackage(source: DataSource) {
  const { publication, origin } = source;
  const { attribution, notice, ...described } = buildPublicationMeta(origin, publication);
  const { withdrawn } = described.publication;
  const licenses = [{ name: dataLicence.code, title: dataLicence.name, path: dataLicence.url }];
  const sources = [{ title: publication.title, path: `${origin}/publications/${publication.number}` }];
  const resources = [];
  for (const dataset of datasets) {
    resources.push({
      profile: 'tabular-data-resource',
      name: dataset.name,
      title: dataset.title,
      description: `Each row is ${dataset.line}. ${dataset.holds}.`,
      path: buildPinnedUrl(origin, `/data/v1/${dataset.name}.csv`, publication.number),
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      ...(await measureFile(source, dataset)),
      dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
      schema: buildTableSchema(dataset),
      licenses,
      sources,
    });
  }
  return {
    profile: 'tabular-data-package',
    name: `bohol-tracker-publication-${publication.number}`,
    id: `${origin}/publications/${publication.number}`,
    title: `Bohol tracker, publication ${publication.number}: ${publication.title}`,
    description: [
      `Public figures on the ${publication.planTitle}, as they stood in publication ${publication.number}.`,
      'Zero is a number and is written 0. Where there is no number the cell is empty, and the column "state" says why.',
      ...(notice ? [notice] : []),
      `Name the source as: ${attribution}`,
    ].join(' '),
    homepage: `${origin}/data`,
    version: String(publication.number),
    // A custom property, as the specification allows; the description states it in words.
    ...(withdrawn ? { withdrawn } : {}),
    created: publication.publishedAt,
    keywords: ['trafficking in persons', 'ASEAN', 'work plan', 'monitoring'],
    contributors: [{ title: 'Bohol tracker', path: origin, role: 'publisher' }],
    licenses,
    sources,
    resources,
  };
}
