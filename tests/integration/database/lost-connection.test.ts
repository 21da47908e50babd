import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { asViewer, copyAsViewer, readAsViewer, type Transaction } from '#db/as-viewer.ts';
import { buildRoleUrl, openDatabase } from '#db/client.ts';
import { DatabaseUnavailableError } from '#db/database-error.ts';
import { readRows } from '#db/rows.ts';
import type { Database } from '#db/session.ts';
import { openSql, type Statements } from '#db/sql.ts';
import { identifier, part } from '#db/statement.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import { createWorld, type World } from '#tests/support/world.ts';

let world: World;
let database: Database;
let ada: { personId: string; viewerSecret: string };
let bea: { personId: string; viewerSecret: string };

beforeAll(async () => {
  world = await createWorld();
  const { viewerSecret } = testSecrets;
  ada = { personId: (await world.createPerson([{ role: 'secretariat_officer' }])).id, viewerSecret };
  bea = { personId: (await world.createPerson([{ role: 'secretariat_officer' }])).id, viewerSecret };
  await world.owner.script(`create table ops.note (word text primary key, by text);
    grant select, insert on ops.note to bohol_app; grant usage on schema ops to bohol_app`);
  const url = buildRoleUrl(world.database.url, 'bohol_app', testSecrets.passwordOf('bohol_app'));
  // With one connection every transaction meets what the one before it left behind.
  database = openDatabase(url, { max: 1, statementTimeoutMs: 30_000, name: 'lost' });
});
afterAll(async () => {
  await database?.$client.end();
  await world?.close();
});

