import { openSql } from '#db/sql.ts';
import { isDemoHalfLoaded } from '#seeds/demo/load-demo.ts';
import { prepareData } from '#seeds/load-all.ts';
import { describeFailure } from './admin/describe-failure.ts';
import { ensureBuilt } from './build.ts';
import type { Config } from './config/config.ts';
import {
  type EmbeddedPostgres,
  embeddedDatabaseName,
  startEmbeddedPostgres,
} from './embedded-postgres/start.ts';
import type { FileStorage } from './files/file-storage.ts';
import { openStorage } from './files/open-storage.ts';
import { deleteRemovedFiles, startDeletingFiles } from './files/sweep-files.ts';
import { loadFirstPages } from './http/load-first-pages.ts';
import { startBuildServer, startSourceServer } from './http/serve.ts';
import { createLog } from './log/create-log.ts';
import { openApplication } from './open-application.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Starts everything: the embedded Postgres unless DATABASE_URL names a server, migrations, data, pages, and the
 * web server. Ends with the process; a failure is one sentence and exit code 1.
 */
export async function start({
  config,
  development,
}: {
  config: Config;
  development: boolean;
}): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    for (const step of undo.reverse()) {
      await step().catch((error: unknown) => say(describeFailure(error, 'Something could not be stopped')));
    }
    process.exit(code);
  };
  // Until everything runs there is nothing to lose: a start that is broken off stops what it has started.
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGHUP', () => void stop(0));
  try {
    const log = createLog(config.logLevel);
    // Nothing is known of a process in which an error was caught by nobody: it answers what it has begun, and ends.
    const endAfter = (error: unknown) => {
      log.fatal({ err: error }, 'uncaught error');
      say('Something failed that nothing had caught. The tracker stops; start it again.');
      void stop(1);
    };
    process.on('uncaughtException', endAfter);
    process.on('unhandledRejection', endAfter);
    const built = development ? Promise.resolve() : ensureBuilt(say);
    // A build that fails while the database starts is reported below, where it is awaited.
    built.catch(() => {});
    const embedded = config.databaseUrl ? null : await startPostgres(config.dataDir, stop);
    if (embedded) undo.push(() => embedded.stop());
    const ownerUrl = config.databaseUrl ?? (await ensureDatabase(embedded?.adminUrl ?? ''));
    const application = await openApplication({
      ownerUrl,
      secret: config.secret,
      origin: config.origin,
      demo: config.demo,
      mode: development ? 'development' : 'production',
      log,
      files: await openStorage(config),
      scanCommand: config.scanCommand,
      contact: config.contact,
      mail: { url: config.mailUrl, from: config.mailFrom, dataDir: config.dataDir },
      prepare: async ({ connections, viewerSecret, signer, files }) => {
        await prepareData({
          ownerUrl,
          connections,
          viewerSecret,
          signer,
          files,
          demo: config.demo,
          external: config.databaseUrl !== null,
          log: say,
        });
      },
    });
    undo.push(() => application.close());
    await built;
    const serving = await (development ? startSourceServer : startBuildServer)(
      application,
      config.port,
      config.host,
    );
    undo.push(() => serving.stop());
    const stopErasing = startDeletingFiles(() => eraseOldFiles(ownerUrl, application.files), log);
    undo.push(() => Promise.resolve(stopErasing()));
    application.jobs?.start();
    if (!development) void loadFirstPages(serving.server, config.origin, log);
    say('');
    say(`The Bohol tracker is at ${config.origin}`);
    if (config.demo) describeDemoAccounts();
    say('Ctrl-C stops it.');
  } catch (error) {
    say(describeFailure(error, 'The tracker could not start'));
    await stop(1);
  }
}

/** With a connection of its own, once a day: what is erased for good is not for the runtime's roles to decide. */
async function eraseOldFiles(ownerUrl: string, files: FileStorage): Promise<number> {
  const owner = openSql(ownerUrl);
  try {
    return await deleteRemovedFiles(owner, files, new Date());
  } finally {
    await owner.end();
  }
}

async function startPostgres(
  dataDir: string,
  stop: (code: number) => Promise<void>,
): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir, log: { info: () => {}, warn: say } });
  embedded.onUnexpectedExit((reason) => {
    say(`${reason} Start the tracker again: it recovers everything that was saved.`);
    void stop(1);
  });
  return embedded;
}

/**
 * The tracker's own database on the embedded server; returns its owner's address. A demo that was broken off
 * halfway is thrown away and made anew: its history is append-only, and nobody has worked in it yet.
 */
async function ensureDatabase(adminUrl: string): Promise<string> {
  const url = new URL(adminUrl);
  url.pathname = `/${embeddedDatabaseName}`;
  const admin = openSql(adminUrl);
  try {
    const known = await admin`select from pg_database where datname = ${embeddedDatabaseName}`;
    const broken = known.length > 0 && (await isHalfLoaded(url.href));
    if (broken) await admin.script(`drop database ${embeddedDatabaseName} with (force)`);
    if (known.length === 0 || broken) await admin.script(`create database ${embeddedDatabaseName}`);
  } finally {
    await admin.end();
  }
  return url.href;
}

async function isHalfLoaded(ownerUrl: string): Promise<boolean> {
  const owner = openSql(ownerUrl);
  try {
    return await isDemoHalfLoaded(owner);
  } finally {
    await owner.end();
  }
}

function describeDemoAccounts(): void {
  say('Demo accounts, all with the password bohol-demo-2028 (fictional people and figures):');
  say('  focal.th@demo.test       reports for Thailand (and kh, id, la, … for the other states)');
  say('  clearing.th@demo.test    clears what Thailand submits');
  say('  body.somtc@demo.test     reports for a sectoral body');
  say('  secretariat@demo.test    reviews, compiles, publishes');
  say('  partner.iom@demo.test    answers for the support of a partner');
  say('  admin@demo.test          looks after accounts');
}
