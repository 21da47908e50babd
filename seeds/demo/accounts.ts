import { hashPassword } from 'better-auth/crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { type RowOf, readRows } from '#db/rows.ts';
import { reporter } from '#db/schema/participants.ts';
import { part } from '#db/statement.ts';
import type { Role, Viewer } from '#server/domain/access/can.rules.ts';
import { demoMailDomain, SeedError } from './assert-demo-allowed.ts';
import type { DemoAgency } from './responsibilities.ts';

export const demoPassword = 'bohol-demo-2028';

/** A demo person: somebody who is their role and nobody else. */
export type DemoPerson = Viewer & { agencyId: number | null; assignedAt: string };

const reporterRowShape = {
  code: z.string(),
  kind: z.enum(reporter.kind.enumValues),
  name: z.string(),
  joined_on: z.string(),
  agencies: z.record(z.string(), z.object({ id: z.number(), name: z.string() })),
};

type ReporterRow = RowOf<typeof reporterRowShape>;

/** When those who were there from the start got their roles. */
const firstDay = '2024-12-02';

/**
 * Everyone who appears in the demo, by e-mail address: an administrator, two secretariat officers (a report needs the
 * signatures of two), somebody of three partners, for each state a focal point, contributors from its agencies and a clearing officer, and for each
 * sectoral body a focal point.
 */
export async function listDemoPeople(
  ownerSql: Sql,
  demoAgencies: readonly DemoAgency[],
): Promise<Map<string, DemoPerson>> {
  const rows = await readRows(
    ownerSql,
    reporterRowShape,
    sql`select p.code, p.kind, coalesce(m.name, b.acronym) as name,
      coalesce((select min(joined_on) from tracker.membership x where x.state_id = m.id),
        (select min(starts_on) from tracker.mandate x where x.body_id = b.id))::text as joined_on,
      coalesce((select json_object_agg(g.acronym, json_build_object('id', g.id, 'name', g.name))
        from tracker.agency g where g.state_id = m.id and g.to_on is null), '{}') as agencies
    from tracker.reporter p
    left join tracker.member_state m on m.id = p.state_id
    left join tracker.sectoral_body b on b.id = p.body_id
    order by p.kind desc, p.code`,
  );
  const people = new Map<string, DemoPerson>();
  const add = (
    local: string,
    name: string,
    role: Role,
    row: ReporterRow | null,
    agency: { id: number; acronym: string; name: string } | null = null,
  ) => {
    const email = `${local}${demoMailDomain}`;
    const day = row && row.joined_on > firstDay ? row.joined_on : firstDay;
    people.set(email, {
      personId: `demo-${local.replaceAll('.', '-')}`,
      name,
      email,
      assignments: [
        {
          role,
          reporter: row ? { code: row.code, kind: row.kind, name: row.name } : null,
          agency: agency && { acronym: agency.acronym, name: agency.name },
        },
      ],
      agencyId: agency?.id ?? null,
      assignedAt: `${day}T02:00:00.000Z`,
    });
  };
  add('admin', 'Administrator (demo)', 'administrator', null);
  add('secretariat', 'Secretariat officer (demo)', 'secretariat_officer', null);
  add('secretariat2', 'Second secretariat officer (demo)', 'secretariat_officer', null);
  const partners = await readRows(
    ownerSql,
    { slug: z.string(), name: z.string() },
    sql`select slug, name from tracker.partner where slug in ('asean-act', 'iom', 'unodc') order by slug`,
  );
  for (const { slug, name } of partners) addPartner(people, slug, name);
  for (const row of rows) {
    const local = row.code.toLowerCase();
    if (row.kind === 'body') {
      add(`body.${local}`, `Focal point, ${row.name} (demo)`, 'focal_point', row);
      continue;
    }
    add(`focal.${local}`, `Focal point, ${row.name} (demo)`, 'focal_point', row);
    for (const { account, agency } of demoAgencies.filter(({ state }) => state === row.code)) {
      const found = row.agencies[agency];
      if (!found)
        throw new SeedError(`responsibilities.csv names ${agency}, which ${row.code} does not have.`);
      add(`${account}.${local}`, `Contributor, ${agency}, ${row.name} (demo)`, 'contributor', row, {
        ...found,
        acronym: agency,
      });
    }
    add(`clearing.${local}`, `Clearing officer, ${row.name} (demo)`, 'clearing_officer', row);
  }
  return people;
}

/** Somebody of a partner, who sees its support and nothing else. */
function addPartner(people: Map<string, DemoPerson>, slug: string, name: string): void {
  const email = `partner.${slug}${demoMailDomain}`;
  people.set(email, {
    personId: `demo-partner-${slug}`,
    name: `Partner, ${name} (demo)`,
    email,
    assignments: [{ role: 'partner', reporter: null, partner: { code: slug, name } }],
    agencyId: null,
    assignedAt: `${firstDay}T02:00:00.000Z`,
  });
}

/**
 * Makes the accounts, and the roles of the two offices; all other roles are given by these (demo-roles.ts). All share one password and one hash of it, which is fine for a password that is printed at
 * the start, and keeps the start fast.
 */
export async function createDemoAccounts(ownerSql: Sql, people: readonly DemoPerson[]): Promise<void> {
  const password = await hashPassword(demoPassword);
  const rows = JSON.stringify(
    people.map(({ personId, name, email, assignments, agencyId, assignedAt }) => ({
      id: personId,
      name,
      email,
      role: assignments[0]?.role,
      reporter: assignments[0]?.reporter?.code ?? null,
      agency_id: agencyId,
      at: assignedAt,
    })),
  );
  const given = part`json_to_recordset(${rows}::text::json) as g (
    id text, name text, email text, role text, reporter text, agency_id integer, at timestamptz)`;
  await ownerSql.begin(async (tx) => {
    await tx`
      insert into auth.person (id, name, email, email_verified, created_at, updated_at)
      select id, name, email, true, at, at from ${given}`;
    await tx`
      insert into auth.account (id, account_id, provider_id, person_id, password, created_at, updated_at)
      select id, id, 'credential', id, ${password}, at, at from ${given}`;
    await tx`
      insert into tracker.assignment (person_id, role, reporter_id, agency_id, assigned_by, assigned_at)
      select g.id, g.role, r.id, g.agency_id, 'demo-admin', g.at
      from ${given} left join tracker.reporter r on r.code = g.reporter where g.reporter is null and g.role <> 'partner'`;
  });
}
