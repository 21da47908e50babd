import { sql } from 'drizzle-orm';
import { RouterContextProvider } from 'react-router';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RequestContext, requestContext } from '#app/request-context.ts';
import { loader } from '#app/routes/public/evidence-download.ts';
import { deleteRemovedFiles } from '#server/files/sweep-files.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { createTeam, type Team } from '#tests/support/reports.ts';
import { makePhoto } from '#tests/support/sample-files.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const key = { round, reporter: 'TH' };
let world: World;
let office: Person;
let team: Team;
let photo: File;
let activity: string;
/** Released, withheld, released with a small number of persons, and internal. */
const indicators = { shown: 'I-B8', withheld: 'I-C2', small: 'I-B3', internal: 'I-C7' };
let version = 0;
const ids = new Map<string, number>();

const focal = () => team.focal.caller;

async function attach(
  title: string,
  place: { subject: 'activity'; code: string },
  disclosure: 'private' | 'asean' | 'public',
) {
  const { id } = await focal().evidence.addFile({ ...key, ...place, title, disclosure, file: photo });
  ids.set(title, id);
}

async function takeToAcceptance() {
  ({ version } = await team.clearing.caller.submission.clear({ ...key, version }));
  ({ version } = await focal().submission.submit({ ...key, version }));
  ({ version } = await office.caller.review.accept({ ...key, version }));
}

async function reopen() {
  ({ version } = await office.caller.review.reopen({ ...key, version, reason: 'Once more.' }));
}

async function publish(): Promise<number> {
  await office.caller.compilation.create({ round });
  return (await office.caller.publication.publish({ round })).number;
}

const listPublished = (publication: number) =>
  world.owner<{ id: string; title: string; storage_key: string | null }[]>`
    select id, title, storage_key from rows.evidence where publication = ${publication} order by title`;

/** The address as a browser asks for it; a refusal as its status. */
async function download(publication: string, id: string, init: RequestInit = {}): Promise<Response> {
  const context = new RouterContextProvider();
  const asked = { publicCaller: world.anonymous, requestId: 'TEST-00001' };
  context.set(requestContext, asked as unknown as RequestContext);
  const request = new Request(`http://127.0.0.1:3000/evidence/${publication}/${id}`, init);
  try {
    const answer = await loader({ context, request, params: { publication, id } } as unknown as Parameters<
      typeof loader
    >[0]);
    return answer;
  } catch (error) {
    const { init: refused } = error as { init?: { status?: number } };
    return new Response(null, { status: refused?.status ?? 500 });
  }
}

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  team = await createTeam(world, 'TH');
  photo = new File([new Uint8Array(await makePhoto())], 'Training in March.jpg');
  const sheet = await focal().submission.get(key);
  activity = sheet.activities[0]!.code;
  await focal().submission.saveActivityReport({
    ...key,
    activity,
    status: 'on_track',
    achievements: 'Words that are not released.',
    version: 0,
  });
  for (const [code, release, value] of [
    [indicators.shown, 'national', 120],
    [indicators.withheld, 'withheld', 55],
    [indicators.small, 'national', 2],
  ] as const) {
    await focal().submission.saveIndicatorValues({
      ...key,
      indicator: code,
      cells: [{ by: {}, state: 'reported', value }],
      release,
      note: '',
      version: 0,
    });
  }
  const onActivity = { subject: 'activity', code: activity } as const;
  await attach('public on the activity', onActivity, 'public');
  await attach('for ASEAN on the activity', onActivity, 'asean');
  await attach('private on the activity', onActivity, 'private');
  await attach('removed from the activity', onActivity, 'public');
  await focal().evidence.remove({ evidence: ids.get('removed from the activity')! });
  for (const [name, code] of Object.entries(indicators))
    await focal().evidence.addLink({
      ...key,
      subject: 'indicator',
      code,
      title: `public on what is ${name}`,
      disclosure: 'public',
      url: `https://example.org/${name}`,
    });
  await focal().evidence.addLink({
    ...key,
    ...onActivity,
    title: 'public link',
    disclosure: 'public',
    url: 'https://example.org/report',
  });
  version = (await focal().submission.get(key)).header.version;
  await takeToAcceptance();
});
afterAll(() => world?.close());

