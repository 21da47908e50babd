import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveCsv } from '#server/exports/csv/serve-csv.ts';
import { formatDataValue } from '#server/domain/data/csv-cell.rules.ts';
import { datasetNames, datasets } from '#server/domain/data/datasets.ts';
import { requirePublication } from '#server/queries/dashboard/scope.ts';
import { createDataWorld, type DataWorld, type JsonAnswer, origin, type Row } from './data-world.ts';

let it: DataWorld;
beforeAll(async () => {
  it = await createDataWorld(2101, ['2024-H2', '2025-H1'], ['BN', 'TH', 'VN', 'ACWC']);
});
afterAll(() => it?.close());

async function readAllPages(path: string): Promise<{ rows: Row[]; pages: number }> {
  const rows: Row[] = [];
  let pages = 0;
  for (let next: string | null = path; next; pages += 1) {
    const answer: JsonAnswer = await it.json(next);
    expect(answer.meta.count).toBe(answer.data.length);
    rows.push(...answer.data);
    next = answer.meta.links.next;
  }
  return { rows, pages };
}

describe('every file', () => {
  test.each(datasetNames)(
    '%s says the same in JSON and in CSV, in the form that it promises',
    async (name) => {
      const dataset = datasets.find((one) => one.name === name)!;
      const { rows } = await readAllPages(`/data/v1/${name}.json`);
      const lines = await it.csv(`/data/v1/${name}.csv`);
      if (!['library', 'recommendations', 'arrangements', 'arrangement-counts', 'flows'].includes(name))
        expect(rows.length).toBeGreaterThan(0);
      expect(lines.length).toBe(rows.length);
      rows.forEach((row, at) => {
        expect(Object.keys(row)).toEqual(dataset.columns.map((column) => column.name));
        const read = dataset.row.strict().safeParse(row);
        expect(read.error?.issues ?? []).toEqual([]);
        for (const { name: column } of dataset.columns) {
          const said = formatDataValue(row[column]);
          const cell = lines[at]![column]!;
          expect(/^[=+\-@\t\r\n]/.test(cell)).toBe(false);
          expect(cell.startsWith("'") && /^[=+\-@\t\r]/.test(said) ? cell.slice(1) : cell).toBe(said);
        }
        expect(row['licence']).toBe('CC-BY-4.0');
        expect(String(row['page_url'])).toContain(origin);
      });
      const keys = rows.map((row) => JSON.stringify(dataset.key.map((column) => row[column])));
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  test('has no amount that its partner has not agreed to show, and no support that nobody has confirmed', async () => {
    const entries = await it.csv('/data/v1/support-entries.csv');
    expect(
      entries.map(({ support_code, role, area_code, amounts, description }) =>
        [support_code, role, area_code, amounts, description].join('|'),
      ),
    ).toEqual([
      'S1|financed|A|shown|Money for "the kit", by stages',
      'S2|led|B|none|Money for "the kit", by stages',
      'S3|financed|B|not_shown|',
    ]);
    const amounts = await it.csv('/data/v1/support-amounts.csv?partner=asean-act');
    expect(amounts.map(({ stage, amount, usd, rate_day }) => [stage, amount, usd, rate_day])).toEqual([
      ['committed', '500000', '310000', '2024-12-31'],
      ['disbursed', '120000.5', '74400', '2024-12-31'],
    ]);
    const { dashboard } = it.world.anonymous;
    const said = await Promise.all([
      it.csv('/data/v1/support-entries.csv'),
      it.csv('/data/v1/support-amounts.csv'),
      dashboard.support({}),
      dashboard.partner({ slug: 'iom' }),
      dashboard.partner({ slug: 'unodc' }),
      dashboard.activity({ code: 'B4.1' }),
    ]);
    // Neither the amount, nor what it comes to in dollars, nor the words that tell it.
    expect(JSON.stringify(said)).not.toMatch(/7654321|4745679|Nobody has confirmed/);
    expect(said[5].support).toMatchObject({ heldBack: 1, totals: [], entries: [{ code: 'S3', lines: [] }] });
    const found = async (question: string) =>
      (await dashboard.search({ question })).hits.map(({ kind, code }) => `${kind} ${code}`);
    expect(await found('the kit by stages')).toEqual(['partner asean-act']);
    expect(await found('nobody confirmed')).not.toContain('partner unodc');
  });

  test('is pinned by the number of a publication, and the newest is in view without one', async () => {
    for (const name of datasetNames) {
      const newest = await it.json(`/data/v1/${name}.json`);
      const first = await it.json(`/data/v1/${name}.json?publication=1`);
      expect([newest.meta.publication.number, first.meta.publication.number]).toEqual([2, 1]);
      expect(await it.json(newest.meta.links.self)).toEqual(newest);
    }
    expect((await it.json('/data/v1/publications.json?publication=1')).data).toHaveLength(1);
    expect((await it.json('/data/v1/publications.json')).data).toHaveLength(2);
  });
});

describe('values', () => {
  type Stored = {
    indicator_code: string;
    round_code: string;
    scope: string;
    dimension_code: string | null;
    category_code: string | null;
    state: string;
    value: string | null;
    numerator: string | null;
    denominator: string | null;
    contributing: number | null;
    expected: number | null;
    reason: string | null;
  };
  const readStored = () => it.world.owner<Stored[]>`
    select indicator_code, round_code, scope, dimension_code, category_code, state, value::text, numerator::text,
      denominator::text, contributing, expected, reason
    from rows.figure where publication = 2`;
  const plain = (decimal: string | null) =>
    decimal === null ? null : decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

  test('are those that were published, each once, to the digit; zero and nothing are never merged', async () => {
    const stored = await readStored();
    const { rows } = await readAllPages('/data/v1/values.json');
    expect(rows.length).toBe(stored.length);
    const byUri = new Map(rows.map((row) => [row['uri'], row]));
    const seen = new Set<string>();
    for (const one of stored) {
      const cell = one.dimension_code === null ? 'total' : `${one.dimension_code}=${one.category_code}`;
      const path = [one.indicator_code, one.round_code, one.scope, cell].map(encodeURIComponent).join('/');
      const row = byUri.get(`${origin}/values/${path}`);
      expect(row, path).toMatchObject({
        scope: one.scope === 'region' ? 'region' : one.scope.length === 2 ? 'state' : 'body',
        state: one.state,
        value: plain(one.value),
        numerator: plain(one.numerator),
        denominator: plain(one.denominator),
        contributing: one.contributing,
        expected: one.expected,
        note: one.reason,
        receipt_url: `${origin}/values/${path}?publication=2`,
      });
      const said = ['value', 'answer', 'answers', 'denominator'].filter((name) => row![name] !== null);
      expect(said.length > 0, path).toBe(one.state === 'reported');
      // A share of nothing is no number, and is told by its parts.
      if (one.denominator !== null) expect(row!['value'] === null).toBe(Number(one.denominator) === 0);
      seen.add(one.value !== null && Number(one.value) === 0 ? 'zero' : one.state);
    }
    for (const state of ['zero', 'reported', 'suppressed', 'not_available', 'not_yet_reported']) {
      expect(seen).toContain(state);
    }
    const zero = rows.find((row) => row['value'] === '0')!;
    const line = (await it.csv('/data/v1/values.csv')).find((one) => one['uri'] === zero['uri'])!;
    expect([line['state'], line['value']]).toEqual(['reported', '0']);
  });

  test('come in pages of any size that join to the whole, also while a publication comes out', async () => {
    const whole = (await readAllPages('/data/v1/values.json?publication=2')).rows;
    const { rows, pages } = await readAllPages('/data/v1/values.json?limit=97');
    expect(pages).toBe(Math.ceil(whole.length / 97));
    expect(rows).toEqual(whole);
    const first = await it.json('/data/v1/values.json?publication=1&limit=3');
    expect(first.meta.links.next).toContain('publication=1');
  });

  test('are narrowed by the address', async () => {
    const stored = await readStored();
    const count = async (query: string) => (await it.csv(`/data/v1/values.csv?${query}`)).length;
    expect(await count('scope=region')).toBe(stored.filter(({ scope }) => scope === 'region').length);
    expect(await count('scope=state')).toBe(stored.filter(({ scope }) => /^[A-Z]{2}$/.test(scope)).length);
    expect(await count('state=th')).toBe(stored.filter(({ scope }) => scope === 'TH').length);
    expect(await count('body=ACWC')).toBe(stored.filter(({ scope }) => scope === 'ACWC').length);
    expect(await count('round=2024-H2&indicator=I-C2')).toBe(
      stored.filter((one) => one.round_code === '2024-H2' && one.indicator_code === 'I-C2').length,
    );
    expect(await count('')).toBe(stored.length);
    const ofLens = await it.world.owner<{ code: string }[]>`
      select indicator_code as code from rows.lens_indicator where publication = 2 and lens_code = 'online-scams'`;
    const codes = new Set(ofLens.map(({ code }) => code));
    expect(codes.size).toBeGreaterThan(1);
    expect(await count('lens=online-scams')).toBe(
      stored.filter(({ indicator_code }) => codes.has(indicator_code)).length,
    );
    const one = await it.csv('/indicators/I-C2/values.csv');
    expect(one).toEqual(await it.csv('/data/v1/values.csv?indicator=I-C2'));
  });
});

describe('a large file', () => {
  const values = datasets.find(({ name }) => name === 'values')!;
  const stream = async (headers: Record<string, string>) => {
    const { published } = it.world.base;
    const source = { published, origin, publication: await requirePublication({ published }) };
    return serveCsv(source, values, {}, new Request(origin, { headers }), 1000);
  };

  test('goes out as it is read, the same to the byte, compressed for whoever takes it so', async () => {
    const { text } = await it.get('/data/v1/values.csv');
    const plain = await stream({});
    expect([plain.headers.get('x-stream'), plain.headers.get('accept-ranges')]).toEqual(['1', 'none']);
    expect(await plain.text()).toBe(text);
    const zipped = await stream({ 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString('utf8')).toBe(text);
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    const again = await stream({ 'if-none-match': plain.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('is let go of when nobody reads on', async () => {
    const reader = (await stream({})).body!.getReader();
    expect((await reader.read()).value!.length).toBeGreaterThan(0);
    await reader.cancel();
    // The connection is free again: all of them can be asked at once.
    await Promise.all(Array.from({ length: 8 }, () => it.json('/data/v1/rounds.json?limit=2')));
  });
});

describe('activities and statuses', () => {
  test('are narrowed as the pages are', async () => {
    const activities = await it.world.owner<
      { code: string; lead: string; states: string[]; area_code: string; tags: string[] }[]
    >`select code, lead, states, area_code, tags from rows.activity where publication = 2
      order by position`;
    const codesOf = async (query: string) =>
      (await it.csv(`/data/v1/activities.csv?${query}`)).map((row) => row['activity_code']);
    const expected = (keep: (one: (typeof activities)[number]) => boolean) =>
      activities.filter(keep).map(({ code }) => code);
    expect(await codesOf('area=B')).toEqual(expected(({ area_code }) => area_code === 'B'));
    expect(await codesOf('lead=ACWC&state=TH')).toEqual(
      expected(({ lead, states }) => lead === 'ACWC' && states.includes('TH')),
    );
    expect(await codesOf('tag=technology')).toEqual(expected(({ tags }) => tags.includes('technology')));
    const statuses = await it.csv('/data/v1/statuses.csv');
    expect(statuses.length).toBe(activities.length * 2);
    const inFirst = await it.csv('/data/v1/statuses.csv?round=2024-H2&lead=ACWC');
    expect(inFirst.map((row) => row['round_code'])).toEqual(inFirst.map(() => '2024-H2'));
    const stored = await it.world.owner<{ activity_code: string; status_code: string | null }[]>`
      select activity_code, status_code from rows.activity_status where publication = 2 and round_code = '2025-H1'`;
    const byCode = new Map(stored.map((row) => [row.activity_code, row.status_code]));
    const rows = (await it.json('/data/v1/activities.json')).data;
    for (const row of rows) {
      expect(row['status_code']).toBe(byCode.get(String(row['activity_code'])) ?? null);
    }
    expect(rows.some((row) => row['status_code'] === null)).toBe(true);
    expect(rows.some((row) => row['status_code'] !== null)).toBe(true);
  });

  test('reports hold released words only', async () => {
    const rows = (await it.json('/data/v1/reports.json')).data;
    const words = rows.map((row) => String(row['achievements'])).join('\n');
    expect(words).toContain('Released words of');
    expect(words).not.toContain('Kept words of');
  });
});
