import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createCaller } from '#server/trpc/root.ts';
import { makeField, makeWord } from '#tests/support/office-documents.ts';
import { refusalOf } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, startReport, type Team } from '#tests/support/reports.ts';
import { maker, makeDocx, makePhoto, words } from '#tests/support/sample-files.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const key = { round, reporter: 'TH' };
let world: World;
let office: Person;
let team: Team;
let items: { activity: string; indicator: string };
let photo: File;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  team = await createTeam(world, 'TH');
  items = await startReport(team, key);
  photo = new File([new Uint8Array(await makePhoto())], 'Training in March.jpg');
});
afterAll(() => world.close());

const onActivity = () => ({ ...key, subject: 'activity' as const, code: items.activity });
const onIndicator = () => ({ ...key, subject: 'indicator' as const, code: items.indicator });
const focal = () => team.focal.caller;

async function download(person: Person, evidence: number): Promise<Buffer> {
  const file = await person.caller.evidence.open({ evidence });
  return Buffer.from(await new Response(await file.open()).arrayBuffer());
}

async function countFiles(files: FileStorage = world.base.files): Promise<number> {
  let count = 0;
  for await (const _ of files.list()) count += 1;
  return count;
}

/** Somebody who writes for an agency of Thailand, which holds these parts. */
async function createAgencyWriter(
  acronym: string,
  parts: { activity?: string; indicator?: string; dimension?: string; category?: string }[],
): Promise<Person> {
  const person = await world.createPerson([{ role: 'contributor', reporter: 'TH' }]);
  await world.owner`
    insert into tracker.agency (state_id, acronym, name, from_on)
    select state_id, ${acronym}, ${acronym}, '2023-01-01' from tracker.reporter where code = 'TH'`;
  await world.owner`
    update tracker.assignment set agency_id = (select id from tracker.agency where acronym = ${acronym})
    where person_id = ${person.id}`;
  for (const { activity, indicator, dimension, category } of parts) {
    await world.owner`
      insert into tracker.responsibility (reporter_id, agency_id, activity_id, indicator_id, dimension_code,
        category_code, assigned_by, assigned_at)
      select r.id, g.id, (select id from tracker.activity where code = ${activity ?? null}),
        (select id from tracker.indicator where code = ${indicator ?? null}), ${dimension ?? null},
        ${category ?? null}, ${team.focal.id}, now()
      from tracker.reporter r, tracker.agency g where r.code = 'TH' and g.acronym = ${acronym}`;
  }
  const viewer = await getViewer(world.connections.app, world.base.viewerSecret, person.id);
  if (!viewer) throw new Error('The person is gone.');
  return { ...person, viewer, caller: createCaller({ ...world.base, viewer }) };
}

