import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FileStorage } from '#server/files/file-storage.ts';
import type { Signer } from '#server/publications/signer.ts';
import { createDatabaseReader } from '#server/publications/database-reader.ts';
import { openSql } from '#db/sql.ts';
import type { Connections, Sql } from '#db/client.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { createCompilation } from '#server/use-cases/compilation/create-compilation.ts';
import { createDraft } from '#server/use-cases/edition/create-draft.ts';
import { publish } from '#server/use-cases/publication/publish.ts';
import { closeRound } from '#server/use-cases/round/close-round.ts';
import { openRound } from '#server/use-cases/round/open-round.ts';
import { disclosureClasses } from '#server/domain/value/indicator-definition.ts';
import { measures } from '#server/domain/value/measures.ts';
import { loadLibrary } from '../load-library.ts';
import { ensureSeedTable, getSeedState } from '../seed-marker.ts';
import { createDemoAccounts, listDemoPeople } from './accounts.ts';
import { amendPlanBefore, wordPlanAtFirst } from './amend-plan.ts';
import { SeedError } from './assert-demo-allowed.ts';
import { reviewDemoRoles } from './access-review.ts';
import { atStep, contextOf, type DemoStage } from './demo-context.ts';
import { askForRole, giveDemoRoles, givePartnerRoles } from './demo-roles.ts';
import { fillDesk } from './fill-desk.ts';
import { createRandom } from './random.ts';
import { type DemoScript, type PlannedReport, readDemoScript } from './read-script.ts';
import { buildReportContent, type DueReport, type Extent } from './report-content.ts';
import { addDays, statusesByRound } from './report-courses.ts';
import { findHolders, giveParts, readDemoAgencies } from './responsibilities.ts';
import { askDemoConsent } from './consent.ts';
import { writeDemoLearning } from './learning.ts';
import { writeDemoTargets } from './national-targets.ts';
import { writeDemoArrangements } from './arrangements.ts';
import { writeDemoRecommendations } from './recommendations.ts';
import { writeDemoSupport } from './support.ts';
import { reviseReport, writeDemoReport } from './report-words.ts';
import { runReport } from './run-report.ts';
import { signReport } from './sign-report.ts';

export type LoadDemoInput = {
  connections: Connections;
  /** The owner's address: accounts and the mark that the demo is there are the owner's to write. */
  ownerUrl: string;
  viewerSecret: string;
  signer: Signer;
  /** Where the files of the published reports go. */
  files: FileStorage;
  log: (sentence: string) => void;
};

/** Reports that are worked on side by side. Each has its own clock and chance, so the order does not matter. */
const atOnce = 6;

/** A round in time that is still going on ends, for the demo, on this day: nothing happens in the future. */
const lastDay = '2026-09-25';

const demoRoundShape = {
  code: z.string(),
  opens_on: z.string(),
  due_on: z.string(),
  closes_on: z.string(),
  state: z.string(),
};

type DemoRound = RowOf<typeof demoRoundShape>;

/**
 * Makes the demo: accounts, and rounds of fictional reports that were written, cleared, submitted, reviewed,
 * compiled and published through the use-cases, by the right people and on days of the past. The same every time.
 *
 * The reference data, the plan and its rounds must be there. Throws SeedError when the database holds reports
 * already, or a demo that was not finished: history cannot be taken back, so that database has to be made anew.
 */
