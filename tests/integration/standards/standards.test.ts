import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExchange } from '#app/features/standards/exchange-document.ts';
import { languageCodes } from '#server/domain/language/languages.ts';
import { serialiseCsvPages } from '#server/exports/csv/serialise-csv.ts';
import { buildCatalog } from '#server/domain/standards/dcat/build-catalog.ts';
import {
  buildHxlActivityColumns,
  buildHxlValueColumns,
  listHxlActivities,
} from '#server/domain/standards/hxl/hxl-columns.ts';
import { serialiseIati } from '#server/domain/standards/iati/serialise-iati.ts';
import { buildDataset } from '#server/domain/standards/schema-org/build-dataset.ts';
import { buildSdmxColumns, components } from '#server/domain/standards/sdmx/sdmx-components.ts';
import { buildStructureMessage } from '#server/domain/standards/sdmx/write-structure.ts';
import {
  listPages,
  serialiseRobots,
  serialiseSitemap,
} from '#server/domain/standards/sitemap/serialise-sitemap.ts';
import { createSeason, type Season } from '#tests/integration/publication/season.ts';
import { giveSupport, heldBackAmount } from '#tests/support/give-support.ts';
import { hxlHashtags, hxlTag } from '#tests/support/standards/hxl.ts';
import structureSchema from '#tests/support/standards/sdmx-structure-profile.json' with { type: 'json' };
import { lintIati, lintSitemap } from '#tests/support/standards/validate.ts';

/**
 * Two publications of random reports, written in every standard and read again by other code: what stands in a file is
 * what stands in `rows.figure`.
 */
let season: Season;
const origin = 'https://tracker.example.org';

type Published = {
  indicator_code: string;
  round_code: string;
  scope: string;
  dimension_code: string | null;
  category_code: string | null;
  state: string;
  value: string | null;
};
let published: Published[];
const keyOf = (...parts: (string | null | undefined)[]) => parts.map((part) => part ?? '').join('|');

beforeAll(async () => {
  season = await createSeason(16_202);
  season.world.setTime('2025-01-20T08:00:00Z');
  await giveSupport(season.world);
  await season.open('2024-H2');
  for (const reporter of ['TH', 'VN', 'KH', 'SOMTC', 'ACWC']) await season.report('2024-H2', reporter);
  await season.compileAndPublish('2024-H2');
  season.world.setTime('2025-07-10T08:00:00Z');
  await season.open('2025-H1');
  for (const reporter of ['TH', 'ID', 'SOMTC']) await season.report('2025-H1', reporter);
  await season.compileAndPublish('2025-H1');
  published = await season.world.owner<Published[]>`
    select indicator_code, round_code, scope, dimension_code, category_code, state, trim_scale(value)::text as value
    from rows.figure where publication = 2`;
});
afterAll(() => season?.world.close());

const open = (publication?: number) =>
  readExchange(
    { publicCaller: season.world.anonymous, requestId: 'test', origin },
    `http://localhost/data${publication === undefined ? '' : `?publication=${publication}`}`,
  );

