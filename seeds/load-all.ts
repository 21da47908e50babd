import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { openSql } from '#db/sql.ts';
import type { Connections, Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import type { Signer } from '#server/publications/signer.ts';
import { importPlan } from '#server/use-cases/plan/import-plan.ts';
import { assertDemoAllowed, demoMailDomain, SeedError } from './demo/assert-demo-allowed.ts';
import { isDemoHalfLoaded, loadDemo } from './demo/load-demo.ts';
import { loadCalendar } from './load-calendar.ts';
import { loadComparability } from './load-comparability.ts';
import { loadLibrary } from './load-library.ts';
import { loadReference } from './load-reference.ts';
import { loadRounds } from './load-rounds.ts';
import { loadRules } from './load-rules.ts';
import { readSeedPlan } from './read-csv.ts';
import { getSeedState } from './seed-marker.ts';

export type PrepareDataInput = {
  ownerUrl: string;
  connections: Connections;
  viewerSecret: string;
  signer: Signer;
  /** Where the demo puts the files of its reports. */
  files: FileStorage;
  /** Whether the configuration asks for demo data. */
  demo: boolean;
  /** Whether the database was given by DATABASE_URL. */
  external: boolean;
  log: (sentence: string) => void;
};

/** Any number will do, as long as every start uses the same. */
const seedLock = 20_281_231;

/**
 * Makes a migrated database ready to work with: the reference lists always, the plan that comes with the tracker
 * and its rounds when there is none yet, and the demo when it is asked for and not there. One starter at a time;
 * repeating it costs a few milliseconds and changes nothing.
 *
 * Throws SeedError, with a sentence to show, when demo data must not go into this database, are there but not
 * asked for, or were left unfinished; isDemoHalfLoaded tells the latter beforehand.
 */
export async function prepareData(input: PrepareDataInput): Promise<void> {
  const { ownerUrl, demo, external, log } = input;
  const owner = openSql(ownerUrl);
  try {
    await owner`select pg_advisory_lock(${seedLock})`;
    if (await isDemoHalfLoaded(owner)) {
      throw new SeedError(
        'The demo data were not loaded to the end when the tracker was started last. Empty the database and start again.',
      );
    }
    const { written } = await loadReference(owner);
    if (written > 0) log(`Loaded ${written} lines of reference data.`);
    await loadCalendar(owner);
    await loadFirstPlan(owner, log);
    await loadRules(owner, log);
    await loadComparability(owner, log);
    const isLoaded = (await getSeedState(owner, 'demo')) === 'done';
    if (isLoaded && !demo) {
      throw new SeedError(
        'This database holds the demo, whose accounts have a password that everybody knows. Start with DEMO=1, or with another database.',
      );
    }
    if (demo && !isLoaded) {
      assertDemoAllowed({ demo, external, hasRealData: await hasRealData(owner) });
      await loadDemo(input);
    }
    await loadLibrary(owner, { demo });
  } finally {
    await owner.end();
  }
}

async function loadFirstPlan(owner: Sql, log: (sentence: string) => void) {
  const [stored] = await readRows(
    owner,
    { code: z.string().nullable(), rounds: z.number() },
    sql`select (select code from tracker.plan order by id desc limit 1) as code,
      (select count(*)::integer from tracker.round) as rounds`,
  );
  let code = stored?.code ?? null;
  if (code === null) {
    const { problems, plan, counts } = await importPlan(owner, await readSeedPlan());
    const [first] = problems;
    if (first) {
      throw new SeedError(
        `seeds/plan/${first.file}, row ${first.row}, column ${first.column}: ${first.message}`,
      );
    }
    code = plan;
    log(`Loaded the plan ${code} with ${counts?.added ?? 0} rows.`);
  }
  if (code !== null && stored?.rounds === 0) await loadRounds(owner, code);
}

/** Whether somebody has worked here: a person who is not of the demo, or a report that no demo made. */
async function hasRealData(owner: Sql): Promise<boolean> {
  const [row] = await readRows(
    owner,
    { real: z.boolean() },
    sql`select exists (select from auth.person where email not like ${`%${demoMailDomain}`} and id <> 'calendar')
      or exists (select from tracker.submission) as real`,
  );
  return row?.real ?? false;
}
