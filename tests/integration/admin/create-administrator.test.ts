import { expect, test } from 'vitest';
import { createWorld } from '#tests/support/world.ts';
import { makeDirectory, runCommand } from './admin-command.ts';
import { connectOwner, createEmpty, openApplicationOn } from './copies.ts';

const tokenIn = (out: string) => /\/reset\?token=([\w-]{43})\n$/.exec(out)?.[1] ?? '';
const ada = ['create-administrator', '--email', 'Ada@Example.Test ', '--name', 'Ada Lovelace'];
const password = 'four quiet rivers run';

test('the printed link sets the password, once, and the account is an administrator', async () => {
  await using world = await createWorld();
  world.setTime(new Date().toISOString());
  const settings = { DATABASE_URL: world.database.url, ORIGIN: 'https://tracker.example.test' };
  // The tracker is running meanwhile: the world's connections are open.
  const made = await runCommand(makeDirectory(), settings, ...ada);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(
    /^Ada Lovelace \(ada@example\.test\) is an administrator now\.\nThis link sets the password\. It works once, until .* UTC:\nhttps:\/\/tracker\.example\.test\/reset\?token=/,
  );
  const token = tokenIn(made.out);
  expect(await world.anonymous.session.getReset({ token })).toEqual({ email: 'ada@example.test' });
  await world.anonymous.session.reset({ token, password });
  const viewer = await world.anonymous.session.signIn({ email: 'ada@example.test', password });
  expect(viewer).toMatchObject({
    name: 'Ada Lovelace',
    assignments: [{ role: 'administrator', reporter: null }],
  });
  await expect(world.anonymous.session.reset({ token, password })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  });

  // The first administrator can bring in the next person.
  const application = openApplicationOn(world, world.database.url);
  const administrator = await application.as(viewer.personId);
  await administrator.people.invite({
    email: 'next@example.test',
    name: 'Next',
    role: 'secretariat_officer',
  });
  const audit = await world.owner`
    select event, detail from tracker.audit_entry where false
    union all select 'given', jsonb_build_object('role', role, 'installed', assigned_by is null)
    from tracker.assignment where person_id = ${viewer.personId}`;
  expect([...audit]).toEqual([{ event: 'given', detail: { role: 'administrator', installed: true } }]);
});

test('an address that has an account is refused, with what to do', async () => {
  await using world = await createWorld();
  const settings = { DATABASE_URL: world.database.url };
  await world.createPerson([{ role: 'focal_point', reporter: 'TH' }]);
  const before = await world.owner`select count(*)::integer as people from auth.person`;
  const directory = makeDirectory();
  const refused = await runCommand(
    directory,
    settings,
    'create-administrator',
    '--email',
    'person.1@example.test',
    '--name',
    'Somebody',
  );
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(
    /^There is an account with the address person\.1@example\.test already\. .*--new-link.*\n$/,
  );
  const wrong = await runCommand(
    directory,
    settings,
    'create-administrator',
    '--email',
    'ada',
    '--name',
    'Ada',
  );
  expect(wrong).toMatchObject({
    code: 1,
    out: '',
    err: 'Enter an e-mail address such as name@ministry.example.\n',
  });
  expect(await world.owner`select count(*)::integer as people from auth.person`).toEqual(before);
});

test('an administrator who cannot sign in gets a new link, nobody else does', async () => {
  await using world = await createWorld();
  world.setTime(new Date().toISOString());
  const settings = { DATABASE_URL: world.database.url };
  const directory = makeDirectory();
  const first = tokenIn((await runCommand(directory, settings, ...ada)).out);
  const renew = (email: string) =>
    runCommand(directory, settings, 'create-administrator', '--email', email, '--new-link');
  const again = await renew('ada@example.test');
  expect(again).toMatchObject({ code: 0, err: '' });
  await expect(world.anonymous.session.reset({ token: first, password })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  });
  await world.anonymous.session.reset({ token: tokenIn(again.out), password });
  const events = await world.owner`select after ->> 'event' as event from tracker.revision order by id`;
  expect(events.map(({ event }) => event)).toEqual(['reset_issued', 'password_reset']);

  await world.createPerson([{ role: 'secretariat_officer' }]);
  expect((await renew('person.1@example.test')).err).toMatch(/is not an administrator/);
  expect((await renew('nobody@example.test')).err).toMatch(/There is no account/);
  await world.owner`update auth.person set disabled_at = now() where email = 'ada@example.test'`;
  expect((await renew('ada@example.test')).err).toMatch(/is disabled/);
});

test('before the first start it makes the tables; over a newer or older version it changes nothing', async () => {
  const empty = await createEmpty();
  const settings = { DATABASE_URL: empty.url };
  const directory = makeDirectory();
  const owner = connectOwner(empty.url);
  expect(await runCommand(directory, settings, 'backup', 'copy.gz')).toMatchObject({
    code: 1,
    err: 'There is no tracker in the database at DATABASE_URL yet. Start the tracker once.\n',
  });
  expect(await runCommand(directory, settings, ...ada)).toMatchObject({ code: 0, err: '' });
  expect((await owner`select from auth.person`).length).toBe(1);

  const bea = ['create-administrator', '--email', 'bea@example.test', '--name', 'Bea'];
  await owner`insert into ops.migration (name, sha256) values ('9999-later.sql', 'x')`;
  expect((await runCommand(directory, settings, ...bea)).err).toMatch(/newer version of the tracker/);
  await owner`delete from ops.migration where name > '0004'`;
  expect((await runCommand(directory, settings, ...bea)).err).toMatch(/older version of the tracker/);
  expect((await owner`select from auth.person`).length).toBe(1);
});
