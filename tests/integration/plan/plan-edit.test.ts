import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '#tests/support/world.ts';
import { openPlanDesk } from './make-edit.ts';
import { editWorkbook } from './plan-workbooks.ts';

const plan = 'BOHOL-2';
const amendment = { effectiveRound: '2025-H1', title: 'Decision of the 20th meeting', reason: 'It said so.' };
let world: World;
let first: ReturnType<typeof openPlanDesk>;
let second: ReturnType<typeof openPlanDesk>;
let secretariat: Person;

beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound('2024-H2');
  first = openPlanDesk(secretariat, plan);
  second = openPlanDesk(await world.createPerson([{ role: 'secretariat_officer' }]), plan);
});
afterAll(() => world.close());

const refusal = (code: string, fields?: string[]) => ({
  cause: { code, ...(fields ? { fields: fields.map((path) => ({ path })) } : {}) },
});
const titleOf = async (code: string) => (await first.open({ sheet: 'activities', code })).row.cells['title'];

test('an edit says what it lacks, field by field, and writes nothing', async () => {
  const before = await titleOf('A1.1');
  const edit = await first.rewordActivity('A1.1', { title: '', lead: 'NOBODY' });
  await expect(first.preview(edit)).rejects.toMatchObject(refusal('BAD_INPUT', ['title', 'lead']));
  const given = await first.rewordActivity('A1.1', { title: 'Another' });
  await expect(first.preview(given)).rejects.toMatchObject(
    refusal('BAD_INPUT', ['effectiveRound', 'amendmentTitle', 'reason']),
  );
  await expect(first.preview(given, { ...amendment, effectiveRound: '2024-H2' })).rejects.toMatchObject(
    refusal('BAD_INPUT', ['effectiveRound']),
  );
  const same = await first.rewordActivity('A1.1', {});
  await expect(first.preview(same, amendment)).rejects.toThrow(/already says/);
  await first.preview(given, amendment);
  expect(await titleOf('A1.1')).toBe(before);
});

test('two people change one activity: the second sees both, whether before the preview or after it', async () => {
  const { row } = await second.open({ sheet: 'activities', code: 'A1.3' });
  const mine = await second.rewordActivity('A1.3', { title: 'My title' });
  const waiting = await second.preview(mine, amendment);
  expect(waiting.moved).toEqual([]);
  await first.make(
    await first.rewordActivity('A1.3', { title: 'Their title', active_years: '2026' }),
    amendment,
  );

  // The form was opened before.
  await expect(second.preview(mine, amendment, row.version)).rejects.toMatchObject({
    cause: { code: 'CONFLICT', current: { title: 'Their title', active_years: '2026' } },
  });
  // The preview was seen before.
  await expect(second.accept(waiting)).rejects.toMatchObject(refusal('CONFLICT'));
  const person = await second.again(waiting);
  expect(person.compared).toBeNull();
  expect(person.moved).toEqual([
    { column: 'title', opened: row.cells['title'], now: 'Their title', typed: 'My title' },
    { column: 'active_years', opened: row.cells['active_years'], now: '2026', typed: null },
  ]);
  expect(await titleOf('A1.3')).toBe('Their title');

  // Opened anew it goes through, once.
  const anew = await second.preview(await second.rewordActivity('A1.3', { title: 'My title' }), amendment);
  expect(anew.compared?.changes[0]?.cells).toEqual([
    { column: 'title', before: 'Their title', after: 'My title' },
  ]);
  expect(await second.accept(anew)).toMatchObject({ plan, changes: 1 });
  expect(await second.accept(anew)).toEqual({ plan, changes: 0, amendment: null });
  expect((await second.again(anew)).upload.appliedAt).not.toBeNull();
});

test('what others change elsewhere meanwhile stays, but has to be seen', async () => {
  const waiting = await second.preview({ kind: 'end-activity', code: 'B1.1', followers: [] }, amendment);
  await first.make(await first.rewordActivity('B1.2', { title: 'Meanwhile' }), amendment);
  await expect(second.accept(waiting)).rejects.toMatchObject(refusal('CONFLICT'));
  const again = await second.again(waiting);
  expect(again.compared?.changes.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['B1.1 ended']);
  expect(await second.accept(again)).toMatchObject({ changes: 1 });
  expect(await titleOf('B1.2')).toBe('Meanwhile');
  await expect(
    second.preview({ kind: 'end-activity', code: 'B1.1', followers: [] }, amendment),
  ).rejects.toThrow(/has already ended from 2025-H1/);
});