describe('a file', () => {
  test('says what was removed from it, and one of a kind that was taken once is given back', async () => {
    const active = makeWord(
      `<w:p>${makeField(['DDEAUTO cmd "/c calc"'.replaceAll('"', '&quot;')], 'Forty')}</w:p>`,
    );
    const file = new File([new Uint8Array(active)], 'Active.docx');
    const { id } = await focal().evidence.addFile({ ...onActivity(), file, title: 'Active' });
    expect(await focal().evidence.get({ evidence: id })).toMatchObject({
      removed: expect.stringMatching(/^Removed: fields/),
    });
    const stored = await download(team.focal, id);
    const given = unzipSync(new Uint8Array(stored))['word/document.xml'];
    expect(Buffer.from(given ?? []).toString()).toMatch(/Forty/);
    expect(Buffer.from(given ?? []).toString()).not.toMatch(/DDEAUTO/);
    const unknown = world.owner`update tracker.evidence set removed_contents = '{lies}' where id = ${id}`;
    expect(await refusalOf(unknown)).toBe('23514');
    // As they were stored before their kinds were dropped.
    const office = 'application/vnd.openxmlformats-officedocument';
    for (const [contentType, fileName, word] of [
      ['application/vnd.oasis.opendocument.text', 'Old.odt', 'OpenDocument text'],
      [`${office}.presentationml.presentation`, 'Old.pptx', 'PowerPoint presentation'],
      ['image/webp', 'Old.webp', 'WebP image'],
    ] as const) {
      await world.owner`update tracker.evidence set content_type = ${contentType}, file_name = ${fileName} where id = ${id}`;
      const open = await focal().evidence.open({ evidence: id });
      expect([open.contentType, open.fileName, describeFileKind(contentType)]).toEqual([
        contentType,
        fileName,
        word,
      ]);
      expect(await download(team.focal, id)).toEqual(Buffer.from(stored));
    }
    await focal().evidence.remove({ evidence: id });
  });

  test('is kept cleaned, under its name, with what is known of it, and given back', async () => {
    const docx = new File([new Uint8Array(await makeDocx())], 'C:\\Users\\somchai\\รายงาน.docx');
    const { id } = await focal().evidence.addFile({ ...onActivity(), file: docx, title: '' });
    const { items: listed } = await focal().evidence.list({
      ...key,
      item: { subject: 'activity', code: items.activity },
    });
    const item = listed.find((one) => one.id === id);
    expect(item).toMatchObject({
      kind: 'file',
      title: 'รายงาน',
      fileName: 'รายงาน.docx',
      contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      scan: 'not_scanned',
      disclosure: 'private',
      subject: 'activity',
      code: items.activity,
    });
    const content = await download(team.focal, id);
    expect(item).toMatchObject({ sizeBytes: content.length });
    expect(content.includes(maker)).toBe(false);
    const { unzipSync } = await import('fflate');
    expect(Buffer.from(unzipSync(content)['word/document.xml']!).includes(words)).toBe(true);
    const [row] = await world.owner<{ storage_key: string }[]>`
      select storage_key from tracker.evidence where id = ${id}`;
    expect(row?.storage_key).toMatch(/^[0-9a-f]{32}$/);
  });

  test('sent twice under one id is there once, and stored once', async () => {
    const requestId = '6b6f9d0c-51ab-4a6e-9a54-0d8b4c1a2f11';
    const before = await countFiles();
    const first = await focal().evidence.addFile({ ...onActivity(), file: photo, requestId });
    const again = await focal().evidence.addFile({ ...onActivity(), file: photo, requestId });
    expect(again).toEqual(first);
    expect(await countFiles()).toBe(before + 1);
    const other = new File([new Uint8Array(await makePhoto('png'))], 'other.png');
    const refusal = await refusalOfCall(
      focal().evidence.addFile({ ...onActivity(), file: other, requestId }),
    );
    expect(refusal.code).toBe('BAD_INPUT');
  });

  test('that is refused leaves no row and no file, and says why at the field', async () => {
    const before = await countFiles();
    const program = new File([Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])], 'report.pdf');
    const refusal = await refusalOfCall(focal().evidence.addFile({ ...onActivity(), file: program }));
    expect(refusal).toMatchObject({
      code: 'BAD_INPUT',
      fields: [{ path: 'file', message: expect.stringMatching(/not taken/) }],
    });
    const large = new File([new Uint8Array(20_000_001)], 'large.pdf');
    expect(await refusalOfCall(focal().evidence.addFile({ ...onActivity(), file: large }))).toMatchObject({
      fields: [{ path: 'file', message: 'The file has 20 MB; at most 20 MB are taken.' }],
    });
    expect(await countFiles()).toBe(before);
  });

  test('is not even examined for an item that the report does not have, or a title that is wrong', async () => {
    const unread = {
      ...world.base,
      viewer: team.focal.viewer,
      fileIntake: { take: () => Promise.reject(new Error('Examined.')) },
    };
    const caller = createCaller(unread);
    expect(
      (await refusalOfCall(caller.evidence.addFile({ ...onActivity(), code: 'Z9.9', file: photo }))).code,
    ).toBe('NOT_FOUND');
    const long = await refusalOfCall(
      caller.evidence.addFile({ ...onActivity(), title: 'a'.repeat(301), file: photo }),
    );
    expect(long.fields).toEqual([{ path: 'title', message: 'Shorten this to 300 characters.' }]);
    const cell = await refusalOfCall(
      caller.evidence.addFile({ ...onIndicator(), cell: 'sex=no-such', file: photo }),
    );
    expect(cell.fields[0]?.path).toBe('cell');
    const activityCell = await refusalOfCall(
      caller.evidence.addFile({ ...onActivity(), cell: 'total', file: photo }),
    );
    expect(activityCell.fields[0]?.path).toBe('cell');
  });

  test('whose storage is away is told as a fault, and no row is written', async () => {
    const away = { ...world.base.files, put: () => Promise.reject(new Error('The store is away.')) };
    const caller = createCaller({ ...world.base, viewer: team.focal.viewer, files: away });
    const before = (await focal().evidence.list(key)).items.length;
    await expect(caller.evidence.addFile({ ...onActivity(), file: photo })).rejects.toThrow();
    expect((await focal().evidence.list(key)).items.length).toBe(before);
  });
});

