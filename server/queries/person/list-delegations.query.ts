import { sql } from 'drizzle-orm';
import type { Role } from '#server/domain/access/can.rules.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { runOperation } from '#server/operation/run-operation.ts';

type Place = { code: string; name: string };

/** A cover that is running or still to come. Days are ISO dates, both included. */
export type Delegation = {
  /** For cover.end. */
  assignment: number;
  role: Role;
  reporter: Place;
  agency: string | null;
  /** Whoever is away, and whoever stands in. */
  away: string;
  standIn: string;
  from: string;
  until: string;
};

export type Delegations = {
  /** Roles of the viewer's own, with the colleagues who can stand in. */
  own: {
    assignment: number;
    role: Role;
    reporter: Place;
    agency: string | null;
    colleagues: { id: string; name: string }[];
  }[];
  given: Delegation[];
  taken: Delegation[];
};

type Row = {
  id: number;
  person_id: string;
  name: string;
  role: Role;
  reporter: Place;
  agency: string | null;
  from: string | null;
  until: string | null;
  covers: number | null;
};

/** What the viewer can hand over, has handed over, and stands in for. */
export function listDelegations(context: OperationContext): Promise<Delegations> {
  return runOperation(context, { permission: null }, {}, async ({ tx, personId }) => {
    const rows = await tx.execute<Row>(sql`
      select c.assignment_id as id, c.person_id, c.name, c.role, g.name as agency, c.starts_on::text as from,
        c.ends_on::text as until, c.covers, json_build_object('code', r.code, 'name', coalesce(m.name, b.name)) as reporter
      from tracker.list_colleagues() c
      join tracker.reporter r on r.id = c.reporter_id
      left join tracker.member_state m on m.id = r.state_id
      left join tracker.sectoral_body b on b.id = r.body_id
      left join tracker.agency g on g.id = c.agency_id
      order by r.code, c.starts_on nulls first, c.name, c.assignment_id`);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const own = rows.filter((row) => row.person_id === personId && row.covers === null);
    const covers = rows.flatMap(
      ({ id, role, reporter, agency, name, person_id, from, until, covers: of }) => {
        const away = of === null ? undefined : byId.get(of);
        if (!away || from === null || until === null) return [];
        const cover: Delegation = {
          assignment: id,
          role,
          reporter,
          agency,
          away: away.name,
          standIn: name,
          from,
          until,
        };
        return [{ cover, awayId: away.person_id, standInId: person_id }];
      },
    );
    return {
      own: own.map(({ id, role, reporter, agency }) => ({
        assignment: id,
        role,
        reporter,
        agency,
        colleagues: listStandIns(rows, personId, reporter.code),
      })),
      given: covers.filter(({ awayId }) => awayId === personId).map(({ cover }) => cover),
      taken: covers.filter(({ standInId }) => standInId === personId).map(({ cover }) => cover),
    };
  });
}

function listStandIns(rows: Iterable<Row>, personId: string, reporter: string) {
  const people = new Map<string, { id: string; name: string }>();
  for (const row of rows) {
    if (row.reporter.code === reporter && row.person_id !== personId && row.covers === null) {
      people.set(row.person_id, { id: row.person_id, name: row.name });
    }
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