const backendOf = async (statements: Statements) =>
  (await statements<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0;

/** Ends a backend and waits until it is gone. */
async function endBackend(pid: number): Promise<void> {
  await world.owner`select pg_terminate_backend(${pid}, 10_000)`;
}

const viewerOf = async (tx: Transaction) =>
  (await tx.execute<{ id: string | null }>(sql`select tracker.viewer_id() as id`))[0]?.id;

const listWords = async () =>
  (await world.owner<{ word: string }[]>`select word from ops.note order by word`).map(({ word }) => word);

const lost = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(DatabaseUnavailableError);

describe('a transaction whose connection is lost', () => {
  test('between two statements refuses every later one, and nothing of it is kept', async () => {
    const after: string[] = [];
    await lost(
      asViewer(database, ada, async (tx) => {
        await tx.sql`insert into ops.note values ('between', 'ada')`;
        await endBackend(await backendOf(tx.sql));
        for (const word of ['later', 'latest']) {
          const outcome = await tx.sql`insert into ops.note values (${word}, 'ada')`.then(
            () => 'kept',
            (error: unknown) => (error instanceof DatabaseUnavailableError ? 'refused' : String(error)),
          );
          after.push(outcome);
        }
      }),
    );
    expect(after).toEqual(['refused', 'refused']);
    expect(await listWords()).toEqual([]);
  });

  test('in the middle of a statement is refused', async () => {
    await lost(
      asViewer(database, ada, async (tx) => {
        await tx.sql`insert into ops.note values ('during', 'ada')`;
        const pid = await backendOf(tx.sql);
        await Promise.all([tx.sql`select pg_sleep(60)`, endBackend(pid)]);
      }),
    );
    expect(await listWords()).toEqual([]);
  });

  test('while it is idle is refused at its commit, though its own work was done', async () => {
    await lost(
      asViewer(database, ada, async (tx) => {
        await tx.sql`insert into ops.note values ('idle', 'ada')`;
        await endBackend(await backendOf(tx.sql));
      }),
    );
    expect(await listWords()).toEqual([]);
  });

  test('is begun on another one, and its first questions are asked again there', async () => {
    const pid = await asViewer(database, ada, (tx) => backendOf(tx.sql));
    await endBackend(pid);
    const asked: (string | null | undefined)[] = [];
    const work = asViewer(database, bea, viewerOf, async (tx) => {
      asked.push(await viewerOf(tx));
    });
    await expect(work).resolves.toBe(bea.personId);
    expect(asked).toEqual([bea.personId]);
  });

  test('is not told apart from its work when a statement that was left fails: nothing of either is kept', async () => {
    const leaveTwice = (tx: Transaction) => {
      tx.leave(tx.execute(sql`insert into ops.note values ('left', 'ada')`));
      tx.leave(tx.execute(sql`insert into ops.note values ('left', 'ada')`));
    };
    const ended = asViewer(database, ada, async (tx) => leaveTwice(tx));
    await expect(ended).rejects.toMatchObject({ code: '23505' });
    // Whoever asks more behind it hears why, not that the transaction is aborted.
    const asking = asViewer(database, ada, async (tx) => {
      leaveTwice(tx);
      await tx.execute(sql`select 1`);
    });
    await expect(asking).rejects.toMatchObject({ code: '23505' });
    await lost(
      asViewer(database, ada, async (tx) => {
        await endBackend(await backendOf(tx.sql));
        tx.leave(tx.execute(sql`insert into ops.note values ('lost', 'ada')`));
      }),
    );
    expect(await listWords()).toEqual([]);
  });

  test('with many statements under way refuses them all, and none hangs', async () => {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    await lost(
      asViewer(database, ada, async (tx) => {
        const pid = await backendOf(tx.sql);
        const under = [
          tx.sql`select pg_sleep(60)`,
          ...Array.from(
            { length: 20 },
            (_, index) => tx.sql`insert into ops.note values (${`n${index}`}, 'ada')`,
          ),
        ];
        await endBackend(pid);
        outcomes.push(...(await Promise.allSettled(under)));
      }),
    );
    expect(outcomes).toHaveLength(21);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(DatabaseUnavailableError) });
    }
    expect(await listWords()).toEqual([]);
  });

  test('in a part of its own is refused as a whole', async () => {
    await lost(
      asViewer(database, ada, async (tx) => {
        const pid = await backendOf(tx.sql);
        await tx
          .transaction(async (inner) => {
            await endBackend(pid);
            await inner.sql`insert into ops.note values ('inner', 'ada')`;
          })
          .catch(() => {});
        await tx.sql`insert into ops.note values ('outer', 'ada')`;
      }),
    );
    expect(await listWords()).toEqual([]);
  });

  test('never lends its viewer or its work to the next one', async () => {
    const seen: unknown[] = [];
    for (const viewer of [ada, bea, ada, bea]) {
      const before = await asViewer(database, viewer, viewerOf);
      await lost(
        asViewer(database, viewer, async (tx) => {
          await tx.sql`insert into ops.note values ('leak', ${viewer.personId})`;
          await endBackend(await backendOf(tx.sql));
          await tx.sql`insert into ops.note values ('leak 2', ${viewer.personId})`;
        }),
      );
      // Outside of a transaction nobody is asking.
      const [nobody] = await database.$client<{ id: string | null }[]>`select tracker.viewer_id() as id`;
      seen.push([before, nobody?.id]);
    }
    expect(seen).toEqual([ada, bea, ada, bea].map(({ personId }) => [personId, null]));
    expect(await listWords()).toEqual([]);
  });
});

describe('a connection that died while nobody had it', () => {
  const endIdle = async () => endBackend(await backendOf(database.$client));

  test('costs a transaction nothing', async () => {
    await endIdle();
    expect(await asViewer(database, bea, viewerOf)).toBe(bea.personId);
  });

  test('costs reads nothing that travel together', async () => {
    await endIdle();
    const read = await readAsViewer(database, ada, (tx) => [
      readRows(tx, { id: z.string() }, sql`select tracker.viewer_id() as id`),
      readRows(tx, { n: z.number() }, sql`select 2 as n`),
    ]);
    expect(read).toEqual([[{ id: ada.personId }], [{ n: 2 }]]);
  });
});

