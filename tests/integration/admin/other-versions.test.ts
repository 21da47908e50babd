import { expect, test } from 'vitest';
import { listMigrations } from '#db/migrate.ts';
import { makeDirectory } from './admin-command.ts';
import { connectOwner, copyOf, createEmpty, createStage, restore, rewrite } from './copies.ts';
import { writeBackup } from '#server/admin/backup/write-backup.ts';
import { createHash } from 'node:crypto';

// A restore makes every table anew, which takes its time on a busy machine.
/** Sets the fingerprint at the end right again, as a copy from elsewhere would have it. */
function sealAgain(text: string): string {
  const end = text.trimEnd().lastIndexOf('\n') + 1;
  const sha256 = createHash('sha256').update(text.slice(0, end)).digest('hex');
  return text.slice(0, end) + text.slice(end).replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${sha256}"`);
}

test('a copy of an older version is restored as it was and then brought to this version', async () => {
  const known = await listMigrations();
  const old = known.slice(0, 4);
  const source = await createEmpty();
  const before = connectOwner(source.url);
  await before.script(`create schema ops; create table ops.migration (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  for (const { name, sql, sha256 } of old) {
    await before.script(sql);
    await before`insert into ops.migration (name, sha256) values (${name}, ${sha256})`;
  }
  await before`insert into auth.person (id, name, email) values ('p', 'Person', 'person@example.test')`;
  await before`insert into tracker.assignment (person_id, role, assigned_at) values ('p', 'administrator', now())`;
  const file = `${makeDirectory()}/copy.gz`;
  await writeBackup({ ownerUrl: source.url, file, force: false });

  const target = await createEmpty();
  const { migrated } = await restore(file, target.url);
  expect(migrated).toEqual(known.slice(4).map(({ name }) => name));
  const after = connectOwner(target.url);
  const applied = await after`select name, applied_at from ops.migration order by name`;
  expect(applied.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
  expect(applied.slice(0, 4)).toEqual(await before`select name, applied_at from ops.migration order by name`);
  const people = await after`select id, signed_in_at from auth.person`;
  expect([...people]).toEqual([{ id: 'p', signed_in_at: null }]);
  const [transition] =
    await after`select made_by from tracker.submission_transition where to_status = 'accepted'`;
  expect(transition).toEqual({ made_by: ['secretariat_officer'] });
});

test('a copy of a newer or another version is refused before anything is touched', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  const file = await copyOf(world, directory);
  const other = `${directory}/other.gz`;
  const empty = await createEmpty();
  const owner = connectOwner(empty.url);
  const newest = (await listMigrations()).at(-1)!;
  for (const [change, sentence] of [
    [
      (text: string) =>
        text
          .replace('}],"', '},')
          .replace(
            /"migrations":\[(.*?)\]/,
            `"migrations":[$1,{"name":"9999-later.sql","sha256":"${'0'.repeat(64)}"}]`,
          ),
      /from a newer version of the tracker/,
    ],
    [
      (text: string) => text.replace(newest.sha256, 'f'.repeat(64)),
      new RegExp(`migration ${newest.name} of the copy is not the one of this version`),
    ],
  ] as const) {
    rewrite(file, other, (text) => sealAgain(change(text)));
    await expect(restore(other, empty.url)).rejects.toThrow(sentence);
  }
  expect((await owner`select from pg_namespace where nspname in ('auth', 'tracker', 'ops')`).length).toBe(0);
});

test('a copy whose tables are not those of its version is refused whole', async () => {
  const { world } = await createStage();
  const directory = makeDirectory();
  const file = await copyOf(world, directory);
  const other = `${directory}/other.gz`;
  const empty = await createEmpty();
  rewrite(file, other, (text) =>
    sealAgain(
      text
        .replace('{"table":"tracker.tag",', '{"table":"tracker.gat",')
        .replace('"tracker.tag":', '"tracker.gat":'),
    ),
  );
  await expect(restore(other, empty.url)).rejects.toThrow(/tables of the copy are not those .*tracker\.gat/);
  rewrite(file, other, (text) =>
    sealAgain(text.replace('"columns":["code","name"]', '"columns":["code","title"]')),
  );
  await expect(restore(other, empty.url)).rejects.toThrow(
    /columns of tracker\.\w+ in the copy are not those/,
  );
  const owner = connectOwner(empty.url);
  expect((await owner`select from auth.person`).length).toBe(0);
});