export async function loadDemo({
  connections,
  ownerUrl,
  viewerSecret,
  signer,
  files,
  log,
}: LoadDemoInput): Promise<void> {
  const owner = openSql(ownerUrl);
  try {
    await beginDemo(owner);
    const agencies = await readDemoAgencies();
    const people = await listDemoPeople(owner, agencies);
    await createDemoAccounts(owner, [...people.values()]);
    const published = createDatabaseReader(connections.public);
    await giveDemoRoles({ connections, viewerSecret, published, signer, people });
    await givePartnerRoles({ connections, viewerSecret, published, signer, people });
    log(`Made ${people.size} demo accounts.`);
    const holders = await findHolders(owner, agencies);
    await giveParts(owner, holders);
    const script = await readDemoScript();
    const rounds = await readRows(
      owner,
      demoRoundShape,
      sql`select code, opens_on::text, due_on::text, closes_on::text, state from tracker.round order by period_start`,
    );
    const deliveredRound = rounds.findLast(({ code }) => script.reports.has(code))?.code ?? '';
    const { evidence } = script;
    const stage: DemoStage = {
      connections,
      viewerSecret,
      published,
      signer,
      files,
      people,
      holders,
      deliveredRound,
      evidence,
    };
    await wordPlanAtFirst(stage, new Date('2024-12-01T02:00:00Z'));
    for (const [period, round] of rounds.entries()) {
      await amendPlanBefore(stage, round.code, new Date(`${addDays(round.opens_on, -20)}T02:00:00Z`));
      const closedBefore = rounds[period - 1]?.closes_on ?? null;
      await runRound(stage, owner, script, { ...round, closedBefore }, period);
      log(`Filled the round ${round.code}.`);
    }
    await fillDesk(stage, lastDay);
    const asked = [...script.publications.keys()].at(-1);
    if (asked) await askDemoConsent(stage, asked, new Date(`${lastDay}T02:00:00Z`));
    await askForRole(stage, new Date(`${lastDay}T05:00:00Z`));
    await writeDemoLearning(stage, new Date(`${lastDay}T02:00:00Z`));
    // The newest report is being worked on again: its next draft has no signature and no file yet.
    for (const [round, { meeting }] of [...script.publications].slice(-1)) {
      await reviseReport(stage, round, new Date(`${lastDay}T03:00:00Z`));
      await atStep(`drafting the report of ${round}`, () =>
        createDraft(contextOf(stage, 'secretariat', new Date(`${lastDay}T04:00:00Z`)), { round, meeting }),
      );
    }
    if (deliveredRound) await reviewDemoRoles(stage, owner, deliveredRound, lastDay);
    // What happened in the demo's past was never mailed, and is not mailed now.
    await owner`delete from tracker.mail`;
    // What people were told is there; they have read all but that of the last weeks.
    await owner`update tracker.notification set read_at = created_at + interval '1 day'
      where created_at < (select max(created_at) from tracker.notification) - interval '14 days'`;
    await analyseTables(owner);
    await owner`update ops.seed set done_at = now() where name = 'demo'`;
  } finally {
    await owner.end();
  }
}

/** The first visitor should not pay for a planner that knows nothing of the tables yet. */
async function analyseTables(owner: Sql) {
  const [tables] = await readRows(
    owner,
    { names: z.string() },
    sql`select string_agg(format('%I.%I', schemaname, tablename), ', ') as names
    from pg_tables where schemaname in ('tracker', 'published', 'auth')`,
  );
  await owner.script(`analyze ${tables?.names ?? ''}`);
}

/** Whether a demo was begun and never finished, so that the database is of no use any more. */
export async function isDemoHalfLoaded(ownerSql: Sql): Promise<boolean> {
  return (await getSeedState(ownerSql, 'demo')) === 'begun';
}

async function beginDemo(owner: Sql) {
  await ensureSeedTable(owner);
  const [{ reports } = { reports: 0 }] = await readRows(
    owner,
    { reports: z.number() },
    sql`select count(*)::integer as reports from tracker.submission`,
  );
  const begun =
    await owner`insert into ops.seed (name) values ('demo') on conflict (name) do nothing returning name`;
  if (begun.length === 0 || reports > 0) {
    throw new SeedError('This database holds reports already. The demo is made in an empty database only.');
  }
}

