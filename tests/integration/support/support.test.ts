import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifier } from '#db/statement.ts';
import type { TypedSupport } from '#server/domain/support/support.rules.ts';
import { refusalOfCall } from '#tests/support/refusals.ts';
import { readMailedToken } from '#tests/support/mailed-links.ts';
import { connectAs, passOf, refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

let world: World;
let secretariat: Person;
let app: ReturnType<typeof connectAs>;
beforeAll(async () => {
  world = await createWorld();
  secretariat = await world.createPerson([{ role: 'secretariat_officer' }]);
  app = connectAs(world, 'bohol_app');
});
afterAll(async () => {
  await app?.end();
  await world?.close();
});

const finance: TypedSupport = {
  partner: 'asean-act',
  kind: 'finance',
  part: 'financed',
  subject: 'activity:A1.1',
  description: 'Money for the campaign kit.',
  carriedOutBy: 'A publishing house',
  receivers: ['TH', 'KH'],
  source: 'Letter of 3 May 2026',
  iatiIdentifier: 'AU-5-INL123',
  withdrawn: false,
  amounts: [
    { stage: 'committed', year: '2024', currency: 'AUD', amount: '500000', source: '' },
    { stage: 'disbursed', year: '2024', currency: 'AUD', amount: '120000.50', source: 'Annual report' },
  ],
};
const calls = () => secretariat.caller.support;

test('support is added and changed by whoever has read it, and every version is kept', async () => {
  const requestId = '44444444-4444-4444-8444-444444444444';
  const first = { version: 0, fields: finance, requestId };
  const saved = await calls().save(first);
  expect(saved).toEqual({ code: 'S1', version: 1, changed: true });
  await expect(calls().save(first)).resolves.toEqual(saved);
  const { support } = await calls().get({ code: 'S1' });
  expect(support).toMatchObject({
    partner: { code: 'asean-act' },
    version: 1,
    content: {
      activity: 'A1.1',
      area: '',
      receivers: ['KH', 'TH'],
      amounts: [{ amount: '500000' }, { amount: '120000.5' }],
    },
  });
  const more = { ...finance, description: 'More money for the campaign kit.' };
  await expect(calls().save({ code: 'S1', version: 1, fields: more })).resolves.toMatchObject({ version: 2 });
  await expect(calls().save({ code: 'S1', version: 2, fields: more })).resolves.toMatchObject({
    changed: false,
  });
  const late = await refusalOfCall(calls().save({ code: 'S1', version: 1, fields: finance }));
  expect([late.code, late.current]).toMatchObject(['CONFLICT', { version: 2 }]);
  const { history } = await calls().get({ code: 'S1' });
  expect(
    history.map(({ version, content }) => [version, content.description, content.amounts.length]),
  ).toEqual([
    [2, more.description, 2],
    [1, finance.description, 2],
  ]);
  const taken = await refusalOfCall(calls().save({ version: 0, fields: finance }));
  expect(taken.fields.map(({ path }) => path)).toEqual(['iatiIdentifier']);
  const other = await refusalOfCall(
    calls().save({ code: 'S1', version: 2, fields: { ...more, partner: 'iom' } }),
  );
  expect(other.fields.map(({ path }) => path)).toEqual(['partner']);
});

test('an amount is in US dollars once a rate is stated, and the newest word for a day counts', async () => {
  const dollars = async () => (await calls().get({ code: 'S1' })).dollars.map((one) => one?.dollars ?? null);
  await expect(dollars()).resolves.toEqual([null, null]);
  const rate = { currency: 'AUD', day: '2024-12-31', dollars: '0.6', source: 'UN operational rates' };
  await calls().recordRate(rate);
  await expect(dollars()).resolves.toEqual(['300000', '72000']);
  await calls().recordRate({ ...rate, dollars: '0.62' });
  await expect(dollars()).resolves.toEqual(['310000', '74400']);
  const { totals, unsupported } = await calls().list({});
  expect(totals.map(({ stage, dollars: sum }) => [stage, sum])).toEqual([
    ['committed', '310000'],
    ['disbursed', '74400'],
  ]);
  expect(unsupported.map(({ code }) => code)).not.toContain('A1.1');
  const file = await secretariat.caller.listFile.workbook({ list: 'support' });
  expect(file.fileName).toMatch(/^bohol-support-.*\.xlsx$/);
});

test('what was recorded is not changed, and is told in the audit', async () => {
  for (const table of ['support_version', 'support_amount', 'exchange_rate']) {
    await expect(world.owner`delete from tracker.${identifier(table)}`).rejects.toThrow(/never change/);
  }
  await expect(world.owner`update tracker.support set partner_id = partner_id + 1`).rejects.toThrow(
    /keeps its code/,
  );
  const told = await world.owner<{ event: string }[]>`
    select after ->> 'event' as event from tracker.revision where subject = 'support' order by id`;
  expect(told.map(({ event }) => event)).toEqual(['added', 'changed', 'rate_stated', 'rate_stated']);
  const { entries } = await secretariat.caller.audit.list({ kind: 'support' });
  expect(entries.length).toBe(4);
});

test('a partner sees its own support, says what it thinks of it, and changes nothing else', async () => {
  const partner = await world.createPerson([{ role: 'partner', partner: 'asean-act' }]);
  await calls().save({
    version: 0,
    fields: { ...finance, partner: 'iom', iatiIdentifier: '', description: 'Money of IOM.' },
  });
  const { supports } = await partner.caller.support.own();
  expect(supports.map(({ code }) => code)).toEqual(['S1']);
  const [{ plan, version }] = supports as [(typeof supports)[number]];
  const own = { plan: plan.code, code: 'S1', version };
  const before = await world.owner`select * from tracker.support_version order by support_id, version`;
  await expect(partner.caller.support.answer({ ...own, kind: 'confirmed' })).resolves.toEqual({
    changed: true,
  });
  await expect(partner.caller.support.answer({ ...own, kind: 'confirmed' })).resolves.toEqual({
    changed: false,
  });
  const empty = await refusalOfCall(partner.caller.support.answer({ ...own, kind: 'corrected' }));
  expect(empty.fields.map(({ path }) => path)).toEqual(['text']);
  await partner.caller.support.answer({ ...own, kind: 'corrected', text: 'It was 510,000.' });
  await partner.caller.support.answer({ ...own, kind: 'consented' });
  const other = await refusalOfCall(partner.caller.support.answer({ ...own, code: 'S2', kind: 'confirmed' }));
  expect(other.code).toBe('NOT_FOUND');
  expect(await world.owner`select * from tracker.support_version order by support_id, version`).toEqual(
    before,
  );
  const shown = await calls().list({ filter: { shown: true } });
  expect(shown.supports.map(({ code }) => code)).toEqual(['S1']);
  // What the partner said was about that version: the amended one waits for its word again, its consent stays.
  await calls().save({ code: 'S1', version, fields: { ...finance, description: 'As the partner says.' } });
  const late = await refusalOfCall(partner.caller.support.answer({ ...own, kind: 'confirmed' }));
  expect(late.code).toBe('CONFLICT');
  const next = { ...own, version: version + 1 };
  await expect(partner.caller.support.answer({ ...next, kind: 'confirmed' })).resolves.toEqual({
    changed: true,
  });
  await partner.caller.support.answer({ ...next, kind: 'withdrew' });
  await expect(calls().list({ filter: { shown: true } })).resolves.toMatchObject({ supports: [] });
  const { support } = await calls().get({ code: 'S1' });
  expect(support?.statements.map(({ kind }) => kind)).toEqual([
    'withdrew',
    'confirmed',
    'consented',
    'corrected',
    'confirmed',
  ]);
});

test('the secretariat gives the role of a partner, by invitation or at once', async () => {
  const known = await world.createPerson([]);
  const role = { role: 'partner', partner: 'iom' } as const;
  const { people } = secretariat.caller;
  await expect(people.assign({ person: known.id, ...role })).resolves.toEqual({ outcome: 'given' });
  await expect(people.assign({ person: known.id, ...role })).resolves.toEqual({ outcome: 'held' });
  const nowhere = await refusalOfCall(people.assign({ person: known.id, role: 'partner' }));
  expect(nowhere.fields.map(({ path }) => path)).toEqual(['partner']);
  const unknown = await refusalOfCall(
    people.assign({ person: known.id, role: 'partner', partner: 'nobody' }),
  );
  expect(unknown.fields.map(({ path }) => path)).toEqual(['partner']);
  await people.invite({ name: 'Somebody New', email: 'new@iom.example.test', ...role });
  const token = await readMailedToken(world, 'new@iom.example.test');
  await expect(world.anonymous.invitation.get({ token })).resolves.toMatchObject({
    role: 'partner',
    reporter: { name: expect.stringContaining('Migration') as string },
  });
  await world.anonymous.invitation.accept({ token, password: 'seven slow ferries at dusk' });
  const { people: all } = await people.list();
  const held = all.flatMap(({ email, roles }) =>
    roles.map(({ role: one, partner }) => [email, one, partner]),
  );
  expect(held).toContainEqual([
    'new@iom.example.test',
    'partner',
    expect.stringContaining('International Organization for Migration'),
  ]);
});

test('row-level security shows a partner’s person its own support and none of the work', async () => {
  const partner = await world.createPerson([{ role: 'partner', partner: 'asean-act' }]);
  const rowsOf = (table: string) =>
    tryWith(
      app,
      passOf(partner.id),
      (tx) => tx<{ n: number }[]>`select count(*)::integer as n from tracker.${identifier(table)}`,
    ).then(([row]) => row?.n);
  const tables = await world.owner<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'tracker' and c.relkind = 'r' and c.relrowsecurity
      and has_table_privilege('bohol_app', c.oid, 'select') order by 1`;
  const found: string[] = [];
  for (const { name } of tables) if ((await rowsOf(name)) !== 0) found.push(name);
  expect(found).toEqual([
    'assignment',
    'baseline',
    'exchange_rate',
    'support',
    'support_amount',
    'support_statement',
    'support_version',
    'target',
  ]);
  // Of baselines and targets those of the region, which are the plan's; what states set for themselves is theirs.
  const [national] = await tryWith(
    app,
    passOf(partner.id),
    (tx) => tx<{ n: number }[]>`select count(*)::integer as n from (
      select reporter_id from tracker.target union all select reporter_id from tracker.baseline) as one
      where reporter_id is not null`,
  );
  expect(national?.n).toBe(0);
  await expect(rowsOf('support')).resolves.toBe(1);
  await expect(rowsOf('assignment')).resolves.toBe(1);
  // Nor may it write any of it: only its own statements, in its own name.
  const [other] = await world.owner<{ id: number }[]>`select id from tracker.support where code = 'S2'`;
  const refused = (run: (tx: Tx) => Promise<unknown>) =>
    refusalOf(tryWith(app, passOf(partner.id), (tx) => run(tx)));
  await expect(
    refused(
      (tx) => tx`insert into tracker.support_statement (support_id, version, kind, text, said_by, said_at)
        values (${other!.id}, 1, 'consented', '', ${partner.id}, now())`,
    ),
  ).resolves.toBe('42501');
  await expect(
    refused(
      (
        tx,
      ) => tx`insert into tracker.support_version select support_id, version + 9, kind, part, activity_id, area_id,
        description, carried_out_by, receivers, source, iati_identifier, withdrawn, ${partner.id}, now()
        from tracker.support_version limit 1`,
    ),
  ).resolves.toBe('42501');
  // The secretariat speaks for no partner.
  await expect(
    refusalOf(
      tryWith(
        app,
        passOf(secretariat.id),
        (tx) => tx`insert into tracker.support_statement (support_id, version, kind, text, said_by, said_at)
          values (${other!.id}, 1, 'consented', '', ${secretariat.id}, now())`,
      ),
    ),
  ).resolves.toBe('42501');
});

test('a partner’s IATI file is previewed without saving, and saved as it was shown, once', async () => {
  const xml = `<iati-activities version="2.03"><iati-activity default-currency="EUR">
    <iati-identifier>XM-DAC-1</iati-identifier><title><narrative>Help for return</narrative></title>
    <related-activity ref="XI-EXAMPLE-BOHOL-2-B4.1" type="3"/>
    <transaction><transaction-type code="2"/><transaction-date iso-date="2024-05-01"/><value>900</value></transaction>
    </iati-activity></iati-activities>`;
  const file = { partner: 'iom', fileName: 'iom.xml', content: Buffer.from(xml).toString('base64') };
  const { total } = await calls().list({});
  const { rows } = await calls().previewIati(file);
  expect(rows).toMatchObject([{ outcome: 'new', identifier: 'XM-DAC-1' }]);
  await expect(calls().list({})).resolves.toMatchObject({ total });
  const row = { version: 0, fields: rows[0]!.fields! };
  const { saved } = await calls().importIati({ rows: [row] });
  await expect(calls().get({ code: saved[0]!.code })).resolves.toMatchObject({
    support: { content: { activity: 'B4.1', amounts: [{ currency: 'EUR', amount: '900' }] } },
  });
  await expect(calls().previewIati(file)).resolves.toMatchObject({ rows: [{ outcome: 'same' }] });
  // Taken in meanwhile by a colleague: nothing is saved twice, and of two rows none alone.
  const other = { version: 0, fields: { ...row.fields, iatiIdentifier: 'XM-DAC-2' } };
  const again = await refusalOfCall(calls().importIati({ rows: [other, row] }));
  expect(again.fields.map(({ path }) => path)).toEqual(['iatiIdentifier']);
  await expect(calls().list({})).resolves.toMatchObject({ total: total + 1 });
});
