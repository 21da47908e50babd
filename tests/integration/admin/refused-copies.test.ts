import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { verifyBackup, withBackupFile } from '#server/admin/backup/read-backup.ts';
import { makeDirectory, runCommand } from './admin-command.ts';
import {
  connectOwner,
  copyOf,
  createEmpty,
  createStage,
  readEverything,
  restore,
  rewrite,
} from './copies.ts';

// A restore makes every table anew, which takes its time on a busy machine.
const verify = (file: string) => withBackupFile(file, (handle) => verifyBackup(handle, 'copy.gz'));

test('a copy that was cut off or changed is refused, and the database is not touched', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  const file = await copyOf(world, directory);
  const size = statSync(file).size;
  expect((await verify(file)).total).toBeGreaterThan(1000);
  const bad = join(directory, 'bad.gz');
  const empty = await createEmpty();
  const owner = connectOwner(empty.url);

  const cases: [string, () => void, RegExp][] = [
    ['cut in the middle', () => truncateSync(bad, Math.floor(size / 2)), /cut off before its end/],
    ['cut by its last byte', () => truncateSync(bad, size - 1), /cut off before its end/],
    ['cut in the first bytes', () => truncateSync(bad, 12), /not a copy/],
    ['empty', () => truncateSync(bad, 0), /not a copy/],
    ['another file', () => writeFileSync(bad, 'Dear colleague,\n'), /not a copy/],
    ['something behind its end', () => writeFileSync(bad, 'more', { flag: 'a' }), /damaged/],
    ['zeros behind it', () => writeFileSync(bad, Buffer.alloc(64), { flag: 'a' }), /follows its end/],
    [
      'a second copy behind it',
      () => writeFileSync(bad, readFileSync(file), { flag: 'a' }),
      /follows its end/,
    ],
    [
      'one letter changed',
      () => rewrite(file, bad, (text) => text.replace('Police', 'police')),
      /content is not what was written/,
    ],
    [
      'a row taken out',
      () => rewrite(file, bad, (text) => text.replace(/\n[^\n]*Police records[^\n]*\n/, '\n')),
      /content is not what was written/,
    ],
    [
      'its end taken out',
      () => rewrite(file, bad, (text) => text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)),
      /cut off before its end/,
    ],
    [
      'rows counted wrongly',
      () => rewrite(file, bad, (text) => text.replace(/"tracker.lens":\d+/, '"tracker.lens":99')),
      /rows are missing/,
    ],
    [
      'a line that means nothing',
      () =>
        rewrite(file, bad, (text) => text.replace(/\n\{"table":"tracker.tag"/, '\n{"tabel":"tracker.tag"')),
      /cannot be read/,
    ],
    [
      'a newer form',
      () => rewrite(file, bad, (text) => text.replace('"version":1', '"version":2')),
      /newer version of the tracker/,
    ],
  ];
  for (const [what, spoil, sentence] of cases) {
    copyFileSync(file, bad);
    spoil();
    await expect(verify(bad), what).rejects.toThrow(sentence);
    await expect(restore(bad, empty.url), what).rejects.toThrow(sentence);
  }

  // Bits that flip on a disk, anywhere in the file.
  const bytes = readFileSync(file);
  for (let at = 10; at < size; at += Math.ceil(size / 40)) {
    const spoilt = Buffer.from(bytes);
    spoilt[at] = (spoilt[at] ?? 0) ^ 0x10;
    writeFileSync(bad, spoilt);
    await expect(verify(bad), `byte ${at}`).rejects.toThrow(/damaged|cut off|not a copy/);
  }
  expect((await owner`select from pg_namespace where nspname in ('auth', 'tracker', 'ops')`).length).toBe(0);
});

test('a copy goes into an empty database only', async () => {
  const { world } = await createStage();
  const file = await copyOf(world, makeDirectory());
  const before = await readEverything(world.owner);
  await expect(restore(file, world.database.url)).rejects.toThrow(/tracker is running on this database/);
  await world.connections.close();
  await expect(restore(file, world.database.url)).rejects.toThrow('There are accounts in this database.');
  expect(await readEverything(world.owner)).toEqual(before);
});

test('a copy that the database refuses half-way leaves nothing of itself', async () => {
  const { world } = await createStage();
  // Hidden from the guards, as a fault in the programs would be: a decision without its report.
  await world.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update tracker.decision set submission_id = 999999 where id = (select max(id) from tracker.decision)`;
  });
  const file = await copyOf(world, makeDirectory());
  const empty = await createEmpty();
  await expect(restore(file, empty.url)).rejects.toThrow(
    /refused the rows of tracker.decision: .*violates foreign key constraint/,
  );
  const owner = connectOwner(empty.url);
  const rows = await owner`
    select (select count(*) from auth.person) as people, (select count(*) from tracker.round) as rounds,
      (select count(*) from tracker.submission) as reports`;
  expect(rows[0]).toEqual({ people: '0', rounds: '0', reports: '0' });
  const resting = await owner`select from pg_trigger where not tgisinternal and tgenabled <> 'O'`;
  expect(resting.length).toBe(0);
});

test('the command says it in one sentence and ends with 1', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const made = await runCommand(directory, settings, 'backup', 'copy.gz');
  expect(made).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^Wrote [\d,]+ rows of \d+ tables/),
  });
  const good = await runCommand(directory, {}, 'verify', 'copy.gz');
  expect(good).toMatchObject({ code: 0, err: '', out: expect.stringContaining('copy.gz is whole') });

  const again = await runCommand(directory, settings, 'backup', 'copy.gz');
  expect(again).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/is there already; .*--force.*\.\n$/),
  });
  truncateSync(join(directory, 'copy.gz'), 5000);
  for (const command of ['verify', 'restore']) {
    expect(await runCommand(directory, settings, command, 'copy.gz')).toEqual({
      code: 1,
      out: '',
      err: 'copy.gz is cut off before its end. Use another copy.\n',
    });
  }
  expect(await runCommand(directory, settings, 'restore', 'none.gz')).toMatchObject({
    code: 1,
    err: `${join(directory, 'none.gz')} is not there.\n`,
  });
});

test('a copy is text that a person can read', async () => {
  const { world } = await createStage();
  const text = gunzipSync(readFileSync(await copyOf(world, makeDirectory()))).toString('utf8');
  const lines = text.trimEnd().split('\n');
  const isFrame = (line: string) => line.startsWith('{"table"') || line === '\\.';
  const frames = lines.filter(isFrame);
  // Every table begins and ends, in turn, whatever the rows hold.
  frames.forEach((line, index) => expect(line === '\\.', line).toBe(index % 2 === 1));
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true, sha256: expect.any(String) });
});
