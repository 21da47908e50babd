import { inject } from 'vitest';
import { openSql } from '#db/sql.ts';
import { openConnections } from '#db/client.ts';
import { createAccounts } from '#server/auth/accounts.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { createDatabaseReader } from '#server/publications/database-reader.ts';
import { createSigner } from '#server/publications/signer.ts';
import { createIntake } from '#server/files/intake.ts';
import type { TrpcContext } from '#server/trpc/context.ts';
import { type AppCaller, createCaller } from '#server/trpc/root.ts';
import { createMemoryStorage } from './memory-storage.ts';
import { testSecret, testSecrets } from './template-database.ts';
import { createTestDatabase } from './test-postgres.ts';
import { createTestLog, noteCanariesOf } from './test-log.ts';

export type Person = { id: string; viewer: Viewer; caller: AppCaller };

/** The Postgres in which a world gets its database, and the database of which it is a copy. */
export type WorldPlace = { adminUrl: string; template: string };

/**
 * A database of a test's own, with the plan in it, people as the test needs them, and a clock that the test
 * sets. Ends with `close()` or, in Vitest, with `using`. Outside Vitest its place has to be named.
 */
export async function createWorld(
  { adminUrl, template }: WorldPlace = { adminUrl: inject('adminUrl'), template: inject('template') },
  files = createMemoryStorage(),
) {
  const database = await createTestDatabase(adminUrl, { template });
  const owner = openSql(database.url, { max: 2 });
  const connections = openConnections(database.url, testSecrets.passwordOf);
  const origin = 'http://127.0.0.1:3000';
  let time = new Date('2025-01-20T08:00:00Z');
  let count = 0;

  const log = createTestLog();
  const base: Omit<TrpcContext, 'viewer'> = {
    database: connections.app,
    connections,
    viewerSecret: testSecrets.viewerSecret,
    published: createDatabaseReader(connections.public),
    signer: createSigner(testSecret),
    now: () => time,
    accounts: createAccounts({
      connections,
      origin,
      secret: testSecret,
      viewerSecret: testSecrets.viewerSecret,
      log,
    }),
    help: { sendsLinks: true, contact: null },
    headers: new Headers(),
    ip: '127.0.0.1',
    requestId: 'TEST-00001',
    log,
    outbox: null,
    files,
    fileIntake: createIntake({ scanCommand: null, log }),
    cookies: [],
    wait: { seconds: 0 },
    onPublished: () => Promise.resolve(),
  };

  return {
    database,
    owner,
    connections,
    base,
    /** Sets the clock of all use-cases. */
    setTime(iso: string) {
      time = new Date(iso);
    },
    anonymous: createCaller({ ...base, viewer: null }),
    /** A person with these roles, made as an administrator would have. `agency` is an acronym. */
    async createPerson(
      roles: { role: Role; reporter?: string; agency?: string; partner?: string }[],
    ): Promise<Person> {
      count += 1;
      const id = `person-${count}`;
      await owner`insert into auth.person (id, name, email)
        values (${id}, ${`Person ${count}`}, ${`person.${count}@example.test`})`;
      for (const { role, reporter, agency, partner } of roles) {
        await owner`insert into tracker.assignment (person_id, role, reporter_id, agency_id, partner_id,
            assigned_at)
          select ${id}, ${role}, (select id from tracker.reporter where code = ${reporter ?? null}),
            (select g.id from tracker.agency g join tracker.reporter r on r.state_id = g.state_id
              where r.code = ${reporter ?? null} and g.acronym = ${agency ?? null}),
            (select id from tracker.partner where slug = ${partner ?? null}), now()`;
      }
      const viewer = await getViewer(connections.app, testSecrets.viewerSecret, id);
      if (!viewer) throw new Error('The person that was just made is not there.');
      return { id, viewer, caller: createCaller({ ...base, viewer }) };
    },
    /** Opens a round as the secretariat. */
    async openRound(code = '2024-H2'): Promise<Person> {
      const secretariat = await this.createPerson([{ role: 'secretariat_officer' }]);
      await secretariat.caller.round.open({ round: code });
      return secretariat;
    },
    async close() {
      await base.accounts.pending.settled();
      await noteCanariesOf(owner);
      await connections.close();
      await owner.end();
      await database.drop();
    },
    async [Symbol.asyncDispose]() {
      await this.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
