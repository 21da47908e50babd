import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbook, saveWorkbook } from '#tests/support/edit-workbook.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let office: Person;
let known: Person;
let clearing: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.createPerson([{ role: 'secretariat_officer' }]);
  known = await world.createPerson([{ role: 'contributor', reporter: 'KH' }]);
  clearing = await world.createPerson([{ role: 'clearing_officer', reporter: 'TH' }]);
});
afterAll(() => world?.close());

const send = (text: string, fileName = 'people.csv', by = office) =>
  by.caller.people.uploadList({ fileName, content: Buffer.from(text).toString('base64') });
const mails = async () =>
  (
    await world.owner<{ kind: string; to: string }[]>`
    select kind, to_address as to from tracker.mail order by id`
  ).map(({ kind, to }) => `${kind} ${to}`);
const csv = (...lines: string[]) => ['name,email,role,reporter,agency', ...lines].join('\r\n');

test('a list is looked at, sent out once, and what is at fault stays out by its cell', async () => {
  const { upload } = await send(
    csv(
      'Som,som@moi.test,Focal point,TH,',
      `Any name,${known.viewer.email},Focal point,VN,`,
      'Nobody,no address,Focal point,TH,',
    ),
  );
  const preview = await office.caller.people.previewList({ upload });
  expect(preview).toMatchObject({
    fileName: 'people.csv',
    ready: [
      { row: 2, email: 'som@moi.test', personId: null },
      { row: 3, name: known.viewer.name, personId: known.id },
    ],
    problems: [{ row: 4, cell: 'B4' }],
    outcome: null,
  });
  expect(await mails()).toEqual([]);

  await expect(office.caller.people.inviteList({ upload, ready: 3 })).rejects.toMatchObject({
    cause: { code: 'CONFLICT' },
  });
  const outcome = await office.caller.people.inviteList({ upload, ready: 2 });
  expect(outcome).toEqual({
    invited: 1,
    given: 1,
    asked: 0,
    left: [{ row: 4, cell: 'B4', message: expect.stringContaining('e-mail address') }],
  });
  expect(await mails()).toEqual([
    'invitation som@moi.test',
    `colleague_invited ${clearing.viewer.email}`,
    `role_given ${known.viewer.email}`,
  ]);
  // Once more changes nothing, and the list itself is gone.
  expect(await office.caller.people.inviteList({ upload, ready: 2 })).toEqual(outcome);
  expect(await mails()).toHaveLength(3);
  const [stored] = await world.owner`select content from tracker.people_upload where id = ${upload}`;
  expect(stored?.['content']).toEqual({ rows: [], letters: {}, problems: [] });
  const { people, invitations } = await office.caller.people.list();
  expect(people.find(({ id }) => id === known.id)?.roles).toMatchObject([
    { role: 'contributor', reporter: { code: 'KH' } },
    { role: 'focal_point', reporter: { code: 'VN' } },
  ]);
  expect(invitations).toMatchObject([{ email: 'som@moi.test', role: 'focal_point' }]);
});

test('the template is filled and comes back', async () => {
  const template = await office.caller.people.listTemplate({ format: 'xlsx' });
  expect(template.fileName).toBe('people-template.xlsx');
  await expect(
    office.caller.people.uploadList({ fileName: template.fileName, content: template.content }),
  ).rejects.toThrow('The list is empty');
  const workbook = await openWorkbook(new Uint8Array(Buffer.from(template.content, 'base64')));
  const sheet = workbook.sheets.find(({ rows }) => rows.some((row) => row[0] === 'name'))!;
  const head = sheet.rows.findIndex((row) => row[0] === 'name');
  sheet.rows.splice(
    head + 1,
    0,
    ['សុភា ຈັນ', 'sophea@moi.test', 'Focal point', 'KH', null],
    ['Trần Thị Lan', 'lan@police.test', 'Focal pont', 'VN', null],
  );
  const filled = await office.caller.people.uploadList({
    fileName: template.fileName,
    content: Buffer.from(await saveWorkbook(workbook)).toString('base64'),
  });
  const preview = await office.caller.people.previewList({ upload: filled.upload });
  expect(preview.ready).toMatchObject([
    { row: head + 2, name: 'សុភា ຈັນ', email: 'sophea@moi.test', reporter: { code: 'KH' } },
  ]);
  expect(preview.problems).toMatchObject([{ row: head + 3, cell: `C${head + 3}` }]);
  expect(await office.caller.people.inviteList({ upload: filled.upload, ready: 1 })).toMatchObject({
    invited: 1,
  });
  const text = Buffer.from(
    (await office.caller.people.listTemplate({ format: 'csv' })).content,
    'base64',
  ).toString();
  const { upload } = await send(`${text.trimEnd()}\r\nSom,som@acwc.test,Focal point,ACWC,\r\n`);
  expect((await office.caller.people.previewList({ upload })).ready).toMatchObject([
    { row: 2, reporter: { code: 'ACWC' } },
  ]);
});

test.each([
  ['', 'Choose a workbook or a CSV file.'],
  ['hello', 'no row with column names'],
  [csv('"A,b'), 'quotation marks'],
  ['\ufeffname;email;role\nA;a@b.test;Focal pont', 'ok'],
])('%#: what is no list is refused in a sentence', async (text, sentence) => {
  const answer = await send(text).then(
    () => 'ok',
    (error: Error) => error.message,
  );
  expect(answer).toContain(sentence);
});

test('a list is its uploader’s own', async () => {
  const { upload } = await send(csv('Som,som@moi.test,Focal point,TH,'));
  const other = await world.createPerson([{ role: 'administrator' }]);
  await expect(other.caller.people.previewList({ upload })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  });
});

test('a role is given to somebody with an account: to nobody else, and not to oneself', async () => {
  const at = { person: clearing.id, role: 'focal_point', reporter: 'TH' } as const;
  expect(await office.caller.people.assign(at)).toEqual({ outcome: 'given' });
  expect(await office.caller.people.assign(at)).toEqual({ outcome: 'held' });
  const codeOf = (work: Promise<unknown>) =>
    work.catch((error: { cause: { code: string } }) => error.cause.code);
  expect(await codeOf(office.caller.people.assign({ ...at, person: office.id }))).toBe('NOT_ALLOWED_NOW');
  expect(await codeOf(office.caller.people.assign({ ...at, person: 'nobody' }))).toBe('NOT_FOUND');
  expect(await codeOf(office.caller.people.assign({ ...at, role: 'administrator' }))).toBe('FORBIDDEN');
  expect(await codeOf(office.caller.people.assign({ ...at, reporter: 'ZZ' }))).toBe('BAD_INPUT');
  const { people } = await office.caller.people.list();
  const held = people.find(({ id }) => id === clearing.id)?.roles.find(({ role }) => role === 'focal_point');
  expect(await office.caller.people.revokeAssignment({ assignment: held?.id ?? 0 })).toEqual({
    revoked: true,
  });
});