describe('what a transaction is', () => {
  test('questions that travel together are asked at once: a later one would be asked by nobody', async () => {
    const read = readAsViewer(database, ada, (tx) => [
      tx.execute(sql`select 1`).then(() => tx.execute(sql`select tracker.viewer_id()`)),
    ]);
    await expect(read).rejects.toThrow('The transaction is over');
    const failed = readAsViewer(database, ada, (tx) => [
      tx.execute(sql`select 1 / 0`),
      tx.execute(sql`select 1`),
    ]);
    await expect(failed).rejects.toMatchObject({ code: '22012' });
    const written = readAsViewer(database, ada, (tx) => [
      tx.execute(sql`insert into ops.note values ('r', '')`),
    ]);
    await expect(written).rejects.toMatchObject({ code: '25006' });
    expect(await asViewer(database, bea, viewerOf)).toBe(bea.personId);
  });

  test('a failed statement that was overlooked is an error at the end: nothing was kept', async () => {
    const work = asViewer(database, ada, async (tx) => {
      await tx.sql`insert into ops.note values ('overlooked', 'ada')`;
      await tx.sql`select 1 / 0`.catch(() => {});
    });
    await expect(work).rejects.toThrow('nothing was kept');
    expect(await listWords()).toEqual([]);
  });

  test('statements that come after its end are refused', async () => {
    const late = await asViewer(database, ada, async (tx) => {
      await tx.sql`select 1`;
      return () => tx.sql`insert into ops.note values ('late', 'ada')`;
    });
    await expect(late()).rejects.toThrow('The transaction is over');
    expect(await listWords()).toEqual([]);
  });

  test('a part of it can be undone by itself, and inside of that another', async () => {
    const undo = new Error('undone');
    const kept = await database.transaction(async (tx) => {
      await tx.sql`insert into ops.note values ('a', '')`;
      await tx.transaction(async (inner) => {
        await inner.sql`insert into ops.note values ('b', '')`;
        await inner
          .transaction(async (innermost) => {
            await innermost.sql`insert into ops.note values ('c', '')`;
            throw undo;
          })
          .catch(() => {});
      });
      const rows = await tx.sql<{ word: string }[]>`select word from ops.note order by word`;
      return rows.map(({ word }) => word);
    });
    expect(kept).toEqual(['a', 'b']);
    await world.owner`delete from ops.note`;
  });

  test('a connection that was left in a transaction is not given to anybody else', async () => {
    const before = await backendOf(database.$client);
    await database.$client`begin`;
    expect(await backendOf(database.$client)).not.toBe(before);
  });
});

describe('what a migration changes under a running tracker', () => {
  test('is one failure that asks to try again, not one for every connection and ever', async () => {
    const read = () => asViewer(database, ada, (tx) => tx.sql`select * from ops.note`);
    for (let time = 0; time < 3; time += 1) await read();
    await world.owner`alter table ops.note add column later text`;
    await lost(read());
    await expect(read()).resolves.toEqual([]);
  });
});

describe('values', () => {
  test('are read as they always were', async () => {
    const [row] = await database.$client`
      select 1::bigint as big, 1.50::numeric as exact, 2 as small, 0.5::real as half, true as yes,
        '2025-01-20 08:00:00.123+00'::timestamptz as moment, '2025-01-20'::date as day, '08:00'::time as hour,
        interval '1 day' as span, '{"a": [1]}'::jsonb as json, '{a,NULL,"b c"}'::text[] as words,
        '{1,2}'::integer[] as numbers, '{1,2}'::bigint[] as bigs, '\\x01ff'::bytea as bytes, null as nothing`;
    expect(row).toEqual({
      big: '1',
      exact: '1.50',
      small: 2,
      half: 0.5,
      yes: true,
      moment: '2025-01-20 08:00:00.123+00',
      day: '2025-01-20',
      hour: '08:00:00',
      span: '1 day',
      json: { a: [1] },
      words: ['a', null, 'b c'],
      numbers: [1, 2],
      bigs: ['1', '2'],
      bytes: Buffer.from([1, 255]),
      nothing: null,
    });
  });

  test('go as parameters, whatever they hold; parts are written out', async () => {
    const words = [`it's`, 'a,b', '{"x"}', 'NULL', '', '\\'];
    const both = part`${'one'}::text as ${identifier('a "name"')}, ${words}::text[] as words`;
    const rows =
      await database.$client`select ${both}, ${new Date(0)}::timestamptz as at, ${7}::integer + 1 as n`;
    expect(rows).toEqual([{ 'a "name"': 'one', words, at: '1970-01-01 00:00:00+00', n: 8 }]);
    expect(rows.count).toBe(1);
    const missing = undefined as unknown as null;
    await expect(database.$client`select ${missing}::text`).rejects.toThrow('undefined');
  });
});

