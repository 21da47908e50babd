import { expect } from 'vitest';
import type { ReportDocument } from '#server/domain/report/document.types.ts';
import { findNewestCompilation, loadReportFacts } from '#server/loaders/report/load-report-facts.ts';
import { runOperation } from '#server/operation/run-operation.ts';
import type { Season } from '../publication/season.ts';

/** What the report of a round says of the plan: its editions, the facts of its desk, and one section of it. */
async function readReportIn({ secretariat, world }: Season, round: string) {
  const { caller } = secretariat;
  const { number } = await caller.edition.createDraft({ round });
  const documents = await world.owner<{ edition: string; scope: string; document: ReportDocument }[]>`
    select e.edition, e.scope, e.document from tracker.report_edition e
    join tracker.report_draft d on d.id = e.draft_id join tracker.round r on r.id = d.round_id
    where r.code = ${round} and d.number = ${number}`;
  const context = { ...world.base, viewer: secretariat.viewer };
  const facts = await runOperation(context, { permission: 'compilation.read' }, {}, async ({ tx }) => {
    const compilation = await findNewestCompilation(tx, round);
    return loadReportFacts(tx, { compilation: compilation?.id ?? 0, audience: 'restricted' });
  });
  const section = await caller.report.section({ round, key: 'objective.A1' });
  const { indicators } = await caller.report.comparability({ round });
  return {
    /** An edition by its name as one text. */
    textOf(name: string) {
      const found = documents.find(
        ({ edition, scope }) => [edition, scope].filter(Boolean).join('-') === name,
      );
      return JSON.stringify(found?.document);
    },
    /** How many activities the desk counts: "A1", "lens=online-scams", "delayed". */
    count: (what: string) => Number(facts.get(`activities ${what}`)?.text),
    /** What the section on objective A1 offers and is told. */
    offers: (indicator: string) => JSON.stringify(section.references).includes(indicator),
    notes: section.notes.map(({ item }) => item),
    titleOf: (indicator: string) => indicators.find(({ code }) => code === indicator)?.title,
  };
}

/** Holds the report of the round before an amendment against that of the round after it. */
export async function holdReportsApart(
  season: Season,
  { oldTitle, oldIndicator }: { oldTitle: string; oldIndicator: string },
): Promise<void> {
  const item = { subject: 'activity' as const, code: 'A1.1' };
  const note = { id: null, version: 0, item, words: 'Say so in the report.', ended: false };
  await season.secretariat.caller.review.saveCompilerNote({ round: '2024-H2', reporter: 'TH', ...note });
  const [old, now] = [await readReportIn(season, '2024-H2'), await readReportIn(season, '2025-H1')];
  const [was, is] = [JSON.stringify(oldTitle), 'Reworded in the middle'];
  for (const edition of ['somtc', 'public', 'lens-online-scams', 'state-TH']) {
    const texts = [old.textOf(edition), now.textOf(edition)].map((text) => [
      text.includes(was),
      text.includes(is),
    ]);
    // It has left the lens.
    const isIn = !edition.startsWith('lens');
    expect([edition, texts]).toEqual([
      edition,
      [
        [true, false],
        [false, isIn],
      ],
    ]);
  }
  expect(old.textOf('state-TH').includes('Worded anew')).toBe(false);
  expect([old, now].map(({ titleOf }) => titleOf('I-A3'))).toEqual([oldIndicator, 'Worded anew']);
  expect([old, now].map(({ offers, notes }) => [offers('I-A1'), notes])).toEqual([
    [true, ['A1.1']],
    [false, []],
  ]);
  const gains = ['A1', 'A2', 'lens=online-scams'].map((what) => now.count(what) - old.count(what));
  expect(gains).toEqual([-1, 1, -1]);
  // What has ended has no status any more, not even the last one that was reported of it.
  for (const status of ['planned', 'on_track', 'delayed', 'completed', 'recurring', 'cancelled']) {
    const [shown] = await season.world.owner<{ n: number }[]>`
      select count(*)::integer as n from rows.activity_status
      where publication = 3 and round_code = '2025-H1' and status_code = ${status}`;
    expect([status, now.count(status)]).toEqual([status, shown?.n]);
  }
}
