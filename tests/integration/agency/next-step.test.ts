import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveWorld } from '#tests/support/http-server.ts';
import { loadAllPages } from '#tests/support/pages-from-source.ts';
import { type AgencyStage, cell, key, setAgencyStage, shared } from './agency-stage.ts';

let stage: AgencyStage;
beforeAll(async () => {
  stage = await setAgencyStage();
  stage.world.setTime('2025-01-20T08:00:00Z');
  await stage.focal.caller.agency.assign({
    ...key,
    agency: 'RTP',
    parts: [{ activity: 'C1.1' }, { indicator: 'I-C2' }, { indicator: shared, dimension: 'sex' }],
  });
});
afterAll(() => stage?.world.close());

/** How many items are answered of how many, wherever that is said. */
async function listCounts(person: AgencyStage['police'], agency?: string): Promise<string[]> {
  const [rounds, next, { sheet }] = [
    await person.caller.submission.list(),
    await person.caller.submission.nextStep(key),
    await person.caller.submission.taskList(key),
  ];
  const report = rounds.find(({ code }) => code === key.round)?.reports[0];
  const items = [...sheet.activities, ...sheet.indicators];
  const counts = [
    `${report?.complete} of ${report?.due}`,
    `${next.answered} of ${next.due}`,
    `${items.filter(({ complete }) => complete).length} of ${items.length}`,
  ];
  if (!agency) return counts;
  const { agencies } = await person.caller.agency.get(key);
  const own = agencies.find(({ acronym }) => acronym === agency);
  return [...counts, `${own?.complete} of ${own?.due}`];
}

test('the page of the check has the sheet, the findings and the next step of the same report', async () => {
  const { submission } = stage.focal.caller;
  const { sheet, checked, next } = await submission.checkPage(key);
  expect(checked).toEqual(await submission.check(key));
  expect(next).toEqual(await submission.nextStep(key));
  expect(sheet.indicators.map(({ code, version }) => ({ code, version }))).toEqual(
    (await submission.get(key)).indicators.map(({ code, version }) => ({ code, version })),
  );
});

const same = (count: string, times: number) => Array.from({ length: times }, () => count);

test('an agency goes from item to item, delivers, and then waits; every page counts alike', async () => {
  const { police } = stage;
  const { submission, agency } = police.caller;
  expect(await submission.nextStep(key)).toMatchObject({
    step: { label: expect.stringMatching(/^Start with /), target: { page: 'item' } },
    actor: 'you',
    ready: null,
  });
  const { indicator } = await submission.indicator({ ...key, indicator: shared });
  const sexes = indicator.dimensions.find(({ code }) => code === 'sex')!.categories.map(({ code }) => code);
  // One half of the own cells of a shared indicator is not the whole of them.
  await submission.saveIndicatorValues({
    ...key,
    indicator: shared,
    cells: [cell(3, { sex: 'female' })],
    version: 0,
  });
  expect(await listCounts(police, 'RTP')).toEqual(same('0 of 3', 4));
  const { version } = (await submission.get(key)).indicators.find(({ code }) => code === shared)!;
  await submission.saveIndicatorValues({
    ...key,
    indicator: shared,
    cells: sexes.map((sex) => cell(3, { sex })),
    version,
  });
  expect(await listCounts(police, 'RTP')).toEqual(same('1 of 3', 4));
  await submission.saveIndicatorValues({ ...key, indicator: 'I-C2', cells: [cell(4)], version: 0 });
  await submission.saveActivityReport({
    ...key,
    activity: 'C1.1',
    status: 'on_track',
    achievements: 'Done.',
    challenges: '',
    nextSteps: '',
    version: 0,
  });
  expect(await listCounts(police, 'RTP')).toEqual(same('3 of 3', 4));
  expect((await submission.nextStep(key)).step?.label).toBe('Deliver your part');
  await agency.deliver({ ...key, agency: 'RTP', note: '' });
  expect(await submission.nextStep(key)).toMatchObject({
    step: null,
    actor: 'focal_point',
    names: [stage.focal.viewer.name],
  });
});

test('the mark and the note reach the clearing officer, and not the agencies', async () => {
  const { focal, clearing, police } = stage;
  expect(await clearing.caller.submission.nextStep(key)).toMatchObject({
    step: { label: 'Check and clear', isExpected: false },
    ready: null,
  });
  // The total of what the agency reported by sex is the focal point's.
  const shown = await focal.caller.submission.indicator({ ...key, indicator: shared });
  const parts = shown.answer.cells.map(({ category }) => cell(3, { sex: category! }));
  await focal.caller.submission.saveIndicatorValues({
    ...key,
    indicator: shared,
    cells: [cell(3 * parts.length), ...parts],
    version: shown.answer.version,
  });
  await focal.caller.agency.markReady({ ...key, note: 'Read the part on C first.' });
  expect(await clearing.caller.submission.nextStep(key)).toMatchObject({
    step: { label: 'Check and clear', isExpected: true },
    actor: 'you',
    ready: {
      by: focal.viewer.name,
      at: '2025-01-20T08:00:00.000Z',
      note: 'Read the part on C first.',
      isForYou: true,
    },
  });
  expect(await focal.caller.submission.nextStep(key)).toMatchObject({
    step: null,
    actor: 'clearing_officer',
    names: [clearing.viewer.name],
    ready: { isForYou: false },
  });
  expect((await police.caller.submission.nextStep(key)).ready).toBeNull();
  // Nobody who signs is told that nothing is missing.
  const [count] = await listCounts(clearing);
  expect(await listCounts(clearing)).toEqual(same(count!, 3));
  expect(await listCounts(focal)).toEqual(same(count!, 3));
  await focal.caller.agency.unmarkReady(key);
});

test('a copied answer is not counted as answered anywhere until it is confirmed', async () => {
  const { focal, world } = stage;
  const [before] = await listCounts(focal);
  await world.owner`update tracker.activity_report set copied_from = (select id from tracker.round limit 1)
    where status_code is not null`;
  const [first, ...rest] = await listCounts(focal);
  expect(rest).toEqual(same(first!, 2));
  expect(first).not.toBe(before);
});

test('moments are read by the clock of the state', async () => {
  expect(await stage.focal.caller.session.timeZone()).toBe('Asia/Bangkok');
});

test('My reports and every tab of a report have one bar with the next step, and entry pages none', async () => {
  const server = await serveWorld(stage.world, { loadBuild: loadAllPages });
  try {
    const cookie = await server.signIn(stage.focal);
    const countBars = async (path: string) => {
      const { status, text } = await server.send({ path: `/workspace${path}`, headers: { cookie } });
      return [path, status, text.match(/role="region" aria-label="Next step/g)?.length ?? 0];
    };
    const report = `/${key.round}`;
    const tabs = ['check', 'whole', 'agencies', 'questions', 'workbook/upload', 'history', 'targets'];
    for (const path of ['', report, ...tabs.map((tab) => `${report}/${tab}`)]) {
      expect(await countBars(path)).toEqual([path, 200, 1]);
    }
    // "Check and send" begins with the verdict and the form, then what is missing; the text has a page of its own.
    const { text } = await server.send({ path: `/workspace${report}/check`, headers: { cookie } });
    const places = ['Not ready:|No errors:', 'name="intent"', 'id="gaps"'].map((one) => text.search(one));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).toContain(`href="/workspace${report}/whole"`);
    const entry = `${report}/activities/A1.1`;
    expect(await countBars(entry)).toEqual([entry, 200, 0]);
  } finally {
    await server.stop();
  }
});
