import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseCsv } from '#seeds/read-csv.ts';
import { createWorld } from '#tests/support/world.ts';
import { makeDirectory, runCommand } from './admin-command.ts';
import { connectOwner, createEmpty } from './copies.ts';

const seeds = resolve('seeds/plan');
const files = [
  'activities.csv',
  'areas.csv',
  'indicators.csv',
  'objectives.csv',
  'plan.csv',
  'validation-rules.csv',
];
const readPlan = (directory: string) => files.map((file) => readFileSync(join(directory, file), 'utf8'));

const countRows = (directory: string, part: string) =>
  parseCsv(readFileSync(join(directory, `${part}.csv`))).length;

/** The plan that comes with the tracker, to be spoilt. */
function copyPlan(directory: string): string {
  const target = join(directory, 'mine');
  cpSync(seeds, target, { recursive: true });
  return target;
}

test('a plan that goes out comes back unchanged, and into an empty database too', async () => {
  await using world = await createWorld();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const out = await runCommand(directory, settings, 'export-plan', 'out');
  expect(out).toMatchObject({ code: 0, err: '' });
  expect(out.out).toBe(
    `Wrote the plan BOHOL-2 to ${join(directory, 'out')}: ` +
      `${['areas', 'objectives', 'activities', 'indicators'].map((part) => `${countRows(join(directory, 'out'), part)} ${part}`).join(', ')}.\n`,
  );
  expect(readdirSync(join(directory, 'out')).sort()).toEqual(files);
  const back = await runCommand(directory, settings, 'import-plan', 'out');
  expect(back).toMatchObject({ code: 0, err: '' });
  expect(back.out).toMatch(/^Imported BOHOL-2: 0 rows added, 0 changed, \d+ unchanged, 0 removed\.\n$/);

  const empty = await createEmpty();
  const fresh = { DATABASE_URL: empty.url };
  const first = await runCommand(directory, fresh, 'import-plan', 'out');
  expect(first.out).toMatch(/^Imported BOHOL-2: [1-9]\d* rows added, 0 changed, 0 unchanged, 0 removed\.\n$/);
  await runCommand(directory, fresh, 'export-plan', 'again');
  expect(readPlan(join(directory, 'again'))).toEqual(readPlan(join(directory, 'out')));
});

test('what does not fit is listed by file, row and column, and nothing is written', async () => {
  await using world = await createWorld();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const mine = copyPlan(directory);
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(mine, file), change(readFileSync(join(mine, file), 'utf8')));
  edit('areas.csv', (text) => text.replace(/^A,.*$/m, 'A,A title that is new'));
  const checked = await runCommand(directory, settings, 'import-plan', 'mine', '--check');
  expect(checked).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^BOHOL-2 fits\. An import would change: 0 rows added, 1 changed, /),
  });
  const titles = () => world.owner`select from tracker.thematic_area where title = 'A title that is new'`;
  expect((await titles()).length).toBe(0);

  edit('areas.csv', (text) => `${text.trimEnd()}\nA,The same again\n`);
  for (const mode of [[], ['--check']]) {
    const refused = await runCommand(directory, settings, 'import-plan', 'mine', ...mode);
    expect(refused).toMatchObject({ code: 1, err: 'One thing does not fit; nothing was written.\n' });
    expect(refused.out).toMatch(/^areas\.csv, row \d+, column code: Row 2 already has the area A\.\n$/);
  }
  expect((await titles()).length).toBe(0);
});

test('an import is on record under the account that it is made by', async () => {
  await using world = await createWorld();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const mine = copyPlan(directory);
  writeFileSync(
    join(mine, 'areas.csv'),
    readFileSync(join(mine, 'areas.csv'), 'utf8').replace(/^A,.*$/m, 'A,A title that is new'),
  );
  const by = (email: string) => runCommand(directory, settings, 'import-plan', 'mine', '--by', email);
  expect(await by('nobody@example.test')).toMatchObject({
    code: 1,
    err: 'There is no account with the address nobody@example.test.\n',
  });
  const person = await world.createPerson([{ role: 'administrator' }]);
  expect(await by('Person.1@example.test')).toMatchObject({ code: 0, err: '' });
  const [revision] = await world.owner`select subject, subject_key, changed_by from tracker.revision`;
  expect(revision).toEqual({ subject: 'plan', subject_key: 'BOHOL-2', changed_by: person.id });
});

test('files that cannot be read are named, with what to do', async () => {
  await using world = await createWorld();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const mine = copyPlan(directory);
  const cases: [string[], () => void, RegExp][] = [
    [['import-plan', 'none'], () => {}, /none is not there; name the directory that holds plan\.csv, /],
    [['import-plan', 'mine/plan.csv'], () => {}, /plan\.csv is a file; name the directory/],
    [
      ['import-plan', 'mine'],
      () => writeFileSync(join(mine, 'areas.csv'), Buffer.from('code,title\nA,Pr\xe9vention\n', 'latin1')),
      /^areas\.csv is not in UTF-8\. Save it as “CSV UTF-8”/,
    ],
    [
      ['import-plan', 'mine'],
      () => writeFileSync(join(mine, 'areas.csv'), 'code,title\nA,Prevention, and more\n'),
      /^areas\.csv, line 2: there are more cells than the first row has columns/,
    ],
    [
      ['import-plan', 'mine'],
      () => writeFileSync(join(mine, 'areas.csv'), 'code,title\nA,"Prevention\n'),
      /^areas\.csv, line \d: the quotation marks do not fit together\./,
    ],
    [
      ['import-plan', 'mine'],
      () => rmSync(join(mine, 'areas.csv')),
      /mine has no areas\.csv; a plan is plan\.csv, /,
    ],
  ];
  for (const [args, spoil, sentence] of cases) {
    spoil();
    const answer = await runCommand(directory, settings, ...args);
    expect(answer).toMatchObject({ code: 1, out: '', err: expect.stringMatching(sentence) });
    expect(answer.err.trimEnd().split('\n').length).toBe(1);
  }
});

test('an export does not write over what is there, and asks which plan', async () => {
  await using world = await createWorld();
  const directory = makeDirectory();
  const settings = { DATABASE_URL: world.database.url };
  const mine = copyPlan(directory);
  writeFileSync(join(mine, 'areas.csv'), 'mine\n');
  const run = (...args: string[]) => runCommand(directory, settings, 'export-plan', 'mine', ...args);
  expect((await run()).err).toMatch(/mine is not empty; .*--force/);
  expect(readFileSync(join(mine, 'areas.csv'), 'utf8')).toBe('mine\n');
  expect((await run('--plan', 'OTHER')).err).toBe('There is no plan “OTHER”; there is BOHOL-2.\n');
  expect(await run('--force')).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(join(mine, 'areas.csv'), 'utf8')).toMatch(/^code,title\n/);
  // What else lies there stays.
  expect(readdirSync(mine).sort()).toEqual([...new Set([...readdirSync(seeds), ...files])].sort());

  const plan = readFileSync(join(mine, 'plan.csv'), 'utf8');
  writeFileSync(join(mine, 'plan.csv'), plan.replace('BOHOL-2', 'OTHER'));
  expect((await runCommand(directory, settings, 'import-plan', 'mine')).out).toMatch(/^Imported OTHER: /);
  expect((await run('--force')).err).toBe(
    'There are several plans; add --plan with one of BOHOL-2, OTHER.\n',
  );
  expect(await run('--force', '--plan', 'OTHER')).toMatchObject({ code: 0, err: '' });
  const owner = connectOwner(world.database.url);
  expect((await owner`select from tracker.plan`).length).toBe(2);
});
