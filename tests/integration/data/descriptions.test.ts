import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '#server/domain/data/datasets.ts';
import { createDataWorld, type DataWorld, origin } from './data-world.ts';
import { checkTables, type Resource } from './table-checker.ts';

let it: DataWorld;
beforeAll(async () => {
  it = await createDataWorld(2103, ['2024-H2'], ['BN', 'TH', 'ACWC']);
});
afterAll(() => it?.close());

describe('the data package', () => {
  type Package = { resources: Resource[]; licenses: { name: string }[] };
  const readPackage = () => it.json<Package>('/data/v1/datapackage.json?publication=1');

  test('is one by the official profile', async () => {
    const profile = JSON.parse(
      await readFile(
        join(import.meta.dirname, '../../support/data-package/tabular-data-package.json'),
        'utf8',
      ),
    ) as Record<string, unknown>;
    // Of draft 4 it uses nothing that draft 7 reads otherwise.
    const ajv = new Ajv({ strict: false, logger: false });
    addFormats.default(ajv);
    const validate = ajv.compile({ ...profile, $schema: 'http://json-schema.org/draft-07/schema#' });
    const described = await readPackage();
    expect(validate(described), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(described.licenses.map(({ name }) => name)).toEqual(['CC-BY-4.0']);
    expect(described.resources.map(({ name }) => name)).toEqual(datasets.map(({ name }) => name));
    const { resources: _left, ...broken } = described;
    expect(validate(broken)).toBe(false);
  });

  test('is right about every file: size, checksum, types, constraints, keys and references', async () => {
    const { resources } = await readPackage();
    const files = new Map<string, Buffer>();
    for (const { path } of resources) {
      expect(path).toMatch(/^http:\/\/127\.0\.0\.1:3000\/data\/v1\/[a-z-]+\.csv\?publication=1$/);
      files.set(path, (await it.get(path)).bytes);
    }
    expect(checkTables(resources, files)).toEqual([]);
    expect(resources.flatMap(({ schema }) => schema.foreignKeys ?? []).length).toBeGreaterThan(12);
    // The checker itself sees what is wrong.
    const values = resources.find(({ name }) => name === 'values')!;
    const bytes = files.get(values.path)!;
    const spoiled = Buffer.from(
      bytes
        .toString('utf8')
        .replace(/,reported,/, ',somehow,')
        .replace('I-A1', 'I-A0'),
    );
    const problems = checkTables(resources, new Map(files).set(values.path, spoiled)).join('\n');
    for (const said of [
      'has another checksum',
      '"somehow" is not of the list',
      '"I-A0" is not in indicators',
    ]) {
      expect(problems).toContain(said);
    }
  });
});

describe('the description by OpenAPI', () => {
  type Media = { schema: object; 'x-examples'?: Record<string, { url: string }> };
  type Operation = {
    operationId: string;
    parameters: { $ref?: string }[];
    responses: Record<string, { content?: Record<string, Media> }>;
  };
  type Description = {
    paths: Record<string, { get: Operation }>;
    components: { schemas: Record<string, object>; parameters: Record<string, { name: string }> };
  };
  const readDescription = () => it.json<Description>('/data/v1/openapi.json');

  test('is one, and names every file with its parameters', async () => {
    const description = await readDescription();
    const result = await new Validator().validate(structuredClone(description));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    for (const { name, filters } of datasets) {
      for (const [ending, more] of [
        ['json', ['limit', 'cursor']],
        ['csv', []],
      ] as const) {
        const { parameters } = description.paths[`/data/v1/${name}.${ending}`]!.get;
        const names = parameters.map(({ $ref }) => $ref?.split('/').at(-1));
        expect(new Set(names)).toEqual(new Set(['publication', ...filters, ...more]));
      }
    }
    const ids = Object.values(description.paths).map(({ get }) => get.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('can be made into types: nothing to fetch, every reference there, every JSON body with its parts', async () => {
    const description = await readDescription();
    const text = JSON.stringify(description);
    // Makers of types fetch whatever an example's externalValue names, and stop at a CSV file.
    expect(text).not.toContain('"externalValue"');
    const find = (reference: string) =>
      reference
        .slice(2)
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], description);
    const references = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference = '']) => reference);
    expect(references.length).toBeGreaterThan(200);
    for (const reference of new Set(references)) {
      expect(reference).toMatch(/^#\/components\//);
      expect(find(reference), reference).toBeTypeOf('object');
    }
    const bodies = Object.entries(description.paths).flatMap(([path, { get }]) =>
      Object.values(get.responses).flatMap(({ content = {} }) =>
        Object.entries(content).flatMap(([type, { schema }]) =>
          /[/+]json$/.test(type) ? [[path, schema as { $ref?: string }] as const] : [],
        ),
      ),
    );
    expect(bodies.length).toBeGreaterThan(datasets.length);
    for (const [path, { $ref = '' }] of bodies) {
      const schema = find($ref) as { type?: string; properties?: object } | undefined;
      expect([path, schema?.type]).toEqual([path, 'object']);
      expect(Object.keys(schema?.properties ?? {}).length, path).toBeGreaterThan(1);
    }
  });

  test('has examples that are answered, each in the form that it promises', async () => {
    const description = await readDescription();
    const ajv = new Ajv2020({ strict: false, logger: false });
    addFormats.default(ajv);
    ajv.addSchema({ ...description, $id: 'https://description.test/' });
    let answered = 0;
    for (const [path, { get }] of Object.entries(description.paths)) {
      // What pages make is asked for in the browser's tests.
      if (!isOurs(path)) continue;
      for (const [status, { content = {} }] of Object.entries(get.responses)) {
        for (const [type, media] of Object.entries(content)) {
          const at = `https://description.test/#/paths/${pointer(path)}/get/responses/${status}/content/${pointer(type)}/schema`;
          for (const [name, { url }] of Object.entries(media['x-examples'] ?? {})) {
            const answer = await it.server.send({ path: url.replace(origin, '') });
            expect([answer.status, name, path]).toEqual([Number(status), name, path]);
            expect(answer.headers['content-type']).toContain(type);
            if (type.endsWith('json')) {
              const validate = ajv.compile({ $ref: at });
              expect(validate(JSON.parse(answer.text)), `${path}: ${ajv.errorsText(validate.errors)}`).toBe(
                true,
              );
            } else expect(answer.bytes.length).toBeGreaterThan(20);
            answered += 1;
          }
        }
      }
    }
    expect(answered).toBeGreaterThan(100);
  });
});

