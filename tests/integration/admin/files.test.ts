import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDiskStorage } from '#server/files/disk-storage.ts';
import { createCaller } from '#server/trpc/root.ts';
import { createTeam, startReport } from '#tests/support/reports.ts';
import { makePhoto } from '#tests/support/sample-files.ts';
import { createWorld } from '#tests/support/world.ts';
import { makeDirectory, runCommand } from './admin-command.ts';

/** A tracker with files on disk: two that stay, one that was removed 31 days ago, one removed today. */
async function createFiles() {
  const directory = makeDirectory();
  const world = await createWorld();
  await world.openRound();
  const files = await openDiskStorage(join(directory, 'data', 'files'));
  const key = { round: '2024-H2', reporter: 'TH' };
  const team = await createTeam(world, 'TH');
  const { activity } = await startReport(team, key);
  const caller = createCaller({ ...world.base, files, viewer: team.focal.viewer });
  const photo = new Uint8Array(await makePhoto());
  const add = async (name: string) => {
    const file = new File([photo], name);
    const { id } = await caller.evidence.addFile({ ...key, subject: 'activity', code: activity, file });
    const [row] = await world.owner<{ key: string }[]>`
      select storage_key as key from tracker.evidence where id = ${id}`;
    return { id, key: row!.key };
  };
  const evidence = {
    one: await add('one.jpg'),
    two: await add('two.jpg'),
    old: await add('old.jpg'),
    new: await add('new.jpg'),
  };
  await caller.evidence.remove({ evidence: evidence.old.id });
  await caller.evidence.remove({ evidence: evidence.new.id });
  await world.owner`update tracker.evidence set removed_at = now() where removed_at is not null`;
  await world.owner`update tracker.evidence set removed_at = now() - interval '31 days' where id = ${evidence.old.id}`;
  const run = (...args: string[]) => runCommand(directory, { DATABASE_URL: world.database.url }, ...args);
  const pathOf = (found: string) => join(directory, 'data', 'files', found.slice(0, 2), found);
  return { directory, world, files, evidence, run, pathOf };
}

test('sweeping erases what was removed long ago and what nothing names, and nothing else', async () => {
  const { directory, world, files, evidence, run, pathOf } = await createFiles();
  try {
    const [stray, fresh] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
    for (const key of [stray, fresh]) await files.put(key, Buffer.from('a'), 'text/plain');
    const longAgo = new Date(Date.now() - 2 * 86_400_000);
    utimesSync(pathOf(stray), longAgo, longAgo);
    expect(await run('sweep-files')).toEqual({
      code: 0,
      out: 'Erased 1 file of removed evidence and 1 file that nothing named.\n',
      err: '',
    });
    const there = [evidence.one, evidence.two, evidence.new, evidence.old].map(({ key }) =>
      existsSync(pathOf(key)),
    );
    expect([...there, existsSync(pathOf(fresh)), existsSync(pathOf(stray))]).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
    ]);
    rmSync(pathOf(evidence.two.key));
    expect(await run('sweep-files')).toMatchObject({
      code: 1,
      err: `1 file of evidence cannot be found (evidence ${evidence.two.id}).\n`,
    });
    // As it looks on the wrong database.
    for (let count = 0; count < 25; count += 1) {
      const key = randomBytes(16).toString('hex');
      await files.put(key, Buffer.from('a'), 'text/plain');
      utimesSync(pathOf(key), longAgo, longAgo);
    }
    const refused = await run('sweep-files');
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^25 of 28 files in .* add --force\.\n$/),
    });
    expect(refused.err).toContain(directory);
    expect(await run('sweep-files', '--force')).toMatchObject({
      out: expect.stringContaining('25 files that nothing named'),
    });
  } finally {
    await world.close();
  }
});

test('a copy says that files are not in it, takes them along when asked, and gives them back', async () => {
  const { directory, world, evidence, run, pathOf } = await createFiles();
  try {
    const plain = await run('backup', join(directory, 'plain.gz'));
    expect(plain).toMatchObject({ code: 0, err: '' });
    expect(plain.out).toContain('Not in it: 2 uploaded files. Add --files DIRECTORY to copy them too.');
    const copies = join(directory, 'copied files');
    const first = await run('backup', join(directory, 'first.gz'), '--files', copies);
    expect(first.out).toMatch(/Copied 2 files \([^)]+\) to .*copied files; 0 were there already\./);
    const second = await run('backup', join(directory, 'second.gz'), '--files', copies);
    expect(second.out).toMatch(/Copied 0 files \(0 bytes\) to .*; 2 were there already\./);
    rmSync(join(directory, 'data', 'files'), { recursive: true });
    const back = await run('restore-files', copies);
    expect(back).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Brought back 2 files .*; 0 were there already\.\n$/),
    });
    expect([evidence.one, evidence.two].every(({ key }) => existsSync(pathOf(key)))).toBe(true);
    // What was changed since, or is lost, is named and not brought back.
    const copyOf = (key: string) => join(copies, key.slice(0, 2), key);
    writeFileSync(copyOf(evidence.one.key), 'changed');
    rmSync(copyOf(evidence.two.key));
    rmSync(join(directory, 'data', 'files'), { recursive: true });
    expect(await run('restore-files', copies)).toMatchObject({
      code: 1,
      err: `1 file could not be found (evidence ${evidence.two.id}). 1 file did not match the checksum (evidence ${evidence.one.id}).\n`,
    });
    expect(readdirSync(join(directory, 'data', 'files')).filter((name) => name !== '.half-written')).toEqual(
      [],
    );
    expect(await run('restore-files', join(directory, 'nowhere'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no directory'),
    });
  } finally {
    await world.close();
  }
});
