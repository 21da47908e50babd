import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { type Connections, openConnections } from '#db/client.ts';
import { assertDemoAllowed, SeedError } from '#seeds/demo/assert-demo-allowed.ts';
import { isDemoHalfLoaded, loadDemo } from '#seeds/demo/load-demo.ts';
import { prepareData } from '#seeds/load-all.ts';
import { createSigner } from '#server/publications/signer.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';

describe('whether a demo may be loaded', () => {
  test.each([
    [{ demo: true, external: false, hasRealData: false }, null],
    [{ demo: true, external: true, hasRealData: false }, null],
    [{ demo: false, external: true, hasRealData: false }, /only with DEMO=1/],
    [{ demo: false, external: false, hasRealData: false }, /switched off/],
    [{ demo: true, external: false, hasRealData: true }, /not demo data/],
    [{ demo: true, external: true, hasRealData: true }, /not demo data/],
    [{ demo: false, external: true, hasRealData: true }, /not demo data/],
  ])('%j', (facts, sentence) => {
    if (sentence) expect(() => assertDemoAllowed(facts)).toThrow(sentence);
    else expect(() => assertDemoAllowed(facts)).not.toThrow();
  });
});

describe('in a database', () => {
  let database: TestDatabase;
  let owner: Sql;
  let connections: Connections;
  const prepare = (options: { demo: boolean; external?: boolean }) =>
    prepareData({
      ownerUrl: database.url,
      connections,
      viewerSecret: testSecrets.viewerSecret,
      signer: createSigner(testSecret),
      files: createMemoryStorage(),
      external: false,
      log: () => {},
      ...options,
    });

  beforeEach(async () => {
    database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
    owner = openSql(database.url);
    connections = openConnections(database.url, testSecrets.passwordOf);
  });
  afterEach(async () => {
    await connections.close();
    await owner.end();
    await database.drop();
  });

  test('without a demo nobody is made, and the plan in the database stays', async () => {
    await owner`update tracker.activity set title = 'The real title' where code = 'A1.1'`;
    await prepare({ demo: false, external: true });
    const [row] =
      await owner`select (select count(*)::integer from auth.person where id <> 'calendar') as people,
      (select title from tracker.activity where code = 'A1.1') as title,
      (select count(*)::integer from tracker.round where state = 'planned') as rounds`;
    expect(row).toEqual({ people: 0, title: 'The real title', rounds: 4 });
  });

  test('a database with a real person is left alone', async () => {
    await owner`insert into auth.person (id, name, email) values ('p', 'A person', 'person@ministry.example')`;
    await expect(prepare({ demo: true })).rejects.toThrow(SeedError);
    const [row] = await owner`select count(*)::integer as people from auth.person where id <> 'calendar'`;
    expect(row).toEqual({ people: 1 });
    expect(await isDemoHalfLoaded(owner)).toBe(false);
  });

  test('a database with reports is left alone', async () => {
    await owner`
      insert into tracker.submission (round_id, reporter_id, due_on, opened_at)
      select r.id, p.id, r.due_on, now() from tracker.round r, tracker.reporter p
      where r.code = '2025-H1' and p.code = 'TH'`;
    await expect(prepare({ demo: true })).rejects.toThrow(/not demo data/);
  });

  test('a demo that stopped halfway is noticed, and no second one is put on top', async () => {
    const stop = () => {
      throw new Error('The machine went down.');
    };
    const input = {
      ownerUrl: database.url,
      connections,
      viewerSecret: testSecrets.viewerSecret,
      signer: createSigner(testSecret),
      files: createMemoryStorage(),
    };
    await expect(loadDemo({ ...input, log: stop })).rejects.toThrow('The machine went down.');
    expect(await isDemoHalfLoaded(owner)).toBe(true);
    await expect(prepare({ demo: true })).rejects.toThrow(/not loaded to the end/);
    await expect(loadDemo({ ...input, log: () => {} })).rejects.toThrow(/holds reports already|begun/);
  });
});
