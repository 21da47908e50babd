import { verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openSql, type Sql } from '#db/sql.ts';
import { openConnections } from '#db/client.ts';
import { demoPassword } from '#seeds/demo/accounts.ts';
import { loadDemo } from '#seeds/demo/load-demo.ts';
import { prepareData } from '#seeds/load-all.ts';
import { listStatusPairs } from '#server/domain/submission/submission.workflow.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { createSigner } from '#server/publications/signer.ts';
import { loadDemoInto, prepareDemo } from '#tests/support/demo-database.ts';
import { createMemoryStorage } from '#tests/support/memory-storage.ts';
import { isLong } from '#tests/support/rounds.ts';
import { testSecret, testSecrets } from '#tests/support/template-database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-postgres.ts';
import { hashTables, listDecisionChains, listReports, publishedTables, readReports } from './demo-facts.ts';

type Loaded = { database: TestDatabase; sql: Sql; files: FileStorage; sentences: string[] };

const place = { adminUrl: inject('adminUrl'), template: inject('template') };

/** What a start loads here and now. */
async function load(): Promise<Loaded> {
  const database = await createTestDatabase(place.adminUrl, { template: place.template });
  const files = createMemoryStorage();
  const sentences = await loadDemoInto(database.url, files);
  return { database, sql: openSql(database.url, { max: 2 }), files, sentences };
}

/** What another start loaded. */
async function copy(): Promise<Loaded> {
  const { template, files, sentences } = await prepareDemo(place);
  const database = await createTestDatabase(place.adminUrl, { template });
  return { database, sql: openSql(database.url, { max: 2 }), files, sentences };
}

const close = async ({ sql: client, database }: Loaded) => {
  await client.end();
  await database.drop();
};

let first: Loaded;
let sql: Sql;

beforeAll(async () => {
  first = await copy();
  sql = first.sql;
});
afterAll(() => close(first));

