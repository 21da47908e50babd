import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';

export type Field = {
  name: string;
  type: string;
  format?: string;
  constraints?: { required?: boolean; enum?: string[]; pattern?: string };
};
export type Resource = {
  name: string;
  path: string;
  bytes: number;
  hash: string;
  encoding: string;
  dialect: { delimiter: string; lineTerminator: string };
  schema: {
    fields: Field[];
    missingValues: string[];
    primaryKey: string[];
    foreignKeys?: { fields: string; reference: { resource: string; fields: string } }[];
  };
};

const forms: Record<string, (cell: string, field: Field) => boolean> = {
  string: (cell, { format }) => format !== 'uri' || URL.canParse(cell),
  integer: (cell) => /^-?\d+$/.test(cell),
  number: (cell) => /^-?\d+(\.\d+)?$/.test(cell),
  boolean: (cell) => cell === 'true' || cell === 'false',
  date: (cell) => /^\d{4}-\d\d-\d\d$/.test(cell) && !Number.isNaN(Date.parse(cell)),
  // Without a format of its own: to the second, in UTC.
  datetime: (cell) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(cell) && !Number.isNaN(Date.parse(cell)),
};

/**
 * Reads the files of a data package against what the package says of them: sizes, checksums, columns, types,
 * constraints, keys and references. By the specification of Table Schema, written apart from what makes the files.
 */
export function checkTables(resources: readonly Resource[], files: ReadonlyMap<string, Buffer>): string[] {
  const problems: string[] = [];
  const columns = new Map<string, Set<string>>();
  const tables = new Map<string, Record<string, string>[]>();
  for (const resource of resources) {
    const say = (problem: string) => problems.push(`${resource.name}: ${problem}`);
    const { fields, missingValues, primaryKey } = resource.schema;
    const bytes = files.get(resource.path);
    if (!bytes) {
      say('is not there');
      continue;
    }
    if (bytes.length !== resource.bytes) say(`has ${bytes.length} bytes, not ${resource.bytes}`);
    const [algorithm = '', sum] = resource.hash.split(':');
    if (createHash(algorithm).update(bytes).digest('hex') !== sum) say('has another checksum');
    const text = new TextDecoder(resource.encoding, { fatal: true }).decode(bytes);
    const [names = [], ...lines] = parse(text, {
      delimiter: resource.dialect.delimiter,
      record_delimiter: resource.dialect.lineTerminator,
    });
    if (names.join() !== fields.map(({ name }) => name).join()) say(`has the columns ${names.join()}`);
    const rows = lines.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])));
    tables.set(resource.name, rows);
    for (const field of fields) {
      const { name, type, constraints = {} } = field;
      const held = new Set<string>();
      for (const row of rows) {
        const cell = row[name] ?? '';
        if (missingValues.includes(cell)) {
          if (constraints.required) say(`${name} is empty`);
          continue;
        }
        held.add(cell);
        if (!(forms[type]?.(cell, field) ?? false)) say(`${name} "${cell}" is no ${type}`);
        if (constraints.enum && !constraints.enum.includes(cell)) say(`${name} "${cell}" is not of the list`);
      }
      columns.set(`${resource.name}.${name}`, held);
    }
    const keys = rows.map((row) => JSON.stringify(primaryKey.map((name) => row[name])));
    if (new Set(keys).size !== keys.length) say('has two rows of one key');
    if (rows.some((row) => primaryKey.some((name) => (row[name] ?? '') === '')))
      say('has a row without its key');
  }
  for (const { name, schema } of resources) {
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const known = columns.get(`${reference.resource}.${reference.fields}`);
      for (const code of columns.get(`${name}.${fields}`) ?? []) {
        if (!known?.has(code)) problems.push(`${name}: ${fields} "${code}" is not in ${reference.resource}`);
      }
    }
  }
  return problems;
}