test('a row is not amended from a round before the one of its last amendment', async () => {
  await first.make(await first.rewordActivity('B1.3', { title: 'From later on' }), {
    ...amendment,
    effectiveRound: '2025-H2',
  });
  const earlier = await first.rewordActivity('B1.3', { title: 'Earlier' });
  await expect(first.preview(earlier, amendment)).rejects.toThrow(/already amended from 2025-H2/);
});

test('what is added to a plan that runs says from when it counts, on a screen and in a workbook', async () => {
  const cells = {
    title: 'A new activity',
    description: '',
    lead: 'SOMTC',
    cooperating: '',
    participating_states: 'all',
    partners: '',
    active_years: '2026',
    tags: '',
    lenses: '',
    actip_articles: '',
    basis: '',
  };
  const add = { kind: 'add-activity' as const, code: 'A1.7', objective: 'A1', cells };
  await expect(first.preview(add)).rejects.toMatchObject(
    refusal('BAD_INPUT', ['effectiveRound', 'amendmentTitle', 'reason']),
  );
  const { preview } = await first.make(add, amendment);
  expect(preview.compared?.changes).toMatchObject([{ key: 'A1.7', kind: 'added' }]);
  const [row] = await world.owner`
    select r.code from tracker.activity a join tracker.round r on r.id = a.added_round_id where a.code = 'A1.7'`;
  expect(row?.['code']).toBe('2025-H1');
  const { content } = await secretariat.caller.plan.workbook({ plan });
  const changed = await editWorkbook(content, (sheets) => {
    sheets.add('activities', { ...sheets.activities('A1.7'), code: 'A1.6', added_from: '' });
  });
  const { upload } = await secretariat.caller.plan.upload({
    files: [{ name: 'plan.xlsx', content: changed }],
  });
  expect((await secretariat.caller.plan.preview({ upload })).compared).toMatchObject({
    touched: [],
    added: ['activities/A1.6'],
    amends: true,
  });
  await expect(first.preview({ ...add, code: 'a1.7' }, amendment)).rejects.toMatchObject(
    refusal('BAD_INPUT', ['code']),
  );
  await expect(
    first.preview({ kind: 'end-activity', code: 'A1.7', followers: [] }, amendment),
  ).rejects.toThrow(/added from 2025-H1, so it ends from a later round/);
});

test('nobody else sees an edit that waits, nor is it made by somebody without the right', async () => {
  const waiting = await first.preview({ kind: 'end-indicator', code: 'I-B3' }, amendment);
  await expect(second.again(waiting)).rejects.toMatchObject(refusal('NOT_FOUND'));
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  await expect(
    focal.caller.plan.saveEdit({ plan, edit: { kind: 'end-indicator', code: 'I-B3' }, version: '' }),
  ).rejects.toMatchObject(refusal('FORBIDDEN'));
});

test('several changes are made by one decision, as long as its round has not opened', async () => {
  const { applied } = await first.make(
    await first.rewordActivity('B1.1', { title: 'By a decision' }),
    amendment,
  );
  const same = { effectiveRound: '', title: '', reason: '', decision: applied.amendment ?? 0 };
  const more = await second.make(await second.rewordActivity('B1.2', { title: 'By the same one' }), same);
  expect(more.applied.amendment).toBe(applied.amendment);
  const { content } = await secretariat.caller.plan.workbook({ plan });
  const changed = await editWorkbook(content, (sheets) => {
    sheets.activities('B2.1')['title'] = 'And by a workbook';
  });
  const { upload } = await secretariat.caller.plan.upload({
    files: [{ name: 'plan.xlsx', content: changed }],
  });
  const { compared } = await secretariat.caller.plan.preview({ upload });
  expect(compared?.decisions.map(({ number }) => number)).toContain(applied.amendment);
  await secretariat.caller.plan.accept({ upload, stand: compared?.stand ?? '', amendment: same });

  const amendments = await secretariat.caller.plan.amendments({ plan });
  const numbers = amendments.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  const [decision] = amendments;
  expect(decision).toMatchObject({
    number: applied.amendment,
    title: amendment.title,
    effectiveRound: '2025-H1',
  });
  expect(decision?.changes.map(({ key }) => key)).toEqual(['B1.1', 'B1.2', 'B2.1']);
  const other = await first.rewordActivity('B1.4', { title: 'By none' });
  await expect(first.preview(other, { ...same, decision: 999 })).rejects.toMatchObject(
    refusal('BAD_INPUT', ['decision']),
  );
});
