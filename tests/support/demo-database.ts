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

/**
 * A data directory in which Vitest's tests leave their cluster, with the demo in it, for the browser tests of the same run;
 * undefined where the run is of one of them alone.
 */
export const keptDemo = process.env['KEPT_DEMO'];

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

/**
 * A template with the demo, the demo's files, and the sentences that its loading says: loaded once in a run of the tests,
 * by whoever asks first.
 */
export async function prepareDemo({
  adminUrl,
  template,
}: WorldPlace): Promise<{ template: string; files: FileStorage; sentences: string[] }> {
  // The database `postgres`, which nobody copies: it has the files and the sentences too.
  const admin = openSql(adminUrl, { max: 1 });
  try {
    await admin`select pg_advisory_lock(${lock})`;
    const isThere = await admin`select 1 from pg_database where datname = ${demo}`;
    if (isThere.length === 0) {
      await admin.script(`drop database if exists ${unfinished} with (force)`);
      await admin.script(`
        drop table if exists demo_file, demo_sentence;
        create table demo_file (key text primary key, content bytea not null);
        create table demo_sentence (position integer generated always as identity, sentence text not null)`);
      const { url } = await createTestDatabase(adminUrl, { template, name: unfinished });
      const loaded = createMemoryStorage();
      for (const sentence of await loadDemoInto(url, loaded)) {
        await admin`insert into demo_sentence (sentence) values (${sentence})`;
      }
      for await (const { key } of loaded.list()) {
        const content = await new Response(await loaded.open(key)).bytes();
        await admin`insert into demo_file values (${key}, ${Buffer.from(content)})`;
      }
      await admin.script(`alter database ${unfinished} rename to ${demo}`);
    }
    const files = createMemoryStorage();
    const rows = await admin<{ key: string; content: Buffer }[]>`select key, content from demo_file`;
    for (const { key, content } of rows) await files.put(key, Uint8Array.from(content), '');
    const told = await admin<{ sentence: string }[]>`select sentence from demo_sentence order by position`;
    return { template: demo, files, sentences: told.map(({ sentence }) => sentence) };
  } finally {
    await admin.end();
  }
}
