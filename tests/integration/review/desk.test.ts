import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import { connectAs, passOf, refusalOf, tryWith } from '#tests/support/raw-roles.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { bringReportTo, createTeam, type Team } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
const key = { round, reporter: 'TH' };
let world: World;
let office: Person;
let team: Team;
let items: { activity: string; indicator: string; version: number };

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  team = await createTeam(world, 'TH');
  items = await bringReportTo(office, team, key, 'returned');
});
afterAll(() => world.close());

const review = () => office.caller.review.get(key);
const current = async () => (await office.caller.review.get({ ...key, item: items.activity })).current;
const reportNotes = async () => (await office.caller.review.decision(key)).notes;
/** Every row of what the reporter wrote, as text. */
const readWords = async () => {
  const rows: unknown[] = [];
  for (const table of ['activity_report', 'indicator_report', 'indicator_value', 'submission_snapshot']) {
    rows.push(await world.owner`select t::text from tracker.${identifier(table)} t order by 1`);
  }
  return JSON.stringify(rows);
};

describe('what the reviewer writes beside a report', () => {
  test('marks are the reviewer’s own, of whole items, and are taken back by what was marked at once', async () => {
    const looked = async (person: Person) => {
      const { current: shown, counts } = await person.caller.review.get({ ...key, item: items.activity });
      return [shown?.line.looked, counts.looked];
    };
    const first = { subject: 'activity', code: items.activity } as const;
    await office.caller.review.markItems({ ...key, items: [first], looked: true });
    await office.caller.review.markItems({ ...key, items: [first], looked: true });
    expect(await looked(office)).toEqual([true, 1]);
    const other = await world.createPerson([{ role: 'secretariat_officer' }]);
    expect(await looked(other)).toEqual([false, 0]);

    world.setTime('2025-01-21T08:00:00Z');
    const rest = (await current())?.rest ?? [];
    expect(rest.length).toBeGreaterThan(1);
    expect(rest).not.toContainEqual(first);
    const { at } = await office.caller.review.markItems({ ...key, items: [first, ...rest], looked: true });
    expect(await looked(office)).toEqual([true, rest.length + 1]);
    // What was marked before stays.
    expect(await office.caller.review.undoMarks({ ...key, at })).toEqual({ removed: true });
    expect(await looked(office)).toEqual([true, 1]);

    const nowhere = { subject: 'activity', code: 'Z9.9' } as const;
    await expect(
      refusalOfCall(office.caller.review.markItems({ ...key, items: [nowhere], looked: true })),
    ).resolves.toMatchObject({ code: 'BAD_INPUT' });
    await office.caller.review.markItems({ ...key, items: [first], looked: false });
    expect(await looked(office)).toEqual([false, 0]);
  });

  test('a note for the compiler, changed with the version that was read, and settled', async () => {
    const note = { ...key, id: null, version: 0, item: null, words: 'A new law.', ended: false };
    const { id } = await office.caller.review.saveCompilerNote(note);
    await office.caller.review.saveCompilerNote({ ...note, id, version: 1, words: 'A new law of 2024.' });
    await expect(
      refusalOfCall(office.caller.review.saveCompilerNote({ ...note, id, version: 1, words: 'Mine.' })),
    ).resolves.toMatchObject({ code: 'CONFLICT', current: { version: 2, words: 'A new law of 2024.' } });
    expect(await reportNotes()).toMatchObject([{ id, words: 'A new law of 2024.', code: null }]);
    await office.caller.review.saveCompilerNote({ ...note, id, version: 2, ended: true });
    expect(await reportNotes()).toEqual([]);
    const [kept] = await world.owner<{ states: number }[]>`
      select count(*)::integer as states from tracker.review_text_revision
      where kind = 'compiler_note' and row_id = ${id}`;
    expect(kept?.states).toBe(3);
  });

  test('another wording stands beside, says which submission it edits, and the report stays to the letter', async () => {
    const before = await readWords();
    const text = {
      ...key,
      subject: 'activity',
      code: items.activity,
      field: 'achievements',
      words: 'In other words.',
      withdrawn: false,
      version: 0,
    } as const;
    await office.caller.review.saveEditorialText(text);
    expect((await current())?.edited).toMatchObject([
      { field: 'achievements', words: 'In other words.', number: 1 },
    ]);
    await expect(refusalOfCall(office.caller.review.saveEditorialText(text))).resolves.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(
      refusalOfCall(office.caller.review.saveEditorialText({ ...text, field: 'status', version: 1 })),
    ).resolves.toMatchObject({ code: 'BAD_INPUT' });
    await office.caller.review.saveEditorialText({ ...text, withdrawn: true, version: 1 });
    expect((await current())?.edited).toEqual([]);
    await office.caller.review.saveEditorialText({ ...text, words: 'Again.' });
    expect((await current())?.edited).toMatchObject([{ words: 'Again.', version: 3 }]);
    expect(await readWords()).toBe(before);
  });

  test('the database refuses the secretariat every change of what a reporter wrote', async () => {
    const before = await readWords();
    const app = connectAs(world, 'bohol_app');
    try {
      const pass = passOf(office.id);
      for (const statement of [
        `update tracker.activity_report set achievements = 'Ours.'`,
        `update tracker.indicator_report set note = 'Ours.'`,
        `update tracker.indicator_value set value = 1`,
        `delete from tracker.indicator_value`,
        `insert into tracker.indicator_value (submission_id, indicator_id, measure, state, value)
           select submission_id, indicator_id, measure, 'reported', 1 from tracker.indicator_report
           where measure = 'count' limit 1`,
        `delete from tracker.activity_report`,
        `update tracker.submission_snapshot set content = '{}'`,
      ]) {
        await refusalOf(tryWith(app, pass, (tx) => tx.script(statement)));
      }
      expect(await readWords()).toBe(before);
      // Whatever the policies come to say: the statement itself is refused.
      await world.owner`create policy test_hole on tracker.activity_report for all to bohol_app
        using (true) with check (true)`;
      await expect(
        refusalOf(
          tryWith(app, pass, (tx) => tx.script(`update tracker.activity_report set achievements = 'Ours.'`)),
        ),
      ).resolves.toMatch(/^(42501|BT003)$/);
      expect(await readWords()).toBe(before);
    } finally {
      await world.owner`drop policy if exists test_hole on tracker.activity_report`;
      await app.end();
    }
  });

  test('phrases: one name once, changed with the version, ended and offered again', async () => {
    const phrase = { id: null, version: 0, title: 'Source', words: 'Which source?', ended: false };
    const { id } = await office.caller.review.savePhrase(phrase);
    await expect(
      refusalOfCall(office.caller.review.savePhrase({ ...phrase, title: ' source ' })),
    ).resolves.toMatchObject({ code: 'BAD_INPUT', fields: [{ path: 'title' }] });
    await expect(
      refusalOfCall(office.caller.review.savePhrase({ ...phrase, id, version: 9 })),
    ).resolves.toMatchObject({ code: 'CONFLICT' });
    await office.caller.review.savePhrase({ ...phrase, id, version: 1, ended: true });
    expect((await review()).phrases).toEqual([]);
    await office.caller.review.savePhrase({ ...phrase, id, version: 2 });
    expect((await review()).phrases).toEqual([{ id, title: 'Source', words: 'Which source?' }]);
  });
});
