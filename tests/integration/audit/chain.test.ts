import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '#server/queries/audit/verify-audit.query.ts';
import { serialiseAuditField } from '#server/domain/audit/chain.rules.ts';
import { makeDirectory, runCommand } from '#tests/integration/admin/admin-command.ts';
import { connectAs, passOf, refusalOf, type Tx, tryWith } from '#tests/support/raw-roles.ts';
import { bringReportTo, createTeam, startReport } from '#tests/support/reports.ts';
import { createWorld, type Person, type World } from '#tests/support/world.ts';

const round = '2024-H2';
let world: World;
let office: Person;

beforeAll(async () => {
  world = await createWorld();
  office = await world.openRound(round);
  for (const reporter of ['TH', 'KH', 'ACWC']) {
    await bringReportTo(office, await createTeam(world, reporter), { round, reporter }, 'accepted');
  }
  await office.caller.compilation.create({ round });
  await office.caller.publication.publish({ round });
});
afterAll(() => world?.close());

/** What the check finds after the owner has done something past all triggers; everything is undone again. */
async function findAfter(work: (tx: Tx) => Promise<unknown>, noted: string | null = null) {
  let faults: string[] = [];
  await tryWith(world.owner, null, async (tx) => {
    await tx`set local session_replication_role = replica`;
    await work(tx);
    ({ faults } = await verifyAudit(tx, noted));
  });
  return faults;
}

const headOf = async () =>
  (
    await world.owner<{ sequence: number; hash: string }[]>`
    select sequence::integer, hash from tracker.audit_entry order by sequence desc limit 1`
  )[0]!;

describe('the chain', () => {
  test('tells what was done, without a gap, and holds', async () => {
    const kinds = await world.owner<{ kind: string }[]>`select distinct kind from tracker.audit_entry`;
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'assignment',
        'change',
        'clearance',
        'compilation',
        'decision',
        'publication',
        'record',
        'round',
      ]),
    );
    const verdict = await office.caller.audit.verify({});
    const head = await headOf();
    expect(verdict).toEqual({
      entries: head.sequence,
      head: head.hash,
      notedAt: null,
      faults: [],
      more: 0,
    });
    expect((await office.caller.audit.verify({ noted: head.hash.toUpperCase() })).notedAt).toBe(
      head.sequence,
    );
    await expect(office.caller.audit.verify({ noted: 'abc' })).rejects.toThrow('64 letters and digits');
  });

  test('has one entry for a save, however many answers it holds', async () => {
    const [grouped] = await world.owner`
      select count(*)::integer as entries, (select count(*)::integer from tracker.revision
        where submission_id is not null) as revisions,
        (select sum((detail->>'items')::integer)::integer from tracker.audit_entry where kind = 'change') as told
      from tracker.audit_entry where kind = 'change'`;
    expect(grouped!['told']).toBe(grouped!['revisions']);
    const { indicators } = await office.caller.submission.get({ round, reporter: 'TH' });
    expect(indicators.length).toBeGreaterThan(0);
  });

  test('has neither gap nor fork when many write at once, and none when they are undone', async () => {
    const before = (await headOf()).sequence;
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        office.caller.people.invite({
          email: `many.${index}@ministry.test`,
          name: `Many ${index}`,
          role: 'contributor',
          reporter: 'VN',
        }),
      ),
    );
    await expect(
      office.caller.people.invite({ email: 'x', name: 'X', role: 'contributor', reporter: 'VN' }),
    ).rejects.toThrow();
    expect((await headOf()).sequence).toBe(before + people.length);
    expect((await office.caller.audit.verify({})).faults).toEqual([]);
    const [waiting] = await world.owner`select count(*)::integer as n from tracker.audit_pending`;
    expect(waiting).toEqual({ n: 0 });
  });

  test('is hashed over the text that the domain writes', async () => {
    const words = fc.sample(fc.option(fc.string({ unit: 'grapheme', maxLength: 30 })), 60);
    const safe = words.map((word) => word?.replaceAll('\u0000', '') ?? null);
    const rows = await world.owner<{ field: string }[]>`
      select tracker.audit_field(w) as field from unnest(${safe}::text[]) with ordinality as t (w, n) order by n`;
    expect(rows.map(({ field }) => field)).toEqual(safe.map(serialiseAuditField));
  });

  test('holds no address, no reason and no answer', async () => {
    const rows = await world.owner<{ text: string }[]>`
      select e::text as text from tracker.audit_entry e
      where e::text ~ '@|achieved' or e.detail ?| array['reason', 'achievements', 'email']`;
    expect(rows).toEqual([]);
  });
});

