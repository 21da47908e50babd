import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSeen } from '#server/use-cases/audit/record-seen.ts';
import { givePassword } from '#tests/support/accounts.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let office: Person;
beforeAll(async () => {
  world = await createWorld();
  office = await world.createPerson([{ role: 'secretariat_officer' }]);
});
afterAll(() => world?.close());

const seenBy = async (person: Person) =>
  (await office.caller.audit.list({ kind: 'seen', person: person.id })).entries.map(
    ({ event, subject, round, reporter }) => [event, subject, round, reporter],
  );
const contextOf = ({ viewer }: Person) => ({ ...world.base, viewer });

test('what is opened is told once a day, what is taken away each time', async () => {
  const report = { event: 'opened', subject: 'report', round: '2024-H2', reporter: 'TH' } as const;
  await recordSeen(contextOf(office), report);
  await recordSeen(contextOf(office), report);
  await recordSeen(contextOf(office), { ...report, reporter: 'KH' });
  await recordSeen(contextOf(office), { event: 'downloaded', subject: 'values', round: '2024-H2' });
  await recordSeen(contextOf(office), { event: 'downloaded', subject: 'values', round: '2024-H2' });
  const seen = await seenBy(office);
  expect(seen).toHaveLength(4);
  expect(seen).toEqual(
    expect.arrayContaining([
      ['downloaded', 'values', '2024-H2', null],
      ['opened', 'report', '2024-H2', 'KH'],
      ['opened', 'report', '2024-H2', 'TH'],
    ]),
  );
  world.setTime('2025-01-21T00:00:01Z');
  await recordSeen(contextOf(office), report);
  expect(await seenBy(office)).toHaveLength(5);
});

test('the file is formula-safe, narrowed like the page, and an entry itself', async () => {
  const person = await world.createPerson([{ role: 'secretariat_officer' }]);
  await world.owner`update auth.person set name = '=SUM(A1)' where id = ${person.id}`;
  await recordSeen(contextOf(person), { event: 'downloaded', subject: '+1', round: '2024-H2' });
  const read = async (filter: { kind?: 'seen'; person?: string }) => {
    let text = '';
    for await (const piece of await person.caller.audit.csv(filter)) text += Buffer.from(piece).toString();
    return text.trimEnd().split('\r\n');
  };
  const [header, ...lines] = await read({ kind: 'seen', person: person.id });
  expect(header).toBe('sequence,at,by,kind,event,round,reporter,subject,detail,hash');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\d+,2025-01-2\dT[^,]+,'=SUM\(A1\),seen,downloaded,2024-H2,,'\+1,,[0-9a-f]{64}$/);
  expect(lines[1]).toContain(',seen,downloaded,,,audit,');
});

test('a sign-in is told without an address', async () => {
  const person = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const known = await givePassword(world, person.id);
  await world.anonymous.session.signIn(known);
  const { entries } = await office.caller.audit.list({ kind: 'sign_in', person: person.id });
  expect(entries).toMatchObject([{ event: 'signed_in', by: person.viewer.name, subject: null, detail: {} }]);
});

test('filters are joined, and days are days in UTC, both included', async () => {
  const all = await office.caller.audit.list({ from: '2025-01-20', to: '2025-01-20', kind: 'seen' });
  expect(all.entries.every(({ at }) => at.startsWith('2025-01-20'))).toBe(true);
  expect(all.total).toBe(4);
  expect((await office.caller.audit.list({ kind: 'seen', subject: 'REPO', reporter: 'KH' })).total).toBe(1);
  expect((await office.caller.audit.list({ kind: 'seen', round: '2025-H1' })).total).toBe(0);
  expect((await office.caller.audit.list({ kind: 'seen', subject: '%' })).total).toBe(0);
});

test('others do not read the audit', async () => {
  const focal = await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  await expect(focal.caller.audit.list({})).rejects.toThrow('does not allow');
  await expect(focal.caller.audit.verify({})).rejects.toThrow('does not allow');
  await expect(focal.caller.audit.csv({})).rejects.toThrow('does not allow');
});