describe('a link', () => {
  test('is kept as the browser would spell it, on one figure', async () => {
    const { id } = await focal().evidence.addLink({
      ...onIndicator(),
      cell: 'total',
      url: 'example.org/a b',
    });
    expect(await focal().evidence.get({ evidence: id })).toMatchObject({
      kind: 'link',
      url: 'https://example.org/a%20b',
      title: 'example.org',
      cell: 'total',
      cellLabel: 'The total',
    });
    expect((await refusalOfCall(focal().evidence.open({ evidence: id }))).code).toBe('NOT_FOUND');
  });

  test('that runs something is refused at the field', async () => {
    const refusal = await refusalOfCall(
      focal().evidence.addLink({ ...onActivity(), url: 'javascript:alert(1)' }),
    );
    expect(refusal.fields).toEqual([{ path: 'url', message: expect.stringMatching(/https/) }]);
  });
});

test("changing and removing leave a line of history each, and a removed file is nobody's", async () => {
  const { id } = await focal().evidence.addFile({ ...onActivity(), title: 'Survey', file: photo });
  await focal().evidence.change({ evidence: id, title: 'The survey', disclosure: 'asean' });
  expect(await focal().evidence.change({ evidence: id, title: 'The survey', disclosure: 'asean' })).toEqual({
    changed: false,
  });
  expect(await focal().evidence.remove({ evidence: id })).toEqual({ removed: true });
  for (const call of [
    () => focal().evidence.get({ evidence: id }),
    () => focal().evidence.open({ evidence: id }),
    () => focal().evidence.change({ evidence: id, title: 'Again', disclosure: 'public' }),
    () => focal().evidence.remove({ evidence: id }),
  ]) {
    expect((await refusalOfCall(call())).code).toBe('NOT_FOUND');
  }
  const { revisions } = await focal().submission.history({ ...key, limit: 10 });
  const own = revisions.filter(({ subject, code }) => subject === 'evidence' && code === String(id));
  const lines = own.map(({ before, after }) =>
    [before, after].map((side) => (side as { title: string } | null)?.title),
  );
  expect(lines).toEqual([
    ['The survey', undefined],
    ['Survey', 'The survey'],
    [undefined, 'Survey'],
  ]);
  const [row] = await world.owner<{ removed_by: string; storage_key: string }[]>`
    select removed_by, storage_key from tracker.evidence where id = ${id}`;
  expect(row?.removed_by).toBe(team.focal.id);
  // Erased later, by the sweep.
  expect(await world.base.files.open(row!.storage_key)).not.toBeNull();
});

