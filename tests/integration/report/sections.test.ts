import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadReportFacts } from '#server/loaders/report/load-report-facts.ts';
import { asViewer } from '#db/as-viewer.ts';
import { testSecrets } from '#tests/support/template-database.ts';
import type { AppCaller } from '#server/trpc/root.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
let desk: AppCaller;
let other: AppCaller;
const round = '2024-H2';
const summary = { round, key: 'summary' };

beforeAll(async () => {
  season = await createSeason(20);
  desk = season.secretariat.caller;
  other = (await season.world.createPerson([{ role: 'secretariat_officer' }])).caller;
  await season.open(round);
  for (const reporter of states.slice(0, 4)) await season.report(round, reporter);
  await desk.compilation.create({ round });
});
afterAll(() => season?.world.close());

const factsFor = (audience: 'restricted' | 'public') =>
  asViewer(
    season.world.connections.app,
    { personId: season.secretariat.id, viewerSecret: testSecrets.viewerSecret },
    async (tx) => {
      const [made] = await season.world.owner<{ id: number }[]>`
        select max(id)::integer as id from tracker.compilation`;
      return loadReportFacts(tx, { compilation: made?.id ?? 0, audience });
    },
  );

describe('facts', () => {
  test('are the sums of what was compiled, for the desk', async () => {
    const facts = await factsFor('restricted');
    const [sum] = await season.world.owner<{ total: string; n: number }[]>`
      select trim_scale(sum(v.value))::text as total, count(*)::integer as n
      from tracker.compiled_value v join tracker.indicator i on i.id = v.indicator_id
      join tracker.compiled_indicator_report r using (compilation_id, submission_id, indicator_id)
      where i.code = 'I-C2' and v.dimension_code is null and v.state = 'reported' and r.release <> 'withheld'`;
    const digits = facts.get('I-C2')?.text.replace(/\D/g, '');
    if (sum?.n) expect(digits).toBe(sum.total);
    expect(facts.get('I-C2 2024-H2')).toEqual(facts.get('I-C2'));
    expect(facts.get('reports states')?.text).toMatch(/^4 of \d+ states$/);
    expect(facts.get('activities')?.kind).toBe('number');
    expect(facts.get('I-C7')).toMatchObject({ kind: 'mark' });
  });

  test('for the public are what the preview shows, and marks in place of what it holds back', async () => {
    const facts = await factsFor('public');
    const preview = await desk.publication.preview({ round });
    for (const { indicator, scope, dimension, category, state } of preview.heldBack) {
      if (scope !== 'region') continue;
      const key = dimension === null ? indicator : `${indicator} ${dimension}=${category}`;
      expect(facts.get(key), key).toMatchObject({ kind: 'mark', mark: state });
      expect(facts.get(`${key} change`)?.kind, key).toBe('mark');
    }
    const shown = preview.figures.filter(
      (figure) => figure.scope === 'region' && figure.state === 'reported' && figure.value !== null,
    );
    const internal = new Set(
      [...facts].filter(([, fact]) => fact.kind === 'mark' && fact.mark === 'withheld').map(([key]) => key),
    );
    for (const { indicator, dimension, category } of shown) {
      const key = dimension === null ? indicator : `${indicator} ${dimension}=${category}`;
      expect(internal.has(key), key).toBe(false);
      expect(facts.get(key)?.kind, key).toBe('number');
    }
    expect(shown.length).toBeGreaterThan(0);
  });
});