async function join(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function readCsv(text: string): Promise<Record<string, string>[]> {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

test('the world has every kind of value that the files have to tell apart', () => {
  const states = new Set(published.map(({ state }) => state));
  for (const state of ['reported', 'not_available', 'not_yet_reported', 'suppressed']) {
    expect(states).toContain(state);
  }
  expect(published.some(({ value }) => value === '0')).toBe(true);
  expect(published.length).toBeGreaterThan(500);
});

describe('IATI', () => {
  let xml: string;
  beforeAll(async () => {
    const { exchange, addresses, read } = await open();
    xml = await join(serialiseIati({ exchange, addresses }, read));
  });

  test('is valid, says that it is illustrative and names publication and coverage', async () => {
    expect(await lintIati(xml)).toEqual([]);
    expect(xml.slice(0, 1000)).toMatch(
      /Publication 2 .*Coverage of round 2025-H1: \d+ of \d+ reporters\. .*illustrative/s,
    );
  });

  test('keeps the rules that the schema does not know', () => {
    const activities = xml.split('<iati-activity ').slice(1);
    expect(activities).toHaveLength(44);
    const money = [
      ...xml.matchAll(/<(?:budget|transaction) .*?<value [^>]*value-date="([^"]+)"[^>]*>([^<]+)/g),
    ];
    expect(money.map(([, , amount]) => amount)).toEqual(['500000', '500000', '120000.5']);
    for (const [, day = ''] of money) expect(day <= '2025-07-10').toBe(true);
    expect(xml).not.toContain(heldBackAmount);
    for (const activity of activities) {
      const shares = (element: string) =>
        [...activity.matchAll(new RegExp(`<${element} [^>]*percentage="([\\d.]+)"`, 'g'))].map(([, share]) =>
          Math.round(Number(share) * 100),
        );
      const countries = shares('recipient-country').reduce((all, each) => all + each, 0);
      for (const vocabulary of ['1', '2']) {
        const regions = [
          ...activity.matchAll(
            new RegExp(
              `<recipient-region code="\\d+" vocabulary="${vocabulary}" percentage="([\\d.]+)"`,
              'g',
            ),
          ),
        ].reduce((all, [, share]) => all + Math.round(Number(share) * 100), 0);
        expect(countries + regions).toBe(10_000);
      }
      for (const vocabulary of ['1', '99']) {
        const sectors = [...activity.matchAll(/<sector vocabulary="(\d+)"[^>]*percentage="([\d.]+)"/g)]
          .filter(([, which]) => which === vocabulary)
          .map(([, , share]) => Number(share));
        if (sectors.length > 0) expect(sectors.reduce((all, each) => all + each, 0)).toBe(100);
      }
      const days = new Map(
        [...activity.matchAll(/<activity-date type="(\d)" iso-date="([^"]+)"/g)].map(([, type, day]) => [
          type,
          day,
        ]),
      );
      expect((days.get('1') ?? '') <= (days.get('3') ?? '')).toBe(true);
      if (days.has('4')) expect((days.get('2') ?? '') <= (days.get('4') ?? '')).toBe(true);
      for (const [, start = '', end = ''] of activity.matchAll(
        /<period-start iso-date="([^"]+)"\/><period-end iso-date="([^"]+)"\/>/g,
      )) {
        expect(start < end).toBe(true);
      }
      // Nothing actual lies in the future of the publication.
      for (const type of ['2', '4']) expect((days.get(type) ?? '') <= '2025-07-10').toBe(true);
    }
  });

  test('has every published value once, to the digit, and no number where there is none', () => {
    const measures = new Map(
      [...xml.matchAll(/<indicator measure="(\d)".*?<reference vocabulary="99" code="([^"]+)"/gs)].map(
        ([, measure, code]) => [code, measure],
      ),
    );
    const found = new Map<string, string | undefined>();
    for (const [, code = '', body = ''] of xml.matchAll(
      /<reference vocabulary="99" code="([^"]+)"[^>]*>(.*?)<\/indicator>/gs,
    )) {
      for (const [, end = '', actuals = ''] of body.matchAll(
        /<period-end iso-date="([^"]+)"\/>((?:<(?:actual|tracker).*?)?)<\/period>/gs,
      )) {
        const round = end === '2024-12-31' ? '2024-H2' : '2025-H1';
        for (const [, attributes = '', inside = ''] of actuals.matchAll(
          /<actual([^>]*?)(?:\/>|>(.*?)<\/actual>)/gs,
        )) {
          const dimensions = [...inside.matchAll(/<dimension name="([^"]+)" value="([^"]+)"/g)].map(
            ([, n, v]) => [n, v],
          );
          const reporter = dimensions.find(([name]) => name === 'reporter')?.[1];
          const split = dimensions.find(([name]) => name !== 'reporter');
          const key = keyOf(code, round, reporter ?? 'region', split?.[0], split?.[1]);
          expect(found.has(key)).toBe(false);
          // The rules of IATI: only what is measured in words goes without a number.
          if (measures.get(code) !== '5') expect(attributes).toMatch(/value="-?\d+(\.\d+)?"/);
          found.set(key, /value="([^"]*)"/.exec(attributes)?.[1]);
        }
        for (const [, attributes = '', reason = ''] of actuals.matchAll(
          /<tracker:without-number([^>]*)>([^<]*)</g,
        )) {
          const read = (name: string) => new RegExp(` ${name}="([^"]+)"`).exec(attributes)?.[1];
          const key = keyOf(code, round, read('reporter') ?? 'region', read('dimension'), read('category'));
          expect(found.has(key)).toBe(false);
          expect(reason).toMatch(/^[A-Z0-9]/);
          found.set(key, undefined);
        }
      }
    }
    expect(found.size).toBe(published.length);
    for (const each of published) {
      const key = keyOf(
        each.indicator_code,
        each.round_code,
        each.scope,
        each.dimension_code,
        each.category_code,
      );
      expect([key, found.get(key)]).toEqual([key, each.value ?? undefined]);
    }
  });

  test('of an older publication it is the same for ever', async () => {
    const once = async () => {
      const { exchange, addresses, read } = await open(1);
      return join(serialiseIati({ exchange, addresses }, read));
    };
    const first = await once();
    expect(first).toContain('Publication 1');
    expect(first).not.toContain('2025-06-30');
    expect(await once()).toBe(first);
  });
});

