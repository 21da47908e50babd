import { openSql } from '#db/sql.ts';
import { openConnections } from '#db/client.ts';
import { prepareData } from '#seeds/load-all.ts';
import { createSigner } from '#server/publications/signer.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { testSecret, testSecrets } from './template-database.ts';
import { createTestDatabase } from './test-postgres.ts';
import type { WorldPlace } from './world.ts';

/** The database from which those with the demo are copied, and its name while it is being filled. */
const demo = 'demo';
const unfinished = 'demo_unfinished';
/** Any number will do that no other test locks. */
const lock = 7_301_102;

/** Fills a database as a start of the tracker with DEMO=1 does. Gives the sentences that it says. */
export async function loadDemoInto(ownerUrl: string, files: FileStorage): Promise<string[]> {
  const connections = openConnections(ownerUrl, testSecrets.passwordOf);
  const sentences: string[] = [];
  try {
    await prepareData({
      ownerUrl,
      connections,
      viewerSecret: testSecrets.viewerSecret,
      signer: createSigner(testSecret),
      files,
      demo: true,
      external: false,
      log: (sentence) => sentences.push(sentence),
    });
  } finally {
    await connections.close();
  }
  return sentences;
}

/** A template with the demo, and the demo's files: loaded once in a run of the tests, by whoever asks first. */
export async function prepareDemo({
  adminUrl,
  template,
}: WorldPlace): Promise<{ template: string; files: FileStorage }> {
  // The database `postgres`, which nobody copies: it has the files too.
  const admin = openSql(adminUrl, { max: 1 });
  try {
    await admin`select pg_advisory_lock(${lock})`;
    const isThere = await admin`select 1 from pg_database where datname = ${demo}`;
    if (isThere.length === 0) {
      await admin.script(`drop database if exists ${unfinished} with (force)`);
      await admin.script(`
        drop table if exists demo_file;
        create table demo_file (key text primary key, content bytea not null)`);
      const { url } = await createTestDatabase(adminUrl, { template, name: unfinished });
      const loaded = createMemoryStorage();
      await loadDemoInto(url, loaded);
      for await (const { key } of loaded.list()) {
        const content = await new Response(await loaded.open(key)).bytes();
        await admin`insert into demo_file values (${key}, ${Buffer.from(content)})`;
      }
      await admin.script(`alter database ${unfinished} rename to ${demo}`);
    }
    const files = createMemoryStorage();
    const rows = await admin<{ key: string; content: Buffer }[]>`select key, content from demo_file`;
    for (const { key, content } of rows) await files.put(key, Uint8Array.from(content), '');
    return { template: demo, files };
  } finally {
    await admin.end();
  }
}