describe('who sees what', () => {
  test('an agency sees and changes the evidence of its own parts, and of no other', async () => {
    const { activities } = await (async () => {
      const sheet = await focal().submission.get(key);
      return { activities: sheet.activities.map(({ code }) => code) };
    })();
    const [mine, theirs] = [activities[1]!, activities[2]!];
    const writer = await createAgencyWriter('AAA', [{ activity: mine }]);
    const other = await createAgencyWriter('BBB', [{ activity: theirs }]);
    const place = { ...key, subject: 'activity' as const, code: mine };
    const { id } = await writer.caller.evidence.addFile({ ...place, file: photo });
    expect((await download(writer, id)).length).toBeGreaterThan(0);
    expect((await download(team.focal, id)).length).toBeGreaterThan(0);
    expect((await download(team.clearing, id)).length).toBeGreaterThan(0);
    expect((await refusalOfCall(other.caller.evidence.open({ evidence: id }))).code).toBe('NOT_FOUND');
    expect((await refusalOfCall(other.caller.evidence.remove({ evidence: id }))).code).toBe('NOT_FOUND');
    expect((await other.caller.evidence.list(key)).items).toEqual([]);
    expect((await refusalOfCall(other.caller.evidence.addFile({ ...place, file: photo }))).code).toBe(
      'NOT_FOUND',
    );
    expect(
      (await refusalOfCall(other.caller.evidence.addLink({ ...place, url: 'https://example.org' }))).code,
    ).toBe('NOT_FOUND');
    await writer.caller.evidence.change({ evidence: id, title: 'Ours', disclosure: 'private' });
    expect(await writer.caller.evidence.remove({ evidence: id })).toEqual({ removed: true });
  });

  test('a figure that another agency holds takes evidence from that agency alone', async () => {
    const [found] = await world.owner<{ code: string; dimension: string; first: string; second: string }[]>`
      select i.code, d.dimension_code as dimension, min(c.code) as first, max(c.code) as second
      from tracker.indicator_report ir
      join tracker.submission s on s.id = ir.submission_id
      join tracker.reporter r on r.id = s.reporter_id and r.code = 'TH'
      join tracker.indicator i on i.id = ir.indicator_id
      join tracker.indicator_dimension d on d.indicator_id = i.id
      join tracker.category c on c.dimension_code = d.dimension_code
      group by i.code, d.dimension_code order by 1, 2 limit 1`;
    const { code, dimension, first, second } = found!;
    const one = await createAgencyWriter('CCC', [{ indicator: code, dimension, category: first }]);
    const two = await createAgencyWriter('DDD', [{ indicator: code, dimension, category: second }]);
    const place = { ...key, subject: 'indicator' as const, code };
    const cell = `${dimension}=${first}`;
    const { cells } = await one.caller.evidence.list({ ...key, item: { subject: 'indicator', code } });
    expect(cells.map((known) => known.cell)).toEqual([cell]);
    const { id } = await one.caller.evidence.addLink({ ...place, cell, url: 'https://example.org/one' });
    expect((await refusalOfCall(two.caller.evidence.get({ evidence: id }))).code).toBe('NOT_FOUND');
    const refusal = await refusalOfCall(
      two.caller.evidence.addLink({ ...place, cell, url: 'https://example.org' }),
    );
    expect(refusal.fields[0]?.path).toBe('cell');
    expect((await one.caller.evidence.get({ evidence: id })).cell).toBe(cell);
  });

  test('the secretariat sees what is not private while it has the report; others never', async () => {
    const malaysia = { round, reporter: 'MY' };
    const own = await createTeam(world, 'MY');
    const { activity } = await startReport(own, malaysia);
    const stranger = await world.createPerson([{ role: 'focal_point', reporter: 'SG' }]);
    const administrator = await world.createPerson([{ role: 'administrator' }]);
    const body = await world.createPerson([{ role: 'focal_point', reporter: 'SOMTC' }]);
    const place = { ...malaysia, subject: 'activity' as const, code: activity };
    const ids: Record<string, number> = {};
    for (const disclosure of ['private', 'asean', 'public'] as const) {
      ids[disclosure] = (await own.focal.caller.evidence.addFile({ ...place, disclosure, file: photo })).id;
    }
    const scan = await own.focal.caller.evidence.addClearanceScan({ ...malaysia, file: photo });
    ids['scan'] = scan.id;
    const seenBy = async (person: Person) => {
      const seen: string[] = [];
      for (const [name, evidence] of Object.entries(ids)) {
        const outcome = await person.caller.evidence.open({ evidence }).then(
          () => 'open',
          (error: { cause?: { code?: string } }) => error.cause?.code,
        );
        if (outcome === 'open') seen.push(name);
        else expect(outcome).toBe('NOT_FOUND');
      }
      return seen;
    };
    const everybodyElse = async () => {
      for (const person of [stranger, administrator, body]) expect(await seenBy(person)).toEqual([]);
    };
    expect(await seenBy(own.clearing)).toEqual(['private', 'asean', 'public', 'scan']);
    expect(await seenBy(office)).toEqual([]);
    await everybodyElse();
    // The rest of the way, from where startReport has left it.
    let { version } = await own.clearing.caller.submission.clear({ ...malaysia, version: 1 });
    expect(await seenBy(office)).toEqual([]);
    ({ version } = await own.focal.caller.submission.submit({ ...malaysia, version }));
    expect(await seenBy(office)).toEqual(['asean', 'public']);
    expect((await office.caller.evidence.list(malaysia)).items.map(({ disclosure }) => disclosure)).toEqual([
      'asean',
      'public',
    ]);
    expect(await office.caller.evidence.scans(malaysia)).toEqual([]);
    await everybodyElse();
    // While it is away nothing of it changes, not even who may see it.
    const change = own.focal.caller.evidence.change({
      evidence: ids['private']!,
      title: 'Open',
      disclosure: 'public',
    });
    expect((await refusalOfCall(change)).code).toBe('NOT_OPEN');
    expect((await refusalOfCall(own.focal.caller.evidence.remove({ evidence: ids['asean']! }))).code).toBe(
      'NOT_OPEN',
    );
    await office.caller.review.return({ ...malaysia, version, reason: 'Add the figures.' });
    expect(await seenBy(office)).toEqual([]);
    expect(await seenBy(own.focal)).toEqual(['private', 'asean', 'public', 'scan']);
  });

  test('a partial return opens the evidence of what was asked about, and of nothing else', async () => {
    const laos = { round, reporter: 'LA' };
    const own = await createTeam(world, 'LA');
    const { activity } = await bringReportTo(office, own, laos, 'returned');
    const sheet = await own.focal.caller.submission.get(laos);
    const other = sheet.activities.map(({ code }) => code).find((code) => code !== activity)!;
    const link = { ...laos, subject: 'activity' as const, url: 'https://example.org' };
    const scope = await world.owner<{ return_scope: string }[]>`
      select return_scope from tracker.submission s join tracker.reporter r on r.id = s.reporter_id where r.code = 'LA'`;
    expect((await own.focal.caller.evidence.addLink({ ...link, code: activity })).id).toBeGreaterThan(0);
    const outcome = await own.focal.caller.evidence.addLink({ ...link, code: other }).then(
      () => 'added',
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
    expect(outcome).toBe(scope[0]?.return_scope === 'all' ? 'added' : 'NOT_OPEN');
    expect(scope[0]?.return_scope).toBe('queried');
  });
});

describe('signed scans', () => {
  test('belong to the report, name the draft that was signed, and are private for good', async () => {
    const pack = await focal().clearance.createPack(key);
    const { id } = await team.clearing.caller.evidence.addClearanceScan({
      ...key,
      packReference: pack.reference,
      file: photo,
    });
    const scans = await focal().evidence.scans(key);
    expect(scans).toMatchObject([
      { id, purpose: 'clearance', disclosure: 'private', packReference: pack.reference, subject: null },
    ]);
    expect((await focal().evidence.list(key)).items.some((item) => item.id === id)).toBe(false);
    const shown = await refusalOfCall(
      focal().evidence.change({ evidence: id, title: 'Signed', disclosure: 'asean' }),
    );
    expect(shown.fields).toEqual([{ path: 'disclosure', message: 'A signed scan is always private.' }]);
    await expect(
      world.owner`update tracker.evidence set disclosure = 'asean' where id = ${id}`,
    ).rejects.toThrow(/evidence_clearance_is_private/);
  });

  test('of a draft of another report, or of none, are refused at the field', async () => {
    const other = await createTeam(world, 'VN');
    await startReport(other, { round, reporter: 'VN' });
    const foreign = await other.focal.caller.clearance.createPack({ round, reporter: 'VN' });
    for (const packReference of [foreign.reference, 'TH-2024-H2-999']) {
      const refusal = await refusalOfCall(
        focal().evidence.addClearanceScan({ ...key, packReference, file: photo }),
      );
      expect(refusal.fields[0]?.path).toBe('packReference');
    }
  });
});

describe('over HTTP', () => {
  test('files do not come as JSON, and no content goes out that way', async () => {
    const { serveWorld } = await import('#tests/support/http-server.ts');
    const server = await serveWorld(world);
    try {
      const cookie = await server.signIn(team.focal);
      for (const file of [{}, 'aGVsbG8=', { name: 'a.pdf', size: 3 }, null]) {
        const answer = await server.mutate('evidence.addFile', { ...onActivity(), file }, { cookie });
        expect(answer.status).toBe(400);
        expect(JSON.parse(answer.text).error.data).toMatchObject({
          stableCode: 'BAD_INPUT',
          fields: [{ path: 'file', message: 'This is missing.' }],
        });
      }
      const { id } = await focal().evidence.addFile({ ...onActivity(), file: photo });
      const input = encodeURIComponent(JSON.stringify({ evidence: id }));
      const opened = await server.send({
        path: `/api/trpc/evidence.open?input=${input}`,
        headers: { cookie },
      });
      expect(opened.status).toBe(200);
      expect(JSON.parse(opened.text).result.data).toEqual({
        fileName: 'Training in March.jpg',
        contentType: 'image/jpeg',
        sizeBytes: expect.any(Number),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    } finally {
      await server.stop();
    }
  });
});

describe('the database by itself', () => {
  test('keeps a removed piece removed, whoever asks, and its file unchanged', async () => {
    const { id } = await focal().evidence.addLink({ ...onActivity(), url: 'https://example.org/kept' });
    await focal().evidence.remove({ evidence: id });
    const { asViewer } = await import('#db/as-viewer.ts');
    const { sql } = await import('drizzle-orm');
    const viewer = { personId: team.focal.id, viewerSecret: world.base.viewerSecret };
    const run = (statement: string) =>
      asViewer(world.connections.app, viewer, (tx) => tx.execute(sql.raw(statement)));
    expect(
      await run(`update tracker.evidence set removed_at = null where id = ${id} returning id`),
    ).toHaveLength(0);
    for (const column of ['url', 'storage_key', 'added_by', 'submission_id', 'sha256']) {
      await expect(run(`update tracker.evidence set ${column} = null where id = ${id}`)).rejects.toThrow();
    }
    const { id: kept } = await focal().evidence.addLink({ ...onActivity(), url: 'https://example.org/kept' });
    await expect(
      run(`update tracker.evidence set removed_at = now(), removed_by = '${office.id}' where id = ${kept}`),
    ).rejects.toThrow();
    await expect(run(`delete from tracker.evidence where id = ${kept}`)).rejects.toThrow();
  });
});