describe('a section', () => {
  test('is saved with its numbers resolved, and tells of what is wrong with it', async () => {
    const saved = await desk.report.saveSection({
      ...summary,
      version: 0,
      text: 'Of {{activities}} activities, {{activities late}} are delayed.\r\n\r\nSee {{I-X9}}.',
    });
    expect(saved).toMatchObject({ version: 1, changed: true, problems: [{ kind: 'unknown', line: 3 }] });
    expect(JSON.stringify(saved.preview)).toMatch(/"Of ".*"text":"\d+"/);
    const page = await desk.report.section(summary);
    expect(page.stored).toMatchObject({ version: 1, text: expect.stringContaining('delayed.\n\nSee') });
    expect(page.findings.map(({ id }) => id)).toContain('I-C2');
    expect(page.references.length).toBeGreaterThan(20);
  });

  test('answers a repeated request as the first time, and the same words make no version', async () => {
    const request = {
      ...summary,
      version: 1,
      text: 'All is well.',
      requestId: '11111111-1111-4111-8111-111111111111',
    };
    const first = await desk.report.saveSection(request);
    expect(await desk.report.saveSection(request)).toEqual(first);
    expect(await desk.report.saveSection({ ...summary, version: 2, text: 'All is well. ' })).toMatchObject({
      version: 2,
      changed: false,
    });
  });

  test('is not overwritten by somebody who read an older version', async () => {
    await expect(other.report.saveSection({ ...summary, version: 1, text: 'Mine' })).rejects.toMatchObject({
      cause: { code: 'CONFLICT', current: { text: 'All is well.', version: 2 } },
    });
    // Two who begin at the same time: one is told.
    const outcomes = await Promise.allSettled(
      [desk, other].map((caller) =>
        caller.report.saveSection({ round, key: 'lessons', version: 0, text: `By ${caller === desk}` }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('keeps all its versions, can be compared and brought back', async () => {
    const compared = await desk.report.compareVersions({ ...summary, earlier: 1, later: 2 });
    expect(compared.earlier.text).toContain('{{activities late}}');
    expect(compared.later.text).toBe('All is well.');
    const back = await other.report.restoreSection({ ...summary, version: 2, restore: 1 });
    expect(back.version).toBe(3);
    expect((await desk.report.section(summary)).stored.text).toBe(compared.earlier.text);
    await expect(
      season.world.owner`update tracker.report_section_revision set text = 'other'`,
    ).rejects.toMatchObject({ code: 'BT001' });
  });

  test.each([
    ['a'.repeat(20_001), /Shorten this to 20,000/],
    ['bad \u0000 sign', /cannot be printed/],
  ])('refuses a text that cannot be kept', async (text, message) => {
    await expect(desk.report.saveSection({ ...summary, version: 3, text })).rejects.toMatchObject({
      cause: { code: 'BAD_INPUT', fields: [{ path: 'text', message: expect.stringMatching(message) }] },
    });
  });

  test('is of the plan, or not there', async () => {
    await expect(desk.report.section({ round, key: 'area.Z' })).rejects.toMatchObject({
      cause: { code: 'NOT_FOUND' },
    });
    await expect(
      desk.report.saveSection({ round, key: 'nonsense', version: 0, text: 'x' }),
    ).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } });
  });

  test('says when a number has moved since it was written', async () => {
    await desk.report.saveSection({ round, key: 'method', version: 0, text: 'From {{reports states}}.' });
    await season.report(round, states[4]!);
    await desk.compilation.create({ round });
    const { problems, preview } = await desk.report.section({ round, key: 'method' });
    expect(problems).toMatchObject([
      { kind: 'moved', message: expect.stringMatching(/was 4 of .* is 5 of/) },
    ]);
    expect(JSON.stringify(preview)).toContain('5 of');
    const again = await desk.report.saveSection({
      round,
      key: 'method',
      version: 1,
      text: 'From {{reports states}}.',
    });
    expect(again).toMatchObject({ version: 2, problems: [] });
  });
});

describe('comments', () => {
  test('make threads that are settled and opened again', async () => {
    const { id } = await desk.report.addComment({
      ...summary,
      answers: null,
      text: 'Say more about area B.',
    });
    await other.report.addComment({ ...summary, answers: id, text: 'Done.' });
    const countOpen = async () =>
      (await desk.report.desk({ round })).sections.find(({ key }) => key === 'summary')?.openComments;
    expect(await countOpen()).toBe(1);
    await desk.report.resolveComment({ comment: id, resolved: true });
    await desk.report.resolveComment({ comment: id, resolved: true });
    expect(await countOpen()).toBe(0);
    const [thread] = (await desk.report.section(summary)).comments;
    expect(thread).toMatchObject({ answers: [{ text: 'Done.' }], resolved: { by: expect.any(String) } });
    await other.report.addComment({ ...summary, answers: id, text: 'Not quite.' });
    expect(await countOpen()).toBe(1);
    await expect(desk.report.addComment({ ...summary, answers: null, text: '  ' })).rejects.toMatchObject({
      cause: { code: 'BAD_INPUT', fields: [{ path: 'comment' }] },
    });
  });
});