const ours = new Set(['workbook.xlsx', 'datapackage.json', 'openapi.json']);
const isOurs = (path: string) =>
  /^\/data\/v1\/[a-z]+\.(json|csv)$/.test(path) ||
  ours.has(path.split('/').at(-1)!) ||
  path.startsWith('/indicators/');
const pointer = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

describe('the workbook', () => {
  test('holds the rows of the files, numbers as numbers and what is none in words', async () => {
    const { bytes } = await it.get('/data/v1/workbook.xlsx');
    const { sheets } = await readXlsx(bytes);
    expect(sheets.map(({ name }) => name).slice(0, 7)).toEqual([
      'About',
      'Plan',
      'Activities',
      'Statuses',
      'Indicators',
      'Targets',
      'Values',
    ]);
    expect(sheets.length).toBe(datasets.length + 1);
    for (const { name, columns } of datasets) {
      const sheet = sheets.find((one) => one.name.toLowerCase() === name)!;
      const lines = await it.csv(`/data/v1/${name}.csv`);
      expect(sheet.rows.length, name).toBe(lines.length + 1);
      const header = sheet.rows[0]!.map(String);
      for (const [at, line] of lines.entries()) {
        for (const { name: column, kind } of columns) {
          const cell = sheet.rows[at + 1]![header.indexOf(column)] ?? null;
          const said = line[column]!;
          if (said === '') expect(cell).toBe(null);
          else if (kind === 'decimal' || kind === 'whole') expect(cell).toBe(Number(said));
          else if (kind === 'truth') expect(cell).toBe(said === 'true');
          else expect(String(cell).replaceAll('\r\n', '\n')).toBe(said.replace(/^'(?=[=+\-@])/, ''));
        }
      }
    }
    const values = sheets.find(({ name }) => name === 'Values')!;
    const [names = [], ...rows] = values.rows;
    const at = (column: string) => names.indexOf(column);
    const words = new Set(
      rows.map((row) => `${String(row[at('state')])}: ${String(row[at('state_in_words')])}`),
    );
    expect(words).toContain('suppressed: Suppressed');
    expect(words).toContain('not_yet_reported: Not yet reported');
    expect(rows.some((row) => row[at('value')] === 0 && row[at('state')] === 'reported')).toBe(true);
  });

  test('is made beside everything else: nobody waits for it', async () => {
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const started = performance.now();
    const answer = await it.server.send({ path: '/data/v1/workbook.xlsx?publication=1' });
    delays.disable();
    expect(answer.status).toBe(200);
    process.stdout.write(`Longest wait beside a workbook: ${(delays.max / 1e6).toFixed(0)} ms\n`);
    // Made in this thread it would be one wait about as long as the whole, however fast the machine is.
    expect(delays.max / 1e6).toBeLessThan((performance.now() - started) / 2);
  });
});