describe('SDMX', () => {
  test('the structure is a valid message, and every column and code of the file is in it', async () => {
    const { exchange, addresses, read } = await open();
    const message = buildStructureMessage({ exchange, addresses });
    const ajv = addFormats.default(new Ajv({ strict: false }));
    const validate = ajv.compile(structureSchema);
    validate(message);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...message, meta: {} })).toBe(false);

    const rows = await readCsv(
      await join(serialiseCsvPages(buildSdmxColumns({ exchange, addresses }), read())),
    );
    expect(rows).toHaveLength(published.length);
    const [structure] = message.data.dataStructures;
    const { dimensionList, measureList, attributeList } = structure?.dataStructureComponents ?? {};
    const declared = [
      ...(dimensionList?.dimensions ?? []),
      ...(dimensionList?.timeDimension ? [dimensionList.timeDimension] : []),
      ...(measureList?.measures ?? []),
      ...(attributeList?.attributes ?? []),
    ];
    // Columns stand in the order of the structure, after the three that the format prescribes.
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'STRUCTURE',
      'STRUCTURE_ID',
      'ACTION',
      ...declared.map(({ id }) => id),
    ]);
    const [flow] = message.data.dataflows;
    expect(new Set(rows.map((row) => `${row.STRUCTURE} ${row.STRUCTURE_ID} ${row.ACTION}`))).toEqual(
      new Set([`dataflow ${flow?.agencyID}:${flow?.id}(${flow?.version}) I`]),
    );
    const lists = new Map(
      message.data.codelists.map(({ id, codes }) => [id, new Set(codes.map((code) => code.id))]),
    );
    for (const { id, localRepresentation } of declared) {
      if (!('enumeration' in localRepresentation)) continue;
      const list = lists.get(/:(\w+)\(/.exec(localRepresentation.enumeration ?? '')?.[1] ?? '');
      for (const row of rows) expect([id, list?.has(row[id] ?? '')]).toEqual([id, true]);
    }
    for (const { id, codes } of message.data.codelists) {
      expect([id, new Set(codes.map((code) => code.id)).size]).toEqual([id, codes.length]);
    }
    const concepts = new Set(message.data.conceptSchemes[0]?.concepts.map(({ id }) => id));
    expect(concepts).toEqual(new Set(components.map(({ id }) => id)));

    const dimensions = declared.slice(0, (dimensionList?.dimensions.length ?? 0) + 1).map(({ id }) => id);
    expect(new Set(rows.map((row) => dimensions.map((id) => row[id]).join('.'))).size).toBe(rows.length);
    for (const { TIME_PERIOD } of rows) expect(TIME_PERIOD).toMatch(/^\d{4}-S[12]$/);

    // Order is that of the plan in both, so values can be laid side by side by their keys.
    const found = rows.map((row) =>
      keyOf(row.INDICATOR, row.TIME_PERIOD, row.REPORTER, row.VALUE_STATE, row.OBS_VALUE),
    );
    const wanted = published.map((each) =>
      keyOf(
        each.indicator_code,
        each.round_code.replace('H', 'S'),
        each.scope === 'region' ? '_T' : each.scope,
        each.state,
        each.value,
      ),
    );
    expect(found.sort()).toEqual(wanted.sort());
  });
});

