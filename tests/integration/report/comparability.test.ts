import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppCaller } from '#server/trpc/root.ts';
import { createSeason, type Season, states } from '../publication/season.ts';

let season: Season;
let desk: AppCaller;
const round = '2024-H2';
const fresh = {
  id: null as number | null,
  version: 0,
  plan: round,
  indicator: 'I-C2',
  reporter: 'TH' as string | null,
  from: round,
  until: null as string | null,
  kind: 'law',
  note: 'Another law counts from this round on.',
  withdrawn: false,
};

beforeAll(async () => {
  season = await createSeason(21);
  desk = season.secretariat.caller;
  await season.open(round);
  for (const reporter of ['TH', ...states.slice(0, 3)]) await season.report(round, reporter);
  await desk.compilation.create({ round });
});
afterAll(() => season?.world.close());

test('a note is added, changed, ended and withdrawn, and every state of it is kept', async () => {
  const { id } = await desk.report.saveComparabilityNote(fresh);
  await desk.report.saveComparabilityNote({ ...fresh, id, version: 1, note: 'A law of its own.' });
  await desk.report.saveComparabilityNote({
    ...fresh,
    id,
    version: 2,
    note: 'A law of its own.',
    until: '2025-H1',
  });
  const matrix = await desk.report.comparability({ round, indicator: 'I-C2' });
  const row = matrix.indicators.find(({ code }) => code === 'I-C2');
  expect(row?.cells.find(({ reporter }) => reporter === 'TH')?.kinds).toEqual(['law']);
  expect(row?.reservations).toContain('TH counts by another law than the others.');
  expect(row?.regional?.coverage).toMatch(/^\d+ of \d+ states$/);
  expect(matrix.detail?.reporters.find(({ reporter }) => reporter === 'TH')).toMatchObject({
    name: 'Thailand',
  });
  const overlap = matrix.indicators.find(({ reservations }) =>
    reservations.some((one) => /May count twice/.test(one)),
  );
  expect(overlap).toBeDefined();

  await desk.publication.publish({ round });
  const published = () => season.world.owner<{ note: string }[]>`
    select note from rows.comparability_note where indicator_code = 'I-C2' and reporter_code = 'TH'
      and round_code = ${round} order by publication desc`;
  expect((await published())[0]?.note).toMatch(/^A law of its own\. \(Up to .*2025\.\)$/);

  await desk.report.saveComparabilityNote({ ...fresh, id, version: 3, withdrawn: true });
  expect(
    (await desk.report.comparability({ round })).indicators.find(({ code }) => code === 'I-C2')?.reservations,
  ).not.toContain('TH counts by another law than the others.');
  const kept = await season.world.owner<{ version: number; note: string }[]>`
    select version, content->>'note' as note from tracker.comparability_revision where note_id = ${id} order by version`;
  expect(kept.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
  // What is out keeps what it says.
  expect(await published()).toHaveLength(1);
});

test('bad input is said at its field, and a stale version is told what is stored', async () => {
  const input = { ...fresh, reporter: null, kind: 'method' };
  const { id } = await desk.report.saveComparabilityNote(input);
  const refused = (bad: Partial<typeof fresh>, path: string) =>
    expect(desk.report.saveComparabilityNote({ ...input, ...bad })).rejects.toMatchObject({
      cause: { code: 'BAD_INPUT', fields: [{ path }] },
    });
  await refused({}, 'from');
  await refused({ indicator: 'I-X1' }, 'indicator');
  await refused({ reporter: 'XX' }, 'reporter');
  await refused({ from: 'never' }, 'from');
  await refused({ from: '2025-H1', until: '2024-H2' }, 'until');
  await refused({ kind: 'mood', from: '2025-H1' }, 'kind');
  await refused({ note: ' ', from: '2025-H1' }, 'note');
  await expect(desk.report.saveComparabilityNote({ ...input, id, version: 7 })).rejects.toMatchObject({
    cause: { code: 'CONFLICT', current: { id, version: 1, kind: 'method' } },
  });
});
