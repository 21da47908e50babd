import type { Logger } from 'pino';
import { buildRoleUrl, openConnections } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { buildDatabaseSecrets } from '#db/passwords.ts';
import { createAccounts } from './auth/accounts.ts';
import type { FileStorage } from './files/file-storage.ts';
import { createIntake } from './files/intake.ts';
import { createDatabaseReader } from './publications/database-reader.ts';
import { sealPublications } from './use-cases/publication/seal-publications.ts';
import { createSigner } from './publications/signer.ts';
import { createJobs, type MailOptions } from './jobs/create-jobs.ts';
import { openOutbox } from './notifications/outbox.ts';
import { type Application, NewestPublication, PageCache, getNotice } from './http/application.ts';
import type { AccountHelp } from '#server/use-cases/person/request-reset.ts';

export type OpenOptions = {
  ownerUrl: string;
  secret: string;
  origin: string;
  demo: boolean;
  mode: 'production' | 'development';
  log: Logger;
  /** Where uploaded files lie. */
  files: FileStorage;
  /** Looks for viruses in them; without it they are stored as not scanned. */
  scanCommand?: readonly string[] | null;
  /** Whom people can ask who cannot sign in. */
  contact?: AccountHelp['contact'];
  /** Where mail goes; without it nothing is sent and no job runs. */
  mail?: MailOptions;
  now?: () => Date;
  /** Runs after migrations and before the application is used: loads data. */
  prepare?: (application: Application) => Promise<void>;
};

/** Migrates the database and makes everything that a process needs to answer requests. */
export async function openApplication(
  options: OpenOptions,
): Promise<Application & { close(): Promise<void> }> {
  const secrets = buildDatabaseSecrets(options.secret);
  const ran = await migrate(options.ownerUrl, secrets);
  if (ran.length > 0) options.log.info({ migrations: ran }, 'database migrated');
  const signer = createSigner(options.secret);
  await sealPublications(options.ownerUrl, signer);
  const connections = openConnections(options.ownerUrl, secrets.passwordOf);
  const pages = new PageCache();
  const application: Application = {
    config: {
      origin: options.origin,
      https: options.origin.startsWith('https:'),
      demo: options.demo,
      mode: options.mode,
    },
    connections,
    viewerSecret: secrets.viewerSecret,
    published: createDatabaseReader(connections.public),
    signer,
    accounts: createAccounts({
      connections,
      origin: options.origin,
      secret: options.secret,
      viewerSecret: secrets.viewerSecret,
      log: options.log,
    }),
    files: options.files,
    fileIntake: createIntake({ scanCommand: options.scanCommand ?? null, log: options.log }),
    help: {
      // The links of an outbox can be read in the demo only.
      sendsLinks: options.mail !== undefined && (options.mail.url !== null || options.demo),
      contact: options.contact ?? null,
    },
    jobs: null,
    outbox: options.mail && options.mail.url === null ? openOutbox(options.mail.dataDir) : null,
    log: options.log,
    now: options.now ?? (() => new Date()),
    pages,
    publication: new NewestPublication(connections, () => pages.clear()),
    notice: '',
    publicScript: '',
    renderers: null,
  };
  await options.prepare?.(application);
  application.notice = await getNotice(connections);
  await application.publication.listen();
  if (options.mail) {
    const url = buildRoleUrl(options.ownerUrl, 'bohol_jobs', secrets.passwordOf('bohol_jobs'));
    application.jobs = createJobs(application, options.mail, url);
  }
  return {
    ...application,
    async close() {
      await application.jobs?.stop();
      await application.publication.stop().catch(() => {});
      await application.accounts.pending.settled();
      await connections.close();
    },
  };
}
