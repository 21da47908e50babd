import { approveDraft } from '#server/use-cases/edition/approve-draft.ts';
import { loadLibrary } from '#seeds/load-library.ts';
import { renderRequestedFiles } from '#server/use-cases/edition/render-requested-files.ts';
import { bodies, createSeason, type Season, states } from '#tests/integration/publication/season.ts';
import { openPlanDesk } from '#tests/integration/plan/make-edit.ts';
import { writeSheets } from '#tests/integration/plan/plan-workbooks.ts';
import {
  buildUnseenPlan,
  reporters,
  rounds as seaRounds,
  statuses,
} from '#tests/integration/plan/unseen-plan.ts';
import { makePhoto } from '#tests/support/sample-files.ts';
import type { WorldPlace } from '#tests/support/world.ts';
import { type GoldenWorld, serveGolden } from './golden-world.ts';

const plan = 'BOHOL-2';

/**
 * A made-up history in which everything happens that can happen to a publication: a signed report, released evidence, a
 * correction, a late report, a withdrawal, a plan amended in its middle, notes on comparability, a second plan, and a
 * round that is compiled and not yet published. The same in every run of a seed.
 */
export async function openSeason(seed: number, place?: WorldPlace): Promise<GoldenWorld> {
  const season = await createSeason(seed, place);
  const { world, secretariat } = season;
  const { caller } = secretariat;
  await loadLibrary(world.owner, { demo: true, until: '2024-12-31' });

  await season.open('2024-H2');
  for (const reporter of [...states.slice(0, 7), ...bodies.slice(0, 3)])
    await season.report('2024-H2', reporter);
  await reportWithEvidence(season, '2024-H2', 'TH');
  world.setTime('2025-02-10T08:00:00Z');
  await publishWithReport(season, '2024-H2');

  world.setTime('2025-03-03T08:00:00Z');
  await season.correct('2024-H2', states[0]!);
  await season.report('2024-H2', 'VN');
  await season.compileAndPublish('2024-H2');

  world.setTime('2025-04-01T08:00:00Z');
  await season.correct('2024-H2', states[1]!);
  await season.compileAndPublish('2024-H2');
  await caller.publication.withdraw({ number: 3, reason: 'The total of I-B1 counted one report twice.' });

  world.setTime('2025-05-05T08:00:00Z');
  await amendPlan(season);
  await noteComparability(season);

  world.setTime('2025-07-01T08:00:00Z');
  await season.open('2025-H1');
  for (const reporter of [...states.slice(1, 9), ...bodies.slice(1, 5)])
    await season.report('2025-H1', reporter);
  world.setTime('2025-08-20T08:00:00Z');
  await publishWithReport(season, '2025-H1');

  world.setTime('2026-01-05T08:00:00Z');
  await season.open('2025-H2');
  for (const reporter of [...states.slice(0, 6), ...bodies.slice(0, 2)])
    await season.report('2025-H2', reporter);
  await caller.compilation.create({ round: '2025-H2' });
  await caller.edition.createDraft({ round: '2025-H2', meeting: 'The 22nd meeting' });

  world.setTime('2032-01-05T08:00:00Z');
  await publishOtherPlan(season);
  return serveGolden('season', world, secretariat);
}

/** A report with a photograph that everybody may see. */
export async function reportWithEvidence(season: Season, round: string, reporter: string) {
  await season.report(round, reporter, { until: 'draft' });
  const { focal, clearing } = await season.team(reporter);
  const key = { round, reporter };
  const sheet = await focal.caller.submission.get(key);
  await focal.caller.evidence.addFile({
    ...key,
    subject: 'activity',
    code: sheet.activities[0]!.code,
    title: 'Training in March',
    disclosure: 'public',
    file: new File([new Uint8Array(await makePhoto())], 'Training in March.jpg'),
  });
  const cleared = await clearing.caller.submission.clear({ ...key, version: sheet.header.version });
  const { version } = await focal.caller.submission.submit({ ...key, version: cleared.version });
  await season.secretariat.caller.review.accept({ ...key, version });
}

/** Publishes a round with its public report, drawn and signed by two; the other editions are not drawn. */
async function publishWithReport({ world, secretariat }: Season, round: string) {
  const { compilation, edition, publication } = secretariat.caller;
  const second = await world.createPerson([{ role: 'secretariat_officer' }]);
  await compilation.create({ round });
  await edition.createDraft({ round, meeting: 'The 20th meeting' });
  const [draft] = (await edition.list({ round })).drafts;
  for (const [person, part] of [
    [secretariat, 'compiled'],
    [secretariat, 'checked'],
    [second, 'approved'],
  ] as const) {
    await approveDraft(
      { ...world.base, viewer: person.viewer },
      {
        round,
        number: draft?.number ?? 1,
        part,
        sha256: draft?.sha256 ?? '',
      },
    );
  }
  await world.owner`
    update tracker.report_job set editions = jsonb_path_query_array(editions, '$[*] ? (@.edition == "public")')`;
  await renderRequestedFiles({ ...world.base, viewer: secretariat.viewer });
  await publication.publish({ round, title: `Progress in ${round}`, note: 'All figures are made up.' });
}

async function amendPlan({ secretariat }: Season) {
  const desk = openPlanDesk(secretariat, plan);
  const amendment = { effectiveRound: '2025-H1', title: 'First amendment', reason: 'The meeting said so.' };
  await desk.make(await desk.rewordActivity('A1.1', { title: 'Reworded in the middle' }), amendment);
  await desk.make(
    {
      kind: 'merge-activity',
      code: 'A1.2',
      into: 'A1.1',
      followers: [{ indicator: 'I-A2', goes: 'moves', to: 'A1.1' }],
    },
    amendment,
  );
  const part = { description: '', lead: 'ASLOM', participating_states: 'all', active_years: '2025; 2026' };
  await desk.make(
    {
      kind: 'split-activity',
      code: 'C1.1',
      parts: [
        { ...part, code: 'C1.8', title: 'Review of laws', inherits: ['tags', 'basis'] },
        { ...part, code: 'C1.9', title: 'Review of courts', inherits: [] },
      ],
      followers: [],
    },
    amendment,
  );
  await desk.make(await desk.rewordIndicator('I-A3', { title: 'Worded anew' }), amendment);
  await desk.make({ kind: 'end-indicator', code: 'I-A4' }, amendment);
}

async function noteComparability({ secretariat }: Season) {
  for (const [indicator, reporter] of [
    ['I-B3', null],
    ['I-B1', 'TH'],
  ] as const) {
    await secretariat.caller.report.saveComparabilityNote({
      id: null,
      version: 0,
      // Named by one of its rounds.
      plan: '2024-H2',
      indicator,
      reporter,
      from: '2024-H2',
      until: null,
      kind: 'law',
      note: `Counted otherwise${reporter ? ` by ${reporter}` : ''} since the second half of 2024.`,
      withdrawn: false,
    });
  }
}

async function publishOtherPlan(season: Season) {
  const { caller } = season.secretariat;
  const sheets = buildUnseenPlan({ activities: 30, indicators: 15 });
  const { upload } = await caller.plan.upload({
    files: [{ name: 'seas.xlsx', content: await writeSheets(sheets) }],
  });
  const { compared } = await caller.plan.preview({ upload });
  await caller.plan.accept({ upload, stand: compared?.stand ?? '' });
  const [round = ''] = seaRounds;
  await season.open(round);
  for (const reporter of [...reporters.states.slice(0, 6), ...reporters.bodies]) {
    await season.report(round, reporter, { statuses });
  }
  await season.compileAndPublish(round);
}
