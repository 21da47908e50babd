import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup } from '#server/admin/backup/restore-backup.ts';
import { verifyBackup, withBackupFile } from '#server/admin/backup/read-backup.ts';
import { writeBackup } from '#server/admin/backup/write-backup.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createCaller } from '#server/trpc/root.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase } from '#tests/support/test-postgres.ts';
import { createWorld } from '#tests/support/world.ts';
import { type GoldenWorld, serveGolden } from './golden-world.ts';

type About = { secretariat: string; now: string };

const placesOf = (directory: string, name: string) => ({
  database: join(directory, `${name}.backup`),
  about: join(directory, `${name}.json`),
  files: join(directory, `${name}.files`),
});

/**
 * Keeps a world as the backup of its database and the files that it names: so that what was published before a change
 * can be read with the code after it.
 */
export async function saveCopy({ name, world, secretariat }: GoldenWorld, directory: string): Promise<void> {
  const places = placesOf(directory, name);
  await rm(places.files, { recursive: true, force: true });
  await mkdir(places.files, { recursive: true });
  await writeBackup({ ownerUrl: world.database.url, file: places.database, force: true });
  const { files } = world.base;
  for await (const { key } of files.list()) {
    const content = await files.open(key);
    await writeFile(join(places.files, key), Buffer.from(await new Response(content).arrayBuffer()));
  }
  const about: About = { secretariat: secretariat.id, now: world.base.now().toISOString() };
  await writeFile(places.about, JSON.stringify(about));
}

/** A kept world in a new database, brought to this version by its migrations. */
export async function openCopy(name: string, directory: string, adminUrl: string): Promise<GoldenWorld> {
  const places = placesOf(directory, name);
  const restored = await createTestDatabase(adminUrl);
  await withBackupFile(places.database, async (handle) => {
    const verified = await verifyBackup(handle, places.database);
    await restoreBackup({
      ownerUrl: restored.url,
      secret: testSecret,
      handle,
      name: places.database,
      verified,
    });
  });
  const world = await createWorld({ adminUrl, template: restored.name });
  for (const key of (await readdir(places.files)).filter((name) => !name.startsWith('.'))) {
    await world.base.files.put(key, await readFile(join(places.files, key)), 'application/octet-stream');
  }
  const about = JSON.parse(await readFile(places.about, 'utf8')) as About;
  world.setTime(about.now);
  const viewer = await getViewer(world.connections.app, testSecrets.viewerSecret, about.secretariat);
  if (!viewer) throw new Error(`Nobody of the secretariat is in the copy of ${name}.`);
  const secretariat = { id: about.secretariat, viewer, caller: createCaller({ ...world.base, viewer }) };
  return serveGolden(name, world, secretariat);
}
