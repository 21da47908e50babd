import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#server/admin/commands.ts';
import { formatCommandHelp } from '#server/admin/command.ts';
import { makeDirectory, runCommand, startCommand } from './admin-command.ts';

const nowhere = { DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:9/none' };

test('every command tells what it does, without a database', async () => {
  const directory = makeDirectory();
  const all = await startCommand(directory, nowhere, '--help');
  expect(all).toMatchObject({ code: 0, err: '' });
  for (const command of commands) {
    expect(all.out).toContain(`  ${command.name}`);
    const page = formatCommandHelp(command);
    expect(page).toMatch(new RegExp(`^npm run admin -- ${command.name}`));
    expect(page.split('\n').every((line) => line.length <= 120)).toBe(true);
  }
  const one = await runCommand(directory, nowhere, 'backup', '--help');
  expect(one).toMatchObject({ code: 0, err: '', out: expect.stringContaining('FILE.part') });
  expect(existsSync(join(directory, 'data'))).toBe(false);
});

test('what cannot be understood is said in one sentence, and nothing happens', async () => {
  const directory = makeDirectory();
  const cases: [string[], string | RegExp][] = [
    [['make-coffee'], 'There is no command “make-coffee”. npm run admin -- --help lists them.\n'],
    [['backup'], 'FILE is missing. See npm run admin -- backup --help.\n'],
    [['backup', 'a', 'b'], '“b” is one word too many. See npm run admin -- backup --help.\n'],
    [['backup', 'a', '--fast'], 'There is no option --fast. See npm run admin -- backup --help.\n'],
    [['backup', 'a', '--force=yes'], '--force takes no value. See npm run admin -- backup --help.\n'],
    [
      ['create-administrator', '--name', 'A'],
      '--email ADDRESS is missing. See npm run admin -- create-administrator --help.\n',
    ],
    [
      ['create-administrator', '--email', '--name', 'A'],
      '--email needs a value: --email ADDRESS. See npm run admin -- create-administrator --help.\n',
    ],
    [['create-administrator', '--email', 'a@example.test'], '--name NAME is missing.\n'],
    [['backup', 'copy.gz'], 'The database does not answer at the address in DATABASE_URL.\n'],
  ];
  for (const [args, sentence] of cases) {
    expect(await runCommand(directory, nowhere, ...args), args.join(' ')).toEqual({
      code: 1,
      out: '',
      err: sentence,
    });
  }
  expect(await runCommand(directory, {})).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('backup FILE'),
  });
  const wrong = await startCommand(directory, { SECRET: 'short' }, 'backup', 'copy.gz');
  expect(wrong).toMatchObject({ code: 1, err: 'SECRET must be a random text of at least 32 characters.\n' });
});

test('the guide for operators names every command and every option', () => {
  const guide = ['running', 'backup']
    .map((name) => readFileSync(`docs/operations/${name}.md`, 'utf8'))
    .join('\n');
  for (const { name, options } of commands) {
    expect(guide).toContain(`npm run admin -- ${name}`);
    for (const option of options) expect(guide, `${name} --${option.name}`).toContain(`--${option.name}`);
  }
});
