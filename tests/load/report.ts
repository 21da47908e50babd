import { renderReport } from '#server/reports/render-document.ts';
import { getEdition } from '#server/queries/edition/get-edition.query.ts';
import { getViewer } from '#server/queries/person/get-viewer.query.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import { reportFormats } from '#server/domain/report/document.types.ts';
import { type BenchWorld, openBenchWorld } from './bench-world.ts';
import { benchRounds, size } from './dataset.ts';

/**
 * How long it takes from the last accepted report of a round to the finished report of it, over ten rounds and eleven
 * states: compile, make a draft, draw the restricted main edition in its three forms, then all main editions as the job
 * makes them. Memory is that of the whole process, the drawing thread included, looked at twenty times a second.
 *
 * npm run report-pace
 */
const mostSeconds = 60;
const round = benchRounds.at(-1)?.code ?? '';
const repetitions = 3;

type Step = { what: string; seconds: number; peak: number };

async function measureStep<T>(steps: Step[], what: string, work: () => Promise<T>): Promise<T> {
  const megabytes = () => process.memoryUsage.rss() / 1024 ** 2;
  let peak = megabytes();
  const look = setInterval(() => {
    peak = Math.max(peak, megabytes());
  }, 50);
  const begun = performance.now();
  try {
    return await work();
  } finally {
    clearInterval(look);
    steps.push({ what, seconds: (performance.now() - begun) / 1000, peak: Math.max(peak, megabytes()) });
  }
}

/** The newest round is accepted too, and all before it are compiled: what stands on the day that the last report comes. */
async function acceptEverything({ owner, officer }: BenchWorld): Promise<void> {
  for (const [status, extra] of [
    ['cleared', 'version = 2, cleared_at = now()'],
    ['submitted', 'version = 3, submitted_at = now(), first_submitted_at = now(), times_submitted = 1'],
    ['accepted', 'version = 4, accepted_at = now()'],
  ] as const) {
    await owner.script(`
      update tracker.submission s set status = '${status}', ${extra} from tracker.round r
        where r.id = s.round_id and r.code = '${round}'`);
    if (status !== 'submitted') continue;
    await owner.script(`
      insert into tracker.submission_snapshot (submission_id, number, taken_at, content, sha256)
        select s.id, 1, now(), '{}', repeat('0', 64) from tracker.submission s
        join tracker.round r on r.id = s.round_id and r.code = '${round}'`);
  }
  await owner.script(`update tracker.round set state = 'closed' where code = '${round}'`);
  for (const { code } of benchRounds.slice(0, -1)) await officer.compilation.create({ round: code });
}

const world = await openBenchWorld();
const steps: Step[] = [];
const peaks: number[] = [];
try {
  const { officer, owner, base } = world;
  await acceptEverything(world);
  const context = {
    ...base,
    viewer: await getViewer(base.database, base.viewerSecret, 'officer'),
  };
  const begun = performance.now();
  await measureStep(steps, `compile ${round}`, () => officer.compilation.create({ round }));
  const draft = await measureStep(steps, 'make the draft, all editions frozen', () =>
    officer.edition.createDraft({ round, meeting: 'The meeting of senior officials' }),
  );
  const { draft: somtc } = await measureStep(steps, 'read the edition for senior officials', async () => ({
    draft: await getEdition(context, { round, draft: draft.number, edition: 'somtc' }),
  }));
  for (const format of reportFormats) {
    await measureStep(steps, `draw it as ${format}`, () => renderReport(somtc, format));
  }
  const toOne = (performance.now() - begun) / 1000;
  await officer.edition.requestFiles({ round, number: draft.number, group: 'main' });
  const said = new Set<number>();
  let total = 0;
  const watch = setInterval(() => {
    void officer.edition.list({ round }).then(({ drafts }) => {
      const job = drafts[0]?.job;
      if (job) {
        said.add(job.done);
        total = job.total;
      }
    });
  }, 100);
  const made = await measureStep(steps, 'draw and store all main editions, by the job', () =>
    renderRequestedFiles(context),
  );
  clearInterval(watch);
  // The same once more: memory that grew with each report would show here.
  for (let time = 1; time <= repetitions; time += 1) {
    const again: Step[] = [];
    await measureStep(again, 'again', async () => {
      for (const format of reportFormats) await renderReport(somtc, format);
    });
    peaks.push(again[0]?.peak ?? 0);
  }
  const [{ bytes } = { bytes: 0 }] = await owner<{ bytes: number }[]>`
    select max(octet_length(document::text)) as bytes from tracker.report_edition`;
  const out = [
    `${size.rounds} rounds, ${size.states} states, ${size.activities} activities, ${size.indicators} indicators; ${draft.editions} editions, the largest document ${Math.round(bytes / 1000).toLocaleString('en-GB')} kB`,
    '',
    '| Step | seconds | peak memory, MB |',
    '| --- | ---: | ---: |',
    ...steps.map(({ what, seconds, peak }) => `| ${what} | ${seconds.toFixed(1)} | ${Math.round(peak)} |`),
    '',
    `From accepted to Word, PDF and workbook of one edition: ${toOne.toFixed(1)} s, limit ${mostSeconds} s. ${made} files by the job, whose progress was seen at ${said.size} of ${total} steps. Drawn ${repetitions} times more, peaks of ${peaks.map((peak) => Math.round(peak)).join(', ')} MB.`,
  ];
  process.stdout.write(`${out.join('\n')}\n`);
  if (toOne > mostSeconds) throw new Error(`It took longer than ${mostSeconds} seconds.`);
} finally {
  await world.close();
}
