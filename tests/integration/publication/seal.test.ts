import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSigner } from '#server/publications/signer.ts';
import { type BundleFiles, verifyBundle } from '#server/publications/verify-bundle.ts';
import { verifyPublicationCommand } from '#server/admin/verify-commands.ts';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadPublicPages } from '#tests/support/pages-from-source.ts';
import { createTeam } from '#tests/support/reports.ts';
import { rounds } from '#tests/support/rounds.ts';
import { makePhoto } from '#tests/support/sample-files.ts';
import { createSeason, type Season } from './season.ts';

const round = '2024-H2';
const origin = 'https://tracker.test';
let season: Season;

beforeAll(async () => {
  season = await createSeason(12);
  await season.open(round);
  const team = await createTeam(season.world, 'TH');
  const key = { round, reporter: 'TH' };
  const sheet = await team.focal.caller.submission.get(key);
  await team.focal.caller.evidence.addFile({
    ...key,
    subject: 'activity',
    code: sheet.activities[0]?.code ?? '',
    title: 'Photograph',
    disclosure: 'public',
    file: new File([new Uint8Array(await makePhoto())], 'Training in March.jpg'),
  });
  await team.focal.caller.submission.saveActivityReport({
    ...key,
    activity: sheet.activities[0]?.code ?? '',
    status: 'on_track',
    achievements: 'Trained.',
    version: 0,
  });
  let { version } = await team.clearing.caller.submission.clear({ ...key, version: sheet.header.version });
  ({ version } = await team.focal.caller.submission.submit({ ...key, version }));
  await season.secretariat.caller.review.accept({ ...key, version });
  for (const reporter of ['KH', 'VN', 'MY', 'SOMTC']) await season.report(round, reporter);
  await season.compileAndPublish(round);
  await season.correct(round, 'KH', {});
  await season.compileAndPublish(round);
});
afterAll(() => season?.world.close());

const asFiles = (files: ReadonlyMap<string, Uint8Array>): BundleFiles => ({
  paths: [...files.keys()],
  read: (path) => Promise.resolve(files.get(path) ?? new Uint8Array()),
});

/** The bundle of a publication as somebody downloads it, unpacked. */
async function download(number: number): Promise<Map<string, Uint8Array>> {
  const { open } = await season.world.anonymous.dashboard.bundle({ number, origin });
  const zip = new Uint8Array(await new Response(open()).arrayBuffer());
  return new Map(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes]),
  );
}

const verify = async (number: number, key: string | null = null) =>
  verifyBundle(asFiles(await download(number)), key);

/** Changes the database as only somebody can who holds it, looks, and puts it back. */
async function withChange(change: string, undo: string, look: () => Promise<void>): Promise<void> {
  const { owner } = season.world;
  const run = (statement: string) =>
    owner.begin(async (tx) => {
      await tx.script(`set local session_replication_role = replica; ${statement}`);
    });
  await run(change);
  try {
    await look();
  } finally {
    await run(undo);
  }
}

test('a publication is as it was sealed, with its evidence', async () => {
  for (const number of [1, 2]) {
    const { faults, verified } = await verify(number);
    expect(faults).toEqual([]);
    expect(verified).toMatchObject({ publication: number });
    expect(verified?.parts).toBeGreaterThan(300);
  }
  const files = await download(1);
  expect([...files.keys()].filter((path) => path.startsWith('data/evidence/'))).toHaveLength(1);
  expect([...files.keys()].filter((path) => !path.startsWith('data/')).sort()).toEqual([
    'README.txt',
    'bag-info.txt',
    'bagit.txt',
    'key.pem',
    'manifest-sha256.txt',
    'seal.json',
    'signature.bin',
    'statement.txt',
    'tagmanifest-sha256.txt',
  ]);
});

test('the key of another tracker has not signed it', async () => {
  const { faults } = await verify(1, createSigner('another secret').publicKey);
  expect(faults).toContain('The signature is not by the key that you gave.');
});

test('what did not change from one publication to the next is stored once', async () => {
  const [counts] = await season.world.owner<{ places: number; documents: number; shared: number }[]>`
    select count(*)::integer as places, count(distinct sha256)::integer as documents,
      (select count(*) from published.publication_document a
        join published.publication_document b on b.publication = 2 and b.address = a.address and b.sha256 = a.sha256
        where a.publication = 1)::integer as shared
    from published.publication_document`;
  expect(counts?.shared).toBeGreaterThan(100);
  expect(counts?.documents).toBeLessThan((counts?.places ?? 0) - (counts?.shared ?? 0) + 1);
});