describe('COPY', () => {
  const rows = `copy (select n, repeat('x', 1000) from generate_series(1, 20000) n) to stdout`;

  test('gives everything, and the connection goes on', async () => {
    const before = await backendOf(database.$client);
    let size = 0;
    for await (const piece of copyAsViewer(database, ada, rows)) size += piece.length;
    // A thousand letters, a tab and the end of the line, and the digits of the numbers.
    expect(size).toBe(20_000 * 1002 + 88_894);
    expect(await backendOf(database.$client)).toBe(before);
  });

  test('that its reader leaves midway is ended, and the next one has a sound connection', async () => {
    for await (const piece of copyAsViewer(database, ada, rows)) {
      expect(piece.length).toBeGreaterThan(1000);
      break;
    }
    expect(await asViewer(database, bea, viewerOf)).toBe(bea.personId);
  });

  test('whose backend is ended midway fails at the reader', async () => {
    const read = async () => {
      let isFirst = true;
      for await (const piece of copyAsViewer(database, ada, rows)) {
        expect(piece.length).toBeGreaterThan(0);
        if (!isFirst) continue;
        isFirst = false;
        await world.owner`select pg_terminate_backend(pid, 10_000) from pg_stat_activity
          where application_name = 'lost' and datname = current_database()`;
      }
    };
    await lost(read());
    expect(await asViewer(database, bea, viewerOf)).toBe(bea.personId);
  });

  test('that the database refuses says why', async () => {
    const read = async () => {
      for await (const piece of copyAsViewer(database, ada, 'copy ops.seed to stdout')) void piece;
    };
    await expect(read()).rejects.toMatchObject({ code: '42501' });
    expect(await asViewer(database, bea, viewerOf)).toBe(bea.personId);
  });

  test('takes rows; what is refused, broken off by its source or cut by a lost connection leaves none', async () => {
    const owner = openSql(world.database.url, { name: 'copier' });
    const copy = (lines: AsyncIterable<string> | Iterable<string>) =>
      owner.begin((tx) =>
        tx.copyIn('copy ops.note (word) from stdin', (into) => pipeline(Readable.from(lines), into)),
      );
    const many = (last: string) => [...Array.from({ length: 5000 }, (_, n) => `row ${n}\n`), last];
    try {
      await expect(copy(many('row 1\n'))).rejects.toMatchObject({ code: '23505' });
      expect(await listWords()).toEqual([]);
      const broken = async function* () {
        yield* many('last\n');
        await Promise.resolve();
        throw new Error('the file is damaged');
      };
      await expect(copy(broken())).rejects.toThrow('the file is damaged');
      expect(await listWords()).toEqual([]);
      const cut = async function* () {
        yield* many('last\n');
        await world.owner`select pg_terminate_backend(pid, 10_000) from pg_stat_activity
          where application_name = 'copier' and datname = current_database()`;
        yield* many('never\n');
      };
      await lost(copy(cut()));
      expect(await listWords()).toEqual([]);
      await copy(many('last\n'));
      expect(await listWords()).toHaveLength(5001);
    } finally {
      await owner.end();
      await world.owner`delete from ops.note`;
    }
  });
});

test('a pool that is taken answers in time that it cannot', async () => {
  const owner = openSql(world.database.url);
  const away = openSql(world.database.url.replace(/:\d+\//, ':1/'));
  try {
    await lost(away`select 1`);
    await expect(away`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await owner`select 1 as n`).toEqual([{ n: 1 }]);
  } finally {
    await owner.end();
    await away.end();
  }
});
