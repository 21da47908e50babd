import { createHash } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawPageCard } from '#app/features/page-metadata/page-card.server.ts';
import { serveData } from '#server/exports/serve-data.ts';
import { NewestPublication } from '#server/http/application.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
const round = '2024-H2';
const reason = 'The total of I-B1 counted one report twice.';

beforeAll(async () => {
  season = await createSeason(172);
  await season.open(round);
  for (const reporter of states.slice(0, 5)) await season.report(round, reporter);
  await season.compileAndPublish(round);
  await season.correct(round, states[0]!);
  await season.compileAndPublish(round);
});
afterAll(() => season?.world.close());

const withdraw = (number: number, why = reason) =>
  season.secretariat.caller.publication.withdraw({ number, reason: why });
const overview = (publication?: number) => season.world.anonymous.dashboard.scope({ publication });
const ask = async (path: string) => {
  const { published } = season.world.base;
  const answer = await serveData(
    { published, origin: 'https://tracker.test' },
    new Request(`https://tracker.test/data/v1/${path}`),
  );
  if (!answer) throw new Error('The address is one of open data.');
  return answer;
};
const readRows = async (number: number) => {
  const rows = await season.world.owner<{ line: string }[]>`
    select to_jsonb(f)::text as line from rows.figure f where publication = ${number} order by 1`;
  return createHash('sha256')
    .update(rows.map(({ line }) => line).join())
    .digest('hex');
};

test('a withdrawn publication stays under its number with the reason; what is shown is the newest that stands', async () => {
  const before = await readRows(2);
  const pages = new NewestPublication(season.world.connections, () => {});
  await pages.refresh();
  const stamp = pages.current;
  expect((await refusalOfCall(withdraw(2, '  '))).fields).toEqual([
    { path: 'reason', message: expect.stringContaining('Say why') },
  ]);
  expect((await refusalOfCall(withdraw(9))).code).toBe('NOT_FOUND');
  const done = await withdraw(2);
  await expect(withdraw(2)).resolves.toEqual(done);
  expect((await refusalOfCall(withdraw(2, 'Something else.'))).code).toBe('NOT_ALLOWED_NOW');
  expect(await readRows(2)).toBe(before);

  const notice = { number: 2, reason, at: done.at };
  await expect(overview()).resolves.toMatchObject({
    publication: { number: 1, newest: 1, withdrawals: [notice] },
  });
  await expect(overview(2)).resolves.toMatchObject({
    publication: { number: 2, newest: 1, withdrawals: [notice] },
  });
  await expect(overview(1)).resolves.toMatchObject({ publication: { number: 1, withdrawals: [notice] } });
  await expect(season.world.anonymous.dashboard.publication({ number: 2 })).resolves.toMatchObject({
    details: { withdrawn: { reason } },
  });
  await pages.refresh();
  expect(pages.current).not.toBe(stamp);
});

test('open data says so', async () => {
  const pinned = (await (await ask('values.json?publication=2&limit=1')).json()) as {
    meta: Record<string, unknown>;
  };
  expect(pinned.meta).toMatchObject({
    publication: { number: 2, withdrawn: { reason } },
    notice: expect.stringContaining('Publication 2 was withdrawn'),
  });
  const current = (await (await ask('values.json?limit=1')).json()) as { meta: Record<string, unknown> };
  expect(current.meta).toMatchObject({ publication: { number: 1, withdrawn: null } });
  const csv = await ask('values.csv?publication=2');
  expect(csv.headers.get('publication-withdrawn')).toMatch(/^\d{4}-/);
  await csv.body?.cancel();
  const listed = (await (await ask('publications.json?publication=2')).json()) as {
    data: Record<string, unknown>[];
  };
  expect(listed.data.map((row) => [row.publication, row.withdrawal_reason])).toEqual([
    [2, reason],
    [1, null],
  ]);
});