describe('HXL', () => {
  test('the second line has tags of the core, and values are as published', async () => {
    const { exchange, addresses, read } = await open();
    const columns = buildHxlValueColumns({ exchange, addresses });
    const text = await join(serialiseCsvPages(columns, read(), [columns.map(({ tag }) => tag)]));
    const [names = [], tags = [], ...lines] = parse(text, { record_delimiter: '\r\n' });
    for (const tag of tags) {
      expect(tag).toMatch(hxlTag);
      expect([tag, hxlHashtags.has(/^#\w+/.exec(tag)?.[0] ?? '')]).toEqual([tag, true]);
    }
    expect(new Set(tags.map((tag) => tag.split('+').sort().join('+'))).size).toBe(tags.length);
    expect(lines).toHaveLength(published.length);
    const place = (name: string) => names.indexOf(name);
    const found = lines.map((line) =>
      keyOf(
        line[place('indicator_code')],
        line[place('round_code')],
        line[place('dimension_code')],
        line[place('category_code')],
        line[place('state')],
        line[place('value')],
      ),
    );
    const wanted = published.map((each) =>
      keyOf(
        each.indicator_code,
        each.round_code,
        each.dimension_code,
        each.category_code,
        each.state,
        each.value,
      ),
    );
    expect(found.sort()).toEqual(wanted.sort());
    // Columns of persons repeat the value of their line and are otherwise empty.
    for (const line of lines) {
      const persons = ['persons', 'persons_female', 'persons_male', 'persons_children', 'persons_adults']
        .map((name) => line[place(name)] ?? '')
        .filter((cell) => cell !== '');
      expect(persons.length).toBeLessThanOrEqual(1);
      for (const cell of persons) expect(cell).toBe(line[place('value')]);
    }
    expect(lines.some((line) => line[place('persons_female')] !== '')).toBe(true);
  });

  test('activities stand in every round', async () => {
    const { exchange, addresses } = await open();
    const columns = buildHxlActivityColumns({ exchange, addresses });
    for (const { tag } of columns) {
      expect(tag).toMatch(hxlTag);
      expect([tag, hxlHashtags.has(/^#\w+/.exec(tag)?.[0] ?? '')]).toEqual([tag, true]);
    }
    const lines = listHxlActivities(exchange);
    expect(lines).toHaveLength(43 * 2);
    const [row] = await season.world.owner<{ n: number }[]>`
      select count(status_code)::int as n from rows.activity_status where publication = 2`;
    expect(lines.filter(({ status }) => status !== null)).toHaveLength(row?.n ?? -1);
  });
});

describe('catalogues', () => {
  test('every id that the catalogue points to within the site is described in it', async () => {
    const { exchange } = await open();
    const { publications } = await season.world.anonymous.dashboard.publications({});
    const catalog = buildCatalog(exchange, publications, origin);
    const graph = catalog['@graph'] as Record<string, unknown>[];
    const ids = graph.map((node) => node['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    const points = (node: Record<string, unknown>, name: string) =>
      [node[name] ?? []].flat().map((each) => (each as { '@id': string })['@id']);
    for (const node of graph) {
      for (const name of [
        'dcat:dataset',
        'dcat:distribution',
        'dcat:inSeries',
        'dcterms:publisher',
        'dcat:contactPoint',
        'dcat:service',
        'dcat:first',
        'dcat:last',
        'dcat:previousVersion',
        'dcterms:spatial',
      ]) {
        for (const id of points(node, name)) expect(ids).toContain(id);
      }
    }
    const ofType = (type: string) => graph.filter((node) => node['@type'] === type);
    expect(ofType('dcat:Dataset')).toHaveLength(2);
    for (const dataset of ofType('dcat:Dataset')) {
      for (const name of [
        'dcterms:title',
        'dcterms:description',
        'dcterms:issued',
        'dcterms:modified',
        'dcterms:license',
        'dcterms:publisher',
        'dcat:contactPoint',
        'dcterms:spatial',
      ]) {
        expect(dataset).toHaveProperty([name]);
      }
    }
    for (const file of ofType('dcat:Distribution')) {
      const [url = ''] = points(file, 'dcat:downloadURL');
      const [, number] = /publication=(\d+)$/.exec(url) ?? [];
      const publishedAt = publications.find((each) => String(each.number) === number)?.publishedAt;
      for (const date of ['dcterms:issued', 'dcterms:modified']) {
        expect(file[date]).toEqual({ '@value': publishedAt, '@type': 'xsd:dateTime' });
      }
      expect(url).toMatch(/^https:\/\/tracker\.example\.org\/data\/v1\/.*\?publication=[12]$/);
    }
    expect(JSON.stringify(catalog)).toContain('illustrative and fictional');
  });

  test('a publication is described as search engines of data sets ask for', async () => {
    const { publication } = await season.world.anonymous.dashboard.publications({});
    if (!publication) throw new Error('Nothing is published.');
    const dataset = buildDataset(publication, 'First half of 2025', origin);
    expect(dataset.description.length).toBeGreaterThan(50);
    expect(dataset.description).toContain('illustrative and fictional');
    expect(dataset).toMatchObject({
      '@type': 'Dataset',
      license: expect.stringMatching(/^https:/) as string,
    });
    for (const { contentUrl } of dataset.distribution) expect(contentUrl).toMatch(/\?publication=2$/);
  });

  test('the sitemap has every page once in each language', async () => {
    const { exchange } = await open();
    const { publications } = await season.world.anonymous.dashboard.publications({});
    const pages = listPages(exchange, publications);
    expect(new Set(pages).size).toBe(pages.length);
    const sitemap = await join(serialiseSitemap(origin, pages, '2025-07-10'));
    expect(await lintSitemap(sitemap)).toEqual([]);
    expect(await lintSitemap(sitemap.replace('<lastmod>2025-07-10', '<lastmod>yesterday'))).not.toEqual([]);
    const found = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url);
    expect(new Set(found).size).toBe(pages.length * languageCodes.length);
    expect(found).toContain(`${origin}/km/activities/A1.1`);
    expect(found).toContain(`${origin}/th`);
    for (const path of found) expect(path).not.toMatch(/workspace|secretariat|admin|sign-in/);
    expect(serialiseRobots(origin)).toContain(`Sitemap: ${origin}/sitemap.xml\n`);
  });
});

test('what there is no publication of is refused in words', async () => {
  await expect(open(99)).rejects.toMatchObject({ init: { status: 404 } });
});