describe('the check finds', () => {
  test('an altered entry, with a hash made anew or not', async () => {
    const sentence = /^Entry 5 was altered/;
    expect(
      (
        await findAfter(
          (tx) => tx`
      update tracker.audit_entry set person_id = 'somebody else' where sequence = 5`,
        )
      )[0],
    ).toMatch(sentence);
    expect(
      (
        await findAfter(
          (tx) => tx`
      update tracker.audit_entry set at = at + interval '1 microsecond' where sequence = 5`,
        )
      )[0],
    ).toMatch(sentence);
    const anew = await findAfter(async (tx) => {
      await tx`update tracker.audit_entry set person_id = 'somebody else' where sequence = 5`;
      await tx`update tracker.audit_entry e
        set hash = encode(sha256(convert_to(tracker.audit_text(e), 'UTF8')), 'hex') where sequence = 5`;
    });
    expect(anew[0]).toMatch(/^Entry 6 does not follow entry 5/);
  });

  test('a removed entry, from the middle and from the beginning', async () => {
    expect((await findAfter((tx) => tx`delete from tracker.audit_entry where sequence = 7`))[0]).toMatch(
      /^Entry 7 was removed/,
    );
    expect((await findAfter((tx) => tx`delete from tracker.audit_entry where sequence < 3`))[0]).toMatch(
      /^Entry 1 was removed/,
    );
  });

  test('an entry that was put in', async () => {
    const found = await findAfter(async (tx) => {
      await tx`insert into tracker.audit_entry (sequence, at, kind, event, detail, previous_hash, hash)
        select max(sequence) + 1, now(), 'person', 'enabled', '{}', repeat('1', 64), repeat('2', 64)
        from tracker.audit_entry`;
    });
    expect(found[0]).toMatch(/^Entry \d+ was altered/);
  });

  test('an end that was cut off, against a noted hash', async () => {
    const { hash } = await headOf();
    const cut = (tx: Tx) => tx`delete from tracker.audit_entry where sequence > (select max(sequence) - 3
      from tracker.audit_entry)`;
    expect((await findAfter(cut, hash))[0]).toMatch(/^The hash you entered is not in the chain/);
    // Without one it shows where a record is left behind.
    expect((await findAfter(cut))[0]).toMatch(/was inserted: no entry records it|no longer matches/);
  });

  test('a record that was altered, removed or put in, in every table', async () => {
    expect(
      await findAfter(
        (tx) => tx`
      update tracker.decision set reason = 'Another one.' where id = (select min(id) from tracker.decision)`,
      ),
    ).toEqual([expect.stringMatching(/^The record 1 among the decisions on reports .* was altered/)]);
    expect(
      await findAfter(
        (tx) => tx`
      update tracker.assignment set revoked_at = now() where id = 1`,
      ),
    ).toEqual([expect.stringMatching(/^The record 1 among the roles .* was altered/)]);
    expect(
      await findAfter(
        (tx) => tx`
      update tracker.clearance set content = content || '{"more": 1}' where ctid = (select min(ctid) from tracker.clearance)`,
      ),
    ).toEqual([expect.stringMatching(/among the clearances .* was altered/)]);
    expect(
      await findAfter(
        (tx) => tx`
      delete from tracker.revision where id = (select max(id) from tracker.revision)`,
      ),
    ).toEqual([expect.stringMatching(/among the changes .* was removed: entry \d+ records it/)]);
    expect(
      await findAfter(
        (tx) => tx`
      insert into tracker.decision (submission_id, transition, from_status, to_status, decided_by, decided_at,
        submission_version)
      select submission_id, 'accept', 'submitted', 'accepted', decided_by, now(), 9 from tracker.decision limit 1`,
      ),
    ).toEqual([expect.stringMatching(/among the decisions on reports .* was inserted/)]);
  });
});