async function runRound(
  stage: DemoStage,
  owner: Sql,
  script: DemoScript,
  /** With the day on which the round before it closed. */
  round: DemoRound & { closedBefore: string | null },
  period: number,
) {
  const reports = script.reports.get(round.code);
  if (!reports) return;
  const secretariat = (date: string) => contextOf(stage, 'secretariat', new Date(`${date}T02:00:00Z`));
  const input = { round: round.code };
  await atStep(`opening ${round.code}`, () => openRound(secretariat(round.opens_on), input));
  await writeDemoTargets(stage, round);
  const due = await listDueReports(owner, round.code);
  await inParallel(due, async (report) => {
    const planned = reports.get(report.reporter);
    if (planned) await runPlanned(stage, script, round, period, report, planned);
  });
  const publication = script.publications.get(round.code);
  if (!publication) return;
  await atStep(`closing ${round.code}`, () => closeRound(secretariat(addDays(round.closes_on, 1)), input));
  await atStep(`compiling ${round.code}`, () =>
    createCompilation(secretariat(addDays(round.closes_on, 12)), input),
  );
  const { hasReport, ...words } = publication;
  const publishedOn = addDays(round.closes_on, 16);
  // Partners speak before the newest publication, so that it has what they confirm.
  if (round.code === [...script.publications.keys()].at(-1)) {
    await writeDemoSupport(stage, new Date(`${addDays(round.closes_on, 13)}T02:30:00Z`));
  }
  // What is signed is what goes out, so the library is as it will be by then.
  await loadLibrary(owner, { demo: true, until: publishedOn });
  await writeDemoRecommendations(stage, {
    after: round.closedBefore === null ? '' : addDays(round.closedBefore, 13),
    until: addDays(round.closes_on, 13),
  });
  if (round.code === [...script.publications.keys()].at(-1)) await writeDemoArrangements(stage);
  if (hasReport) {
    await writeDemoReport(stage, round.code, new Date(`${addDays(round.closes_on, 14)}T02:00:00Z`));
    const at = new Date(`${addDays(round.closes_on, 15)}T02:00:00Z`);
    await signReport(stage, owner, { round: round.code, meeting: words.meeting, at });
  }
  await atStep(`publishing ${round.code}`, () => publish(secretariat(publishedOn), { ...input, ...words }));
}

async function runPlanned(
  stage: DemoStage,
  script: DemoScript,
  round: DemoRound,
  period: number,
  due: DueReport,
  { course, timing, extent }: PlannedReport,
) {
  const steps = statusesByRound[course];
  if (!steps) throw new SeedError(`course-of-reports.csv names a course "${course}" that does not exist.`);
  if (steps.length === 0) return;
  const content = buildReportContent({
    due,
    round: round.code,
    period,
    extent: extent as Extent,
    size: script.sizes.get(due.reporter) ?? 0.5,
    courseOf: script.activities,
    // A draft is not finished, and a report that is asked about or corrected has something to ask about.
    flawed: course === 'draft_only' || steps.some(([step]) => step === 'correct' || step === 'ask'),
  });
  const random = createRandom('timing', due.reporter, round.code);
  const lastSubmission = addDays(lastDay, -7);
  const by = round.due_on < lastSubmission ? round.due_on : lastSubmission;
  const submittedOn = addDays(by, timing === 'late' ? random.int(3, 8) : -random.int(3, 12));
  const key = { round: round.code, reporter: due.reporter };
  await runReport(stage, key, due.kind, content, steps, submittedOn);
}

const dueReportShape = {
  reporter: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  activities: z.array(z.string()),
  indicators: z.array(
    z.object({
      code: z.string(),
      measure: z.enum(measures),
      disclosureClass: z.enum(disclosureClasses),
      dimensions: z.array(z.object({ code: z.string(), name: z.string(), categories: z.array(z.string()) })),
      /** From the first in the list to the last. */
      choices: z.array(z.object({ code: z.string(), counts: z.boolean() })),
    }),
  ),
};

function listDueReports(owner: Sql, round: string) {
  return readRows(
    owner,
    dueReportShape,
    sql`select p.code as reporter, p.kind,
      array(select a.code from tracker.activity_report ar join tracker.activity a on a.id = ar.activity_id
        where ar.submission_id = s.id order by a.position) as activities,
      coalesce((select json_agg(json_build_object('code', i.code, 'measure', i.measure,
          'disclosureClass', i.disclosure_class,
          'dimensions', coalesce((select json_agg(json_build_object('code', d.dimension_code, 'name',
              (select n.name from tracker.dimension n where n.code = d.dimension_code), 'categories',
              (select json_agg(c.code order by c.position) from tracker.category c
               where c.dimension_code = d.dimension_code)) order by d.position)
            from tracker.indicator_dimension d where d.indicator_id = i.id), '[]'),
          'choices', coalesce((select json_agg(json_build_object('code', h.code, 'counts', h.counts)
              order by h.position)
            from tracker.choice h where h.list_code = i.choice_list), '[]')) order by i.position)
        from tracker.indicator_report ir join tracker.indicator i on i.id = ir.indicator_id
        where ir.submission_id = s.id), '[]') as indicators
    from tracker.submission s
    join tracker.round r on r.id = s.round_id
    join tracker.reporter p on p.id = s.reporter_id
    where r.code = ${round}
    order by p.kind desc, p.code`,
  );
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  // All of them come to their end before an error goes on, so that nobody writes after the pools have closed.
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