describe('what somebody changes who holds the database is named', () => {
  const check = 'alter table published.document drop constraint';

  test('a letter in any document', async () => {
    const { owner } = season.world;
    const names = await owner<{ name: string }[]>`
      select conname as name from pg_constraint where conrelid = 'published.document'::regclass and contype = 'c'`;
    const rows = await owner<{ address: string; sha256: string; body: string }[]>`
      select min(p.address) as address, d.sha256, d.body
      from published.publication_document p join published.document d using (sha256)
      where p.publication = 1 group by d.sha256, d.body order by d.kind, d.sha256`;
    const kinds = new Map(rows.map((row) => [row.address.split('/')[0], row]));
    expect(kinds.size).toBe(21);
    for (const { name } of names) await owner.script(`${check} ${name}`);
    const tried = [...kinds].filter((_, at) => at % rounds(3, 1) === 0);
    for (const [kind, { address, sha256, body }] of tried) {
      const at = Math.floor(body.length / 2);
      const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`;
      const write = (text: string) =>
        `update published.document set body = $text$${text}$text$ where sha256 = '${sha256}'`;
      await withChange(write(changed), write(body), async () => {
        const { faults } = await verify(1);
        expect(faults, kind).toContain(`documents/${address}.json was altered.`);
      });
    }
    expect((await verify(1)).faults).toEqual([]);
  });

  const point = (address: string, to: string) =>
    `update published.publication_document set sha256 = (select sha256 from published.publication_document
      where publication = 1 and address = '${to}') where publication = 1 and address = '${address}'`;

  test('a place that points elsewhere, and two that are swapped', async () => {
    const { owner } = season.world;
    const [one, other] = await owner<{ address: string; sha256: string }[]>`
      select distinct on (sha256) address, sha256 from published.publication_document
      where publication = 1 and address like 'values/%' order by sha256 limit 2`;
    const back = [one!, other!]
      .map(
        ({ address, sha256 }) =>
          `update published.publication_document set sha256 = '${sha256}' where publication = 1 and address = '${address}'`,
      )
      .join(';');
    await withChange(point(one!.address, other!.address), back, async () => {
      expect((await verify(1)).faults).toEqual([`documents/${one!.address}.json was altered.`]);
    });
    const swap = `update published.publication_document p set sha256 = case p.address when '${one!.address}'
      then '${other!.sha256}' else '${one!.sha256}' end
      where publication = 1 and address in ('${one!.address}', '${other!.address}')`;
    await withChange(swap, back, async () => {
      expect((await verify(1)).faults.sort()).toEqual(
        [one!, other!].map(({ address }) => `documents/${address}.json was altered.`).sort(),
      );
    });
  });

  test('a document that is gone, and one that was added', async () => {
    const [row] = await season.world.owner<{ address: string; sha256: string }[]>`
      select address, sha256 from published.publication_document where publication = 1 and address like 'values/%' limit 1`;
    const add = (address: string) =>
      `insert into published.publication_document values (1, '${address}', '${row!.sha256}')`;
    const remove = (address: string) =>
      `delete from published.publication_document where publication = 1 and address = '${address}'`;
    await withChange(remove(row!.address), add(row!.address), async () => {
      expect((await verify(1)).faults).toEqual([`documents/${row!.address}.json is missing.`]);
    });
    await withChange(add('values/I-Z9/2099-H1'), remove('values/I-Z9/2099-H1'), async () => {
      expect((await verify(1)).faults).toEqual([
        'documents/values/I-Z9/2099-H1.json was added: the seal does not name it.',
      ]);
    });
  });

  test('another document put in the place of what the publication says of itself', async () => {
    const [two] = await season.world.owner<{ sha256: string }[]>`
      select sha256 from published.publication_document where publication = 2 and address = 'publication'`;
    const [one] = await season.world.owner<{ sha256: string }[]>`
      select sha256 from published.publication_document where publication = 1 and address = 'publication'`;
    const set = (sha256: string) =>
      `update published.publication_document set sha256 = '${sha256}' where publication = 1 and address = 'publication'`;
    await withChange(set(two!.sha256), set(one!.sha256), async () => {
      expect((await verify(1)).faults).toEqual(['documents/publication.json was altered.']);
    });
  });

  test('a file of evidence, altered or gone', async () => {
    const { owner, base } = season.world;
    const [file] = await owner<{ key: string; id: string }[]>`
      select storage_key as key, id from rows.evidence where publication = 1 and kind = 'file'`;
    const content = new Uint8Array(await new Response(await base.files.open(file!.key)).arrayBuffer());
    const altered = content.slice();
    altered[100] = (altered[100] ?? 0) ^ 1;
    await base.files.remove(file!.key);
    await base.files.put(file!.key, altered, 'image/jpeg');
    expect((await verify(1)).faults).toEqual([`evidence/${file!.id}.jpg was altered.`]);
    await base.files.remove(file!.key);
    expect((await verify(1)).faults).toEqual([`evidence/${file!.id}.jpg is missing.`]);
    await base.files.put(file!.key, content, 'image/jpeg');
    expect((await verify(1)).faults).toEqual([]);
  });

  test.each([
    ['signature', `'${Buffer.alloc(64).toString('base64')}'`, 'The signature was altered'],
    [
      'signature',
      `(select signature from published.seal where publication = 2)`,
      'The signature was altered',
    ],
    [
      'manifest',
      `overlay(manifest placing case when left(manifest, 1) = '0' then '1' else '0' end from 1 for 1)`,
      'manifest-sha256.txt was altered',
    ],
    ['root_sha256', `repeat('0', 64)`, 'manifest-sha256.txt was altered'],
  ])('the seal: its %s', async (column, value, expected) => {
    const { owner } = season.world;
    await owner.script('alter table published.seal drop constraint if exists seal_check');
    const [before] = await owner<Record<string, string>[]>`
      select signature, manifest, root_sha256 from published.seal where publication = 1`;
    await withChange(
      `update published.seal set ${column} = ${value} where publication = 1`,
      `update published.seal set ${column} = $text$${before![column]}$text$ where publication = 1`,
      async () => {
        expect((await verify(1)).faults.join('\n')).toContain(expected);
      },
    );
    expect((await verify(1)).faults).toEqual([]);
  });

  test('the key', async () => {
    const { owner } = season.world;
    const [key] = await owner<
      { id: string; public_key: string }[]
    >`select id, public_key from published.signing_key`;
    const set = (pem: string) => `update published.signing_key set public_key = $text$${pem}$text$`;
    await withChange(set(createSigner('forged').publicKey), set(key!.public_key), async () => {
      const { faults } = await verify(1);
      expect(faults.join('\n')).toContain('The signature was altered');
      expect(faults.join('\n')).toContain(`The key is not the one that the seal names, ${key!.id}.`);
    });
  });
});

test('any byte of a downloaded bundle', async () => {
  const files = await download(2);
  const paths = [...files.keys()].filter((path) => path.startsWith('data/'));
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, where, by) => {
      const path = paths[which % paths.length] ?? '';
      const bytes = files.get(path)!.slice();
      bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ by;
      const { faults } = await verifyBundle(asFiles(new Map([...files, [path, bytes]])), null);
      expect(faults).toEqual([`${path.slice(5)} was altered.`]);
    }),
    { numRuns: rounds(6, 20) },
  );
});

test('the command looks at a folder, a file and an address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bohol-bundle-'));
  const run = async (from: string, key: string | null = null) => {
    const said: string[] = [];
    const given = { words: { 'DIRECTORY|URL': from }, text: () => key, has: () => false };
    const failed = await verifyPublicationCommand
      .run(given, (line) => said.push(line))
      .then(
        () => null,
        (error: Error) => error.message,
      );
    return { said, failed };
  };
  const server = await serveWorld(season.world, { loadBuild: loadPublicPages });
  try {
    for (const [path, bytes] of await download(1)) {
      await mkdir(dirname(join(folder, 'bag', path)), { recursive: true });
      await writeFile(join(folder, 'bag', path), bytes);
    }
    const whole = await run(join(folder, 'bag'));
    expect(whole.failed).toBeNull();
    expect(whole.said[0]).toMatch(/^Publication 1 is as it was sealed: \d+ documents and files\.$/);
    expect(await run(folder)).toEqual(whole);
    expect(await run(`${server.origin}/publications/1`)).toEqual(whole);
    await writeFile(join(folder, 'bag/data/documents/plan.json'), '{}');
    expect(await run(join(folder, 'bag'))).toEqual({
      said: ['documents/plan.json was altered.'],
      failed: 'The publication is not as it was sealed.',
    });
    expect((await run(join(folder, 'nowhere'))).failed).toMatch(/^There is no folder /);
    expect((await run(`${server.origin}/publications/99`)).failed).toMatch(/answers with 404\.$/);

    // Every document has an address of its own, and is there what the seal says.
    const manifest = (await (await fetch(`${server.origin}/publications/1/manifest.json`)).json()) as {
      parts: { path: string; sha256: string; bytes: number | null }[];
      seal: { root: string };
    };
    const files = await download(1);
    for (const { path } of manifest.parts.filter(
      (_, at) => at % 40 === 0 && _.path.startsWith('documents/'),
    )) {
      const answer = await fetch(`${server.origin}/publications/1/${path}`);
      expect(Buffer.from(await answer.arrayBuffer()), path).toEqual(Buffer.from(files.get(`data/${path}`)!));
    }
    const page = await (await fetch(`${server.origin}/publications/1/seal`)).text();
    expect(page).toContain(manifest.seal.root);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
});