test('what the desk writes beside reports, and many accepted by one act, is told and sealed', async () => {
  const item = { round, reporter: 'LA' };
  const team = await createTeam(world, 'LA');
  await startReport(team, item);
  const cleared = await team.clearing.caller.submission.clear({ ...item, version: 1 });
  const { version } = await team.focal.caller.submission.submit({ ...item, version: cleared.version });
  const { id, left } = await office.caller.review.acceptMany({
    filter: { why: null, kind: null, round },
    reports: [{ ...item, version }],
  });
  expect(left).toEqual([]);
  await office.caller.review.undoAcceptance({ id: id! });
  const phrase = {
    id: null,
    version: 0,
    title: 'Which source',
    words: 'Which source is this from?',
    ended: false,
  };
  await office.caller.review.savePhrase(phrase);
  const note = { ...item, id: null, version: 0, item: null, words: 'Ask about the new law.', ended: false };
  await office.caller.review.saveCompilerNote(note);
  const told = await world.owner<{ kind: string; event: string }[]>`
    select kind, event from tracker.audit_entry e
    where kind in ('bulk_acceptance', 'review_text') or event = 'bulk_acceptance_item' order by sequence`;
  expect(told.map(({ kind, event }) => [kind, event])).toEqual([
    ['bulk_acceptance', 'accepted'],
    ['record', 'bulk_acceptance_item'],
    ['bulk_acceptance', 'undone'],
    ['review_text', 'review_phrase'],
    ['review_text', 'compiler_note'],
  ]);
  expect((await office.caller.audit.verify({})).faults).toEqual([]);
  for (const [planted, sentence] of [
    [
      `update tracker.bulk_acceptance set undone_by = null, undone_at = null`,
      /several reports .* was altered/,
    ],
    [`update tracker.bulk_acceptance_item set accepted_version = 99`, /with others .* was altered/],
    [
      `update tracker.review_text_revision set content = content || '{"words": "x"}' where kind = 'review_phrase'`,
      /words of the secretariat .* was altered/,
    ],
    [
      `delete from tracker.review_text_revision where kind = 'compiler_note'`,
      /words of the secretariat .* removed/,
    ],
  ] as const) {
    expect(await findAfter((tx) => tx.script(planted))).toEqual([expect.stringMatching(sentence)]);
  }
});

describe('the runtime role', () => {
  test('neither writes, changes nor removes an entry, nor makes one for somebody else', async () => {
    await using app = {
      sql: connectAs(world, 'bohol_app'),
      [Symbol.asyncDispose]: async () => app.sql.end(),
    };
    for (const statement of [
      `insert into tracker.audit_entry (sequence, at, kind, event, detail, previous_hash, hash)
        values (1000000, now(), 'person', 'enabled', '{}', '', '')`,
      `insert into tracker.audit_pending (at, kind, event, detail) values (now(), 'x', 'y', '{}')`,
      'update tracker.audit_entry set sequence = sequence',
      'delete from tracker.audit_entry',
      'truncate tracker.audit_entry',
      'alter table tracker.decision disable trigger insert_is_audited',
    ]) {
      const outcome = await refusalOf(tryWith(app.sql, passOf(office.id), (tx) => tx.script(statement)));
      expect([statement, outcome]).toEqual([statement, '42501']);
    }
    const seen = `select tracker.record_seen('opened', null, null, 'x', '{}', now())`;
    expect(await refusalOf(tryWith(app.sql, null, (tx) => tx.script(seen)))).toBe('42501');
  });
});

test('the command ends with 0 when all holds, and with 1 and the first fault when not', async () => {
  const settings = { DATABASE_URL: world.database.url };
  const { sequence, hash } = await headOf();
  const fine = await runCommand(makeDirectory(), settings, 'verify-audit', '--head', hash);
  expect(fine).toMatchObject({ code: 0, err: '' });
  expect(fine.out).toContain(`The hash you entered belongs to entry ${sequence}.`);
  const short = await runCommand(makeDirectory(), settings, 'verify-audit', '--head', 'abc');
  expect(short).toMatchObject({ code: 1, out: '' });
  await world.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update tracker.audit_entry set event = 'return' where sequence = 4`;
  });
  const broken = await runCommand(makeDirectory(), settings, 'verify-audit');
  expect(broken).toMatchObject({ code: 1, err: 'The audit has been altered.\n' });
  expect(broken.out).toMatch(/^Entry 4 was altered/);
});