test('every file says so in its head, and where it has a place for it', async () => {
  const { world } = season;
  const [found] = await world.owner<{ compilation: string; content: string }[]>`
    select compilation_sha256 as compilation, content_sha256 as content from published.publication where number = 2`;
  const key = 'a'.repeat(32);
  await world.base.files.put(key, Buffer.from('%PDF-1.7'), 'application/pdf');
  await world.owner`insert into published.report_file (compilation_sha256, content_sha256, draft_number, format,
    document_sha256, storage_key, size_bytes, sha256, approved_at)
    values (${found!.compilation}, ${found!.content}, 1, 'pdf', ${'b'.repeat(64)}, ${key}, 8, ${'c'.repeat(64)}, now())`;
  const server = await serveWorld(world, { loadBuild: loadPublicPages });
  const sentence = 'Publication 2 was withdrawn on';
  const get = async (path: string) => {
    const answer = await server.send({ path });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  const data = [
    'iati-activities.xml',
    'values.sdmx.csv',
    'sdmx/structure.json',
    'values.hxl.csv',
    'activities.hxl.csv',
    'catalog.jsonld',
    'datapackage.json',
  ];
  for (const name of data) {
    const { headers, text } = await get(`/data/v1/${name}?publication=2`);
    expect([name, headers['publication-withdrawn']]).toEqual([name, expect.stringMatching(/^20.*Z$/)]);
    expect([name, text.includes(sentence)]).toEqual([name, true]);
  }
  // Of what stands nothing is said, whatever has been withdrawn after it.
  const standing = await get('/data/v1/values.hxl.csv?publication=1');
  expect(standing.headers['publication-withdrawn']).toBeUndefined();
  expect(standing.text).not.toContain('withdrawn');
  expect(JSON.parse((await get('/data/v1/datapackage.json?publication=2')).text)).toMatchObject({
    withdrawn: { reason },
  });
  const workbook = await get('/data/v1/workbook.xlsx?publication=2');
  expect(workbook.headers['publication-withdrawn']).toMatch(/^20.*Z$/);
  const [about] = (await readXlsx(workbook.bytes)).sheets;
  expect(about?.rows.slice(0, 2).flat()).toEqual([
    'Bohol tracker, publication 2 (withdrawn)',
    null,
    'Withdrawn',
    expect.stringContaining(sentence),
  ]);
  for (const path of [
    '/publications/2/report.pdf',
    '/publications/2/citation.bib',
    '/figures/coverage/rows.csv',
  ]) {
    const { headers } = await get(`${path}?publication=2`);
    expect([path, headers['publication-withdrawn']]).toEqual([path, expect.stringMatching(/^20.*Z$/)]);
  }
  expect((await server.send({ path: '/publications/1/report.pdf' })).status).toBe(404);
  const page = (await get('/publications/2')).text;
  expect(page).toContain('The report was withdrawn with this publication on');
  // Above the page once, and for search engines.
  expect(page.match(/Publication 2 was withdrawn on [\w ]+\.</g)).toHaveLength(1);
  expect(page).toContain('"creativeWorkStatus":"Withdrawn"');
  const asker = { publicCaller: world.anonymous, requestId: 'test', language: 'en' } as const;
  const card = await drawPageCard({ ...asker, publication: 2 }, 'overview', '');
  expect(card).toContain(sentence);
  expect(await drawPageCard({ ...asker, publication: 1 }, 'overview', '')).not.toContain('withdrawn');
  await server.stop();
});

test('the next publication is a new number, and is judged by what the withdrawn one had shown', async () => {
  await season.correct(round, states[1]!, { versions: 1 });
  await expect(season.compileAndPublish(round)).resolves.toBe(3);
  await expect(overview()).resolves.toMatchObject({ publication: { number: 3, newest: 3, withdrawals: [] } });
});

test('where all are withdrawn the newest goes on being shown, under its notice', async () => {
  await withdraw(1);
  await withdraw(3);
  const { publication } = await overview();
  expect(publication).toMatchObject({ number: 3, newest: 3, withdrawals: [{ number: 3 }] });
});

test('the public role reads withdrawals and writes none; nobody changes one', async () => {
  const { connections, owner } = season.world;
  const read = await connections.public.$client`select publication from published.withdrawal`;
  expect(read).toHaveLength(3);
  await expect(
    connections.public.$client`insert into published.withdrawal values (1, 'x', now())`,
  ).rejects.toThrow();
  await expect(owner`delete from published.withdrawal`).rejects.toThrow(/never change/);
});

test('no plan is put first past the tracker, nor one without publications', async () => {
  const { connections, owner } = season.world;
  const choose = (sql: typeof owner, plan: string) =>
    sql`insert into published.leading_plan (plan_code, chosen_at) values (${plan}, now())`;
  await expect(choose(connections.app.$client, 'BOHOL-2')).rejects.toMatchObject({ code: '42501' });
  await expect(choose(owner, 'NONE')).rejects.toMatchObject({ code: 'BT001' });
  await choose(owner, 'BOHOL-2');
  await expect(owner`delete from published.leading_plan`).rejects.toThrow(/never change/);
});

test('what publications showed is remembered by codes that nobody changes', async () => {
  const { owner } = season.world;
  await owner`insert into tracker.plan (code, title, starts_on, ends_on, illustrative, notice)
    values ('LATER', 'A later plan', '2029-01-01', '2030-01-01', false, '')`;
  const kept = { code: 'BT001', message: 'What is published keeps its code and its plan.' };
  for (const change of [
    () => owner`update tracker.round set code = 'X' where code = ${round}`,
    () =>
      owner`update tracker.round set plan_id = (select id from tracker.plan where code = 'LATER') where code = ${round}`,
    () => owner`update tracker.indicator set code = 'X' where code = 'I-B3'`,
    () => owner`update tracker.plan set code = 'X' where code = 'BOHOL-2'`,
  ]) {
    await expect(change()).rejects.toMatchObject(kept);
  }
  // What nobody has seen yet may still be called otherwise.
  await owner`update tracker.plan set code = 'SOON' where code = 'LATER'`;
  await owner`update tracker.round set code = 'Y' where code = '2026-H1'`;
});
