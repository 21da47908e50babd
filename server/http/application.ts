import { z } from 'zod';
import { eq, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Connections } from '#db/client.ts';
import type { Listening } from '#db/listen.ts';
import { readRows } from '#db/rows.ts';
import { plan } from '#db/schema/plan.ts';
import type { Accounts } from '#server/auth/accounts.ts';
import type { FileIntake, FileStorage } from '#server/files/file-storage.ts';
import type { Jobs } from '#server/jobs/open-jobs.ts';
import type { Outbox } from '#server/notifications/outbox.ts';
import type { PublicationReader } from '#server/publications/publication-reader.ts';
import type { Signer } from '#server/publications/signer.ts';
import { PageCache } from './page-cache.ts';
import type { Renderers } from './renderers.ts';
import type { AccountHelp } from '#server/use-cases/person/request-reset.ts';

/** Everything that lives as long as the process. */
export type Application = {
  config: { origin: string; https: boolean; demo: boolean; mode: 'production' | 'development' };
  connections: Connections;
  viewerSecret: string;
  /** Reads published documents, with one cache for the process. */
  published: PublicationReader;
  signer: Signer;
  accounts: Accounts;
  help: AccountHelp;
  files: FileStorage;
  fileIntake: FileIntake;
  /** Scheduled jobs; null if none run, as in most tests. */
  jobs: Jobs | null;
  /** Mail kept here because there is no mail server; null if mail is sent. */
  outbox: Outbox | null;
  log: Logger;
  now: () => Date;
  pages: PageCache;
  publication: NewestPublication;
  /** URL of the built script of the public pages; set once they are served. */
  publicScript: string;
  /** Render the pages of a build; null where pages come from source and are rendered beside everything else. */
  renderers: Renderers | null;
  /** The notice of an illustrative plan; empty for an adopted plan. */
  notice: string;
};

/**
 * A number that grows whenever a publication is made or withdrawn or another plan becomes the leading one.
 * Known without a query: the database notifies every process of a change, whichever process made it.
 */
export class NewestPublication {
  current = 0;
  readonly #connections: Connections;
  readonly #onChange: () => void;
  #beside = '';
  #listening: Listening | null = null;

  constructor(connections: Connections, onChange: () => void) {
    this.#connections = connections;
    this.#onChange = onChange;
  }

  async refresh(): Promise<void> {
    // Pages also offer a report that was approved later, and say when the next one is due.
    const [row] = await readRows(
      this.#connections.public,
      { number: z.number(), beside: z.string() },
      sql`select (select coalesce(max(number), 0) from published.publication)
          + (select count(*)::integer from published.withdrawal)
          + (select count(*)::integer from published.leading_plan) as number,
        (select count(*)::text from published.report_file)
          || (select coalesce(string_agg(d::text, ';' order by d.period_start), '') from published.due_round d) as beside`,
    );
    const { number, beside } = row ?? { number: 0, beside: '' };
    if (number === this.current && beside === this.#beside) return;
    this.current = number;
    this.#beside = beside;
    this.#onChange();
  }

  /** Listens for publications of other processes. Refreshes after a lost connection. */
  async listen(): Promise<void> {
    const channels = { publication: () => this.refresh() };
    this.#listening = await this.#connections.public.$client.listen(channels);
    await this.refresh();
  }

  async stop(): Promise<void> {
    await this.#listening?.stop();
  }
}

/** Returns the notice of the illustrative plan; empty if there is none. */
export async function getNotice(connections: Connections): Promise<string> {
  const [row] = await connections.app
    .select({ notice: plan.notice })
    .from(plan)
    .where(eq(plan.illustrative, true))
    .orderBy(plan.id)
    .limit(1);
  return row?.notice ?? '';
}

export { PageCache };