describe('the demo', () => {
  test('says what it has made, round by round', () => {
    expect(first.sentences.at(-1)).toBe('Filled the round 2026-H1.');
  });

  test('has an account for every role, with the password that is told', async () => {
    const accounts = await sql<{ email: string; roles: string; password: string }[]>`
      select p.email, string_agg(a.role, ',') as roles, min(c.password) as password
      from auth.person p join tracker.assignment a on a.person_id = p.id
      join auth.account c on c.person_id = p.id and c.provider_id = 'credential' and c.account_id = p.id
      group by p.email`;
    // An administrator and two officers, three partners, a focal point and a clearing officer of each state, 25 agencies, 16 bodies.
    expect(accounts.length).toBe(3 + 2 * 11 + 25 + 16 + 3);
    const roleOf = new Map(accounts.map(({ email, roles }) => [email, roles]));
    expect(roleOf.get('admin@demo.test')).toBe('administrator');
    expect(roleOf.get('secretariat@demo.test')).toBe('secretariat_officer');
    expect(roleOf.get('secretariat2@demo.test')).toBe('secretariat_officer');
    expect(roleOf.get('focal.th@demo.test')).toBe('focal_point');
    expect(roleOf.get('agency.tl@demo.test')).toBe('contributor');
    expect(roleOf.get('clearing.kh@demo.test')).toBe('clearing_officer');
    expect(roleOf.get('body.som-ed@demo.test')).toBe('focal_point');
    expect(await verifyPassword({ hash: accounts[0]!.password, password: demoPassword })).toBe(true);
    const [agency] = await sql`
      select count(*)::integer as n from tracker.assignment where role = 'contributor' and agency_id is not null`;
    expect(agency).toEqual({ n: 25 });
  });

  test('shares each report between agencies, some of which have delivered', async () => {
    const parts = await sql<{ state: string; agencies: number; activities: number; indicators: number }[]>`
      select r.code as state, count(distinct x.agency_id)::integer as agencies,
        count(x.activity_id)::integer as activities, count(distinct x.indicator_id)::integer as indicators
      from tracker.responsibility x join tracker.reporter r on r.id = x.reporter_id
      where x.ended_at is null group by r.code order by r.code`;
    expect(parts).toHaveLength(11);
    for (const { state, agencies, activities, indicators } of parts) {
      expect(agencies, state).toBeGreaterThanOrEqual(2);
      expect(activities, state).toBeGreaterThan(20);
      expect(indicators, state).toBeGreaterThan(15);
    }
    const [split] = await sql`
      select g.acronym, x.dimension_code from tracker.responsibility x
      join tracker.agency g on g.id = x.agency_id where x.dimension_code is not null`;
    expect(split).toEqual({ acronym: 'RTP', dimension_code: 'form' });
    const deliveries = await sql<{ state: string; agencies: string[] }[]>`
      select p.code as state, array_agg(g.acronym order by g.acronym) as agencies
      from tracker.delivery d join tracker.agency g on g.id = d.agency_id
      join tracker.submission s on s.id = d.submission_id join tracker.reporter p on p.id = s.reporter_id
      join tracker.round r on r.id = s.round_id and r.code = '2026-H1'
      group by p.code order by p.code`;
    expect(deliveries.map(({ state }) => state)).toContain('TL');
    expect(deliveries.find(({ state }) => state === 'TH')?.agencies).toEqual(['MSDHS']);
    expect(deliveries.some(({ state }) => state === 'LA')).toBe(false);
    const [foreign] = await sql`
      select count(*)::integer as n from tracker.revision v
      join tracker.submission s on s.id = v.submission_id
      join tracker.indicator i on i.code = v.subject_key and v.subject = 'indicator'
      join tracker.assignment a on a.person_id = v.changed_by and a.role = 'contributor'
      where not exists (select from tracker.responsibility x where x.reporter_id = s.reporter_id
        and x.agency_id = a.agency_id and x.indicator_id = i.id)`;
    expect(foreign).toEqual({ n: 0 });
  });

  test('has support that partners have confirmed in its newest publication, and none in those of before', async () => {
    const rows = await sql<{ publication: number; entries: string[] }[]>`
      select p.publication, array(select e ->> 'partner' || ' ' || (e ->> 'amounts')
        from jsonb_array_elements(d.body::jsonb -> 'body' -> 'entries') e) as entries
      from published.publication_document p join published.document d using (sha256)
      where p.address = 'support' order by 1`;
    expect(rows.map(({ publication, entries }) => [publication, entries])).toEqual([
      [1, []],
      [2, []],
      [3, ['asean-act shown', 'asean-act none', 'unodc shown', 'unodc none', 'iom not_shown']],
    ]);
  });

  test('has three publications and a round that is under way', async () => {
    const publications = await sql`
      select number, round_code, title, meeting from published.publication order by number`;
    expect(publications.map((row) => [row['number'], row['round_code'], row['title']])).toEqual([
      [1, '2024-H2', 'Progress in the second half of 2024'],
      [2, '2025-H1', 'Progress in the first half of 2025'],
      [3, '2025-H2', 'Progress in the second half of 2025'],
    ]);
    const reports = await sql`
      select r.code as round, p.kind, s.status, count(*)::integer as n
      from tracker.submission s join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id group by 1, 2, 3`;
    const count = (round: string, kind: string, status: string) =>
      reports.find((row) => row['round'] === round && row['kind'] === kind && row['status'] === status)?.[
        'n'
      ] ?? 0;
    expect(['2024-H2', '2025-H1', '2025-H2'].map((round) => count(round, 'state', 'accepted'))).toEqual([
      9, 8, 10,
    ]);
    for (const status of ['draft', 'cleared', 'submitted', 'accepted']) {
      expect(count('2026-H1', 'state', status), status).toBeGreaterThan(0);
    }
    expect(count('2026-H1', 'state', 'returned')).toBe(1);
    const rounds = await sql`select state from tracker.round order by period_start`;
    expect(rounds.map(({ state }) => state)).toEqual(['closed', 'closed', 'closed', 'open']);
  });

  test('publishes the newest two with their reports, signed by two people before and in the first seal', async () => {
    const reports = await listReports(first);
    expect(reports.map(({ publication, format }) => `${publication} ${format}`)).toEqual([
      '2 docx',
      '2 pdf',
      '2 xlsx',
      '3 docx',
      '3 pdf',
      '3 xlsx',
    ]);
    for (const { publication, format, sha256, approvedAt, publishedAt, seal, manifest, content } of reports) {
      const name = `${publication} ${format}`;
      expect([name, seal]).toEqual([name, 1]);
      expect(manifest).toContain(`${sha256}  data/report/report-publication-${publication}.${format}\n`);
      expect([name, content]).toEqual([name, sha256]);
      expect(approvedAt < publishedAt, name).toBe(true);
    }
    const seals =
      await sql`select publication, count(*)::integer as n from published.seal group by 1 order by 1`;
    expect(seals.map(({ publication, n }) => [publication, n])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    const signatures = await sql<{ round: string; draft: number; by: string[] }[]>`
      select r.code as round, d.number as draft, array_agg(a.person_id order by a.approved_at) as by
      from tracker.report_approval a join tracker.report_draft d on d.id = a.draft_id
      join tracker.round r on r.id = d.round_id group by 1, 2 order by 1`;
    const by = ['demo-secretariat', 'demo-secretariat', 'demo-secretariat2'];
    expect(signatures).toEqual([
      { round: '2025-H1', draft: 1, by },
      { round: '2025-H2', draft: 1, by },
    ]);
    // Nothing waits to be drawn when the tracker starts, and the next draft is being worked on.
    expect(await sql`select from tracker.report_job where state <> 'done'`).toEqual([]);
    const [next] = await sql`
      select max(d.number) as draft from tracker.report_draft d join tracker.round r on r.id = d.round_id
      where r.code = '2025-H2'`;
    expect(next).toEqual({ draft: 2 });
  });

  test('leaves Thailand a third of the way, and Cambodia with two questions to answer', async () => {
    const [draft] = await sql`
      select s.status, (select count(*) filter (where version > 0)::float8 / count(*) from tracker.activity_report
          where submission_id = s.id) as activities,
        (select count(*) filter (where version > 0)::float8 / count(*) from tracker.indicator_report
          where submission_id = s.id) as indicators
      from tracker.submission s join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id where r.code = '2026-H1' and p.code = 'TH'`;
    expect(draft?.['status']).toBe('draft');
    for (const share of [draft?.['activities'], draft?.['indicators']]) {
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.5);
    }
    const queries = await sql`
      select q.sent_at is not null as sent, q.answer, s.status, s.return_scope from tracker.query q
      join tracker.submission s on s.id = q.submission_id
      join tracker.round r on r.id = s.round_id join tracker.reporter p on p.id = s.reporter_id
      where r.code = '2026-H1' and p.code = 'KH'`;
    expect(queries).toEqual([
      { sent: true, answer: null, status: 'returned', return_scope: 'queried' },
      { sent: true, answer: null, status: 'returned', return_scope: 'queried' },
    ]);
  });

  test('asks Timor-Leste from the round in which it is a member', async () => {
    const rounds = await sql`
      select r.code from tracker.submission s join tracker.round r on r.id = s.round_id
      join tracker.reporter p on p.id = s.reporter_id where p.code = 'TL' order by 1`;
    expect(rounds.map(({ code }) => code)).toEqual(['2025-H2', '2026-H1']);
    const coverage = await sql`
      select round_code, state from rows.coverage
      where publication = 3 and reporter_code = 'TL' order by round_code`;
    expect(coverage.map(({ state }) => state)).toEqual(['not_due', 'not_due', 'reported']);
  });

  test('has only histories that the workflow allows, by people who may', async () => {
    const pairs = new Set(listStatusPairs().map(([from, to]) => `${from}→${to}`));
    const rolesOf: Record<string, string[]> = {
      clear: ['clearing_officer', 'body focal_point'],
      sendBack: ['clearing_officer'],
      submit: ['focal_point', 'body focal_point'],
      withdraw: ['focal_point'],
      return: ['secretariat_officer'],
      accept: ['secretariat_officer'],
      reopen: ['secretariat_officer'],
    };
    const seen = new Set<string>();
    for (const { report, status, decisions } of await listDecisionChains(sql)) {
      let at = 'draft';
      let time = '';
      for (const decision of decisions) {
        expect(decision.from, `${report} ${decision.transition}`).toBe(at);
        expect(pairs).toContain(`${decision.from}→${decision.to}`);
        expect(rolesOf[decision.transition], `${report} ${decision.transition}`).toContain(decision.role);
        expect(decision.at > time, `${report}: ${decision.transition} at ${decision.at}`).toBe(true);
        [at, time] = [decision.to, decision.at];
        seen.add(decision.transition);
      }
      expect(at, report).toBe(status);
    }
    expect([...seen].sort()).toEqual(Object.keys(rolesOf).sort());
  });

  test('has late reports, corrected ones and gaps, and nothing in the future or out of its round', async () => {
    const [facts] = await sql`
      select count(*) filter (where first_submitted_at::date > due_on)::integer as late,
        count(*) filter (where times_submitted > 1)::integer as resubmitted,
        count(*) filter (where times_submitted = 0)::integer as missing
      from tracker.submission`;
    expect(facts?.['late']).toBeGreaterThan(10);
    expect(facts?.['resubmitted']).toBeGreaterThan(6);
    expect(facts?.['missing']).toBeGreaterThan(10);
    const outside = await sql`
      select r.code, v.subject, v.changed_at from tracker.revision v
      join tracker.submission s on s.id = v.submission_id join tracker.round r on r.id = s.round_id
      where v.changed_at < r.opens_on or v.changed_at::date > r.closes_on or v.changed_at > '2026-09-26'`;
    expect(outside).toEqual([]);
    const [last] = await sql`select max(decided_at) < '2026-09-26' as past from tracker.decision`;
    expect(last).toEqual({ past: true });
  });

  test('uses every kind of value and consent, small counts and true zeros among them', async () => {
    const [kinds] = await sql`
      select count(*) filter (where v.state = 'not_available')::integer as not_available,
        count(*) filter (where v.state = 'not_applicable')::integer as not_applicable,
        count(*) filter (where v.value = 0)::integer as zeros,
        count(*) filter (where i.person_count and v.value between 1 and 10)::integer as small,
        count(*) filter (where i.person_count and v.value > 100)::integer as large
      from tracker.indicator_value v join tracker.indicator i on i.id = v.indicator_id`;
    for (const [kind, number] of Object.entries(kinds ?? {})) expect(number, kind).toBeGreaterThan(20);
    const consent = await sql<{ release: string; n: number }[]>`
      select release, count(*)::integer as n from tracker.indicator_report where version > 0
      group by 1 order by 2 desc`;
    expect(consent.map(({ release }) => release)).toEqual(['regional', 'national', 'withheld']);
    const [figures] = await sql`
      select count(*) filter (where state = 'reported')::integer as shown,
        count(*) filter (where state = 'suppressed')::integer as held
      from rows.figure where publication = 3 and scope = 'region' and dimension_code is null`;
    expect(figures?.['shown']).toBeGreaterThan(60);
  });

  test('has figures that agree with each other', async () => {
    for (const { report, total, slice } of await readReports(sql)) {
      const inOrder = (...steps: (number | undefined)[]) => {
        const given = steps.filter((step) => step !== undefined);
        expect(given, report).toEqual([...given].sort((a, b) => b - a));
      };
      inOrder(total('I-B1')?.value, total('I-B2')?.numerator, total('I-B4')?.value, slice('I-B5')?.numerator);
      const same = (a: number | undefined, b: number | undefined) => {
        if (a !== undefined && b !== undefined) expect(a, report).toBe(b);
      };
      same(total('I-B2')?.denominator, total('I-B1')?.value);
      same(slice('I-B3')?.value, total('I-B4')?.value);
      same(total('I-B5')?.denominator, total('I-B3')?.value);
      same(total('I-C5')?.denominator, total('I-C2')?.value);
    }
  });

  test('does not say one thing over and over', async () => {
    const [texts] = await sql<{ n: number; different: number }[]>`
      select count(*)::integer as n, count(distinct achievements)::integer as different
      from tracker.activity_report where achievements <> ''`;
    expect(texts?.n).toBeGreaterThan(700);
    expect(texts?.different).toBeGreaterThan((texts?.n ?? 0) * 0.7);
    const open =
      await sql`select from tracker.activity_report where achievements like '%{%' or challenges like '%{%'`;
    expect(open.length).toBe(0);
  });

  // In short form it is not loaded a second time: tests/integration/golden holds what it publishes against what is kept.
  test('is the same every time', async () => {
    const second = await (isLong ? load() : copy());
    const [one, other] = await Promise.all([hashTables(first.sql), hashTables(second.sql)]);
    expect(Object.keys(one).length).toBe(publishedTables.length + 2);
    expect(other).toEqual(one);
    const filesOf = async (loaded: Loaded) => (await listReports(loaded)).map(({ sha256 }) => sha256);
    expect(await filesOf(second)).toEqual(await filesOf(first));
    await close(second);
  });

  test('is not loaded twice, and not served as if it were real', async () => {
    const connections = openConnections(first.database.url, testSecrets.passwordOf);
    try {
      const input = {
        ownerUrl: first.database.url,
        connections,
        viewerSecret: testSecrets.viewerSecret,
        signer: createSigner(testSecret),
        files: first.files,
      };
      const sentences: string[] = [];
      await prepareData({
        ...input,
        demo: true,
        external: false,
        log: (sentence) => sentences.push(sentence),
      });
      expect(sentences).toEqual([]);
      await expect(prepareData({ ...input, demo: false, external: true, log: () => {} })).rejects.toThrow(
        /password that everybody knows/,
      );
      await expect(loadDemo({ ...input, log: () => {} })).rejects.toThrow(/holds reports already/);
    } finally {
      await connections.close();
    }
  });
});
