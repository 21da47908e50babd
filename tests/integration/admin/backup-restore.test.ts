import { readdirSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeBackup } from '#server/admin/backup/write-backup.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { makeDirectory } from './admin-command.ts';
import {
  awkwardText,
  connectOwner,
  copyOf,
  createEmpty,
  createStage,
  handwritten,
  openApplicationOn,
  readEverything,
  restore,
} from './copies.ts';

// A restore makes every table anew, which takes its time on a busy machine.
const key = { round: '2024-H2', reporter: 'TH' };

test('a copy restored elsewhere has the same rows in every table, and every guard is up', async () => {
  const { world, secretariat, team } = await createStage();
  const directory = makeDirectory();
  const file = await copyOf(world, directory);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory)).toEqual(['copy.gz']);

  const empty = await createEmpty();
  expect(await restore(file, empty.url)).toEqual({ migrated: [] });
  const owner = connectOwner(empty.url);
  const [before, after] = [await readEverything(world.owner), await readEverything(owner)];
  expect(before.filter((line) => / [1-9]\d* [0-9a-f]{32}$/.test(line)).length).toBeGreaterThan(60);
  const isMail = (line: string) => line.startsWith('tracker.mail ');
  expect(after.filter((line) => !isMail(line))).toEqual(before.filter((line) => !isMail(line)));
  // Mail that waited may have gone out since: it is there, and nobody gets it twice.
  const mail = await owner<{ status: string; count: number }[]>`
    select status, count(*)::integer as count from tracker.mail group by status`;
  const [written] = await world.owner<{ count: number }[]>`
    select count(*)::integer as count from tracker.mail where status = 'waiting'`;
  expect(written?.count).toBeGreaterThan(0);
  expect([...mail]).toEqual([{ status: 'unknown', count: written?.count }]);

  // History is guarded again, for the owner of the database too.
  for (const [statement, code] of [
    [`update tracker.decision set reason = 'Another.'`, 'BT001'],
    ['delete from tracker.revision', 'BT001'],
    ['truncate published.document cascade', 'BT001'],
    [`update published.publication set title = 'Another.'`, 'BT001'],
    ['update tracker.submission set round_id = round_id + 1', 'BT002'],
    [
      `update tracker.activity_report set achievements = 'Late.' where submission_id =
        (select id from tracker.submission where status = 'accepted')`,
      'BT003',
    ],
    [
      `insert into published.publication_document (publication, address, sha256)
        select 1, 'narratives/late', sha256 from published.document limit 1`,
      'BT001',
    ],
  ] as const) {
    await expect(owner.script(statement), statement).rejects.toMatchObject({ code });
  }

  // The application works on it, and row-level security answers as before.
  const application = openApplicationOn(world, empty.url);
  const focal = await application.as(team.focal.id);
  const sheet = await focal.submission.get(key);
  expect(sheet.header.status).toBe('accepted');
  const entry = await focal.submission.activity({ ...key, activity: sheet.activities[1]?.code ?? '' });
  expect(entry.answer.achievements).toBe(handwritten);
  expect([...(await owner`select image from auth.person where image is not null`)]).toEqual([
    { image: awkwardText },
  ]);
  await expect(focal.submission.get({ ...key, reporter: 'VN' })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  });
  const unsigned = await application.connections.app.$client`select from tracker.activity_report`;
  expect(unsigned.length).toBe(0);
  const open = { schema: application.connections.public.$client };
  await expect(open.schema`select from tracker.submission`).rejects.toMatchObject({ code: '42501' });
  expect((await open.schema`select from published.publication`).length).toBe(1);

  // Work goes on where it stood: numbers continue behind those that were given.
  const officer = await application.as(secretariat.id);
  await officer.review.reopen({ ...key, version: sheet.header.version, reason: 'One figure is wrong.' });
  expect((await focal.submission.get(key)).header.status).toBe('returned');
  const [numbers] = await owner`
    select count(*) = count(distinct id) as distinct, max(id) as newest from tracker.decision`;
  const [old] = await world.owner<{ newest: number }[]>`select max(id) as newest from tracker.decision`;
  expect(numbers).toEqual({ distinct: true, newest: (old?.newest ?? 0) + 1 });
});

test('the copy holds nothing that is derived from the secret', async () => {
  const { world } = await createStage();
  const text = gunzipSync(readFileSync(await copyOf(world, makeDirectory()))).toString('utf8');
  expect(text).not.toContain(testSecrets.viewerSecret);
  expect(text).not.toContain(testSecrets.passwordOf('bohol_app'));
  expect(text).not.toContain('viewer_secret');
  expect(text.split('\n')[0]).toContain('"format":"bohol-tracker-backup"');
});

test('a copy does not take the place of a file unless it is told to', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  const file = await copyOf(world, directory);
  const first = statSync(file).mtimeMs;
  const again = { ownerUrl: world.database.url, file };
  await expect(writeBackup({ ...again, force: false })).rejects.toThrow('is there already');
  await expect(writeBackup({ ...again, file: directory, force: true })).rejects.toThrow('is a directory');
  await expect(writeBackup({ ...again, file: `${directory}/no/copy.gz`, force: false })).rejects.toThrow(
    'make it first',
  );
  expect(statSync(file).mtimeMs).toBe(first);
  await writeBackup({ ...again, force: true });
  expect(statSync(file).mtimeMs).toBeGreaterThan(first);
  expect(readdirSync(directory)).toEqual(['copy.gz']);
});

test('a copy that cannot be finished leaves no file and no connection behind', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  // More than any buffer on the way holds, so that it is broken off in the middle of a table.
  await world.owner`
    insert into auth.verification (id, identifier, value, expires_at)
    select n::text, repeat(md5(n::text), 200), 'x', now() from generate_series(1, 3000) n`;
  const backing = writeBackup({ ownerUrl: world.database.url, file: `${directory}/copy.gz`, force: false });
  const ended = (async () => {
    for (;;) {
      const rows = await world.owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'bohol_backup' and query like 'copy %'`;
      if (rows.length > 0) return;
    }
  })();
  await expect(backing).rejects.toThrow();
  await ended;
  expect(readdirSync(directory)).toEqual([]);
});
