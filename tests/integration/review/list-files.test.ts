import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseXlsx } from '#server/workbook/parse-xlsx.ts';
import { createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let secretariat: Person;
const round = '2024-H2';

beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.openRound(round);
  const key = { round, reporter: 'TH' };
  const team = await createTeam(world, 'TH');
  await startReport(team, key);
  const { header } = await team.focal.caller.submission.get(key);
  const cleared = await team.clearing.caller.submission.clear({ ...key, version: header.version });
  await team.focal.caller.submission.submit({ ...key, version: cleared.version });
  await world.owner`update auth.person set name = '=1+1' where id = ${team.clearing.viewer.personId}`;
});
afterAll(() => world?.close());

type List = Parameters<Person['caller']['listFile']['workbook']>[0];

async function read(wanted: List, who = secretariat) {
  const { content, fileName } = await who.caller.listFile.workbook(wanted);
  const { sheets } = await parseXlsx(new Uint8Array(Buffer.from(content, 'base64')));
  const rows = (name: string) =>
    (sheets.find((sheet) => sheet.name === name)?.rows ?? []).map(({ cells }) =>
      cells.map(({ cell }) => cell),
    );
  return { fileName, rows: rows('List'), about: rows('About') };
}

test('every list of the desk goes out as a workbook with its rows', async () => {
  const queue = await read({ list: 'queue' });
  expect(queue.fileName).toMatch(/^bohol-queue-.*-restricted\.xlsx$/);
  expect(queue.rows).toHaveLength(2);
  expect(queue.rows[1]?.slice(0, 3)).toEqual(
    [round, 'TH', 'Thailand'].map((text) => ({ kind: 'text', text })),
  );
  const board = await secretariat.caller.review.board({ round });
  expect((await read({ list: 'board', round })).rows).toHaveLength(board.rows.length + 1);
  const { rows: complete } = await read({ list: 'completeness', round });
  expect(complete.length).toBeGreaterThan(board.rows.length);
  // Nothing is accepted yet, and no text looks like personal data.
  expect((await read({ list: 'consent', round })).rows).toHaveLength(1);
  expect((await read({ list: 'personal-data', round })).rows).toHaveLength(1);
  await expect(secretariat.caller.listFile.workbook({ list: 'board' })).rejects.toThrow(/which round/);
});

test('words that a spreadsheet would run stay words, and the audit tells who took what', async () => {
  const { rows } = await read({ list: 'people' });
  const { people } = await secretariat.caller.people.list();
  const roles = people.reduce((sum, person) => sum + Math.max(1, person.roles.length), 0);
  expect(rows).toHaveLength(roles + 1);
  expect(rows.flat()).toContainEqual({ kind: 'text', text: '=1+1' });
  const audit = await read({ list: 'audit', filter: { kind: 'seen' } });
  const said = audit.rows.flat().flatMap((cell) => ('text' in cell ? cell.text : []));
  for (const list of ['queue', 'board', 'people']) expect(said).toContain(`list ${list}`);
  expect(said).not.toContain('submit');
});