describe('a publication', () => {
  let first: number;
  let released: { id: string; title: string; storage_key: string | null }[];
  beforeAll(async () => {
    first = await publish();
    released = [...(await listPublished(first))];
  });

  test('has what was marked public, of figures only where all of them are shown', () => {
    expect(released.map(({ title }) => title)).toEqual([
      'public link',
      'public on the activity',
      'public on what is shown',
    ]);
  });

  test('gives a file to everybody, and nothing that is not in it', async () => {
    const { dashboard } = world.anonymous;
    const file = released.find(({ title }) => title === 'public on the activity')!;
    const opened = await dashboard.evidenceFile({ publication: first, id: file.id });
    expect(opened).toMatchObject({ fileName: 'Training in March.jpg', contentType: 'image/jpeg' });
    const content = Buffer.from(await new Response(await opened.open()).arrayBuffer());
    expect(content).toHaveLength(opened.sizeBytes);
    const link = released.find(({ title }) => title === 'public link')!;
    const guesses = [link.id, file.storage_key!, '0'.repeat(32)];
    const hidden = await world.owner<{ key: string }[]>`
      select storage_key as key from tracker.evidence where storage_key is not null and disclosure <> 'public'`;
    for (const id of [...guesses, ...hidden.map((row) => row.key)]) {
      expect((await refusalOfCall(dashboard.evidenceFile({ publication: first, id }))).code).toBe(
        'NOT_FOUND',
      );
    }
    const other = dashboard.evidenceFile({ publication: first + 1, id: file.id });
    expect((await refusalOfCall(other)).code).toBe('NOT_FOUND');
    expect(JSON.stringify(opened)).not.toContain(file.storage_key!);
  });

  test('sends a file as a download that can run nothing', async () => {
    const file = released.find(({ title }) => title === 'public on the activity')!;
    const answer = await download(String(first), file.id);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="Training in March.jpg"; filename*=UTF-8''Training%20in%20March.jpg`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringContaining('public'),
      // Streamed past the pages that are kept in memory.
      'x-stream': expect.any(String),
    });
    expect(Number(answer.headers.get('content-length'))).toBe((await answer.arrayBuffer()).byteLength);
    const etag = answer.headers.get('etag')!;
    expect((await download(String(first), file.id, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await download(String(first), file.id, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const [publication, id] of [
      [String(first), file.storage_key!],
      [String(first), '../../etc/passwd'],
      ['0', file.id],
      ['1e1', file.id],
      ['99', file.id],
    ] as const)
      expect((await download(publication, id)).status).toBe(404);
  });

  test('is all that the public role reads of evidence', async () => {
    for (const table of ['tracker.evidence', 'tracker.compiled_evidence'])
      await expect(world.connections.public.execute(sql`select * from ${sql.raw(table)}`)).rejects.toThrow();
    await expect(
      world.owner`update rows.evidence set title = 'Other' where publication = ${first}`,
    ).rejects.toThrow();
  });

  test('keeps a file that is removed afterwards; the next one is without it, and its checksum tells', async () => {
    const file = released.find(({ title }) => title === 'public on the activity')!;
    await reopen();
    await focal().evidence.remove({ evidence: ids.get('public on the activity')! });
    await takeToAcceptance();
    const next = await publish();
    expect((await listPublished(next)).map(({ title }) => title)).toEqual([
      'public link',
      'public on what is shown',
    ]);
    // The same evidence keeps its address.
    const kept = await listPublished(next);
    expect(kept.every(({ id }) => released.some((one) => one.id === id))).toBe(true);
    const [sums] = await world.owner<{ same: boolean }[]>`
      select count(distinct sha256) = 1 as same from tracker.compilation`;
    expect(sums?.same).toBe(false);

    const inAYear = new Date(Date.now() + 365 * 86_400_000);
    // What was removed before it was compiled goes; what is published stays.
    expect(await deleteRemovedFiles(world.owner, world.base.files, inAYear)).toBe(1);
    const opened = await world.anonymous.dashboard.evidenceFile({ publication: first, id: file.id });
    expect(await opened.open()).not.toBeNull();
    await world.base.files.remove(file.storage_key!);
    expect(await opened.open()).toBeNull();
    // The same file may have been stored more than once: one copy is enough.
    const copies = ['0'.repeat(32), 'f'.repeat(32)];
    await world.owner`insert into published.stored_file (sha256, storage_key)
      select ${opened.sha256}, unnest(${copies}::text[])`;
    await world.base.files.put(copies[1]!, new Uint8Array(await photo.arrayBuffer()), 'image/jpeg');
    expect(await opened.open()).not.toBeNull();
    await world.base.files.remove(copies[1]!);
    expect((await download(String(first), file.id)).status).toBe(410);
  });
});
