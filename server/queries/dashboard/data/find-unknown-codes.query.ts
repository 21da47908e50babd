import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import { cut, type DataFilter, type DataFilterName } from '#server/domain/data/data-query.rules.ts';
import { DomainError, type FieldProblem } from '#server/domain/error/domain-error.ts';
import { listPlanYears } from '../plan/load-filtered-plan.ts';
import { noStatusCodes } from '../plan/plan-filter.rules.ts';
import type { Publication } from '../scope.ts';

type Codes = Record<Exclude<DataFilterName, 'late' | 'year' | 'scope'>, string[]>;

/** The codes of a publication that a filter may name. */
async function listKnownCodes(database: Reader, publication: Publication): Promise<Record<string, string[]>> {
  const { number } = publication;
  const [row] = await database.execute<{ codes: Codes }>(sql`select json_build_object(
    'area', array(select code from published.area where publication = ${number}),
    'objective', array(select code from published.objective where publication = ${number}),
    'activity', array(select code from published.activity where publication = ${number}),
    'indicator', array(select code from published.indicator where publication = ${number}),
    'status', array(select code from published.activity_status_word where publication = ${number}),
    'lead', array(select code from published.reporter where publication = ${number} and kind = 'body'),
    'body', array(select code from published.reporter where publication = ${number} and kind = 'body'),
    'state', array(select code from published.reporter where publication = ${number} and kind = 'state'),
    'partner', array(select slug from published.partner where publication = ${number}),
    'lens', array(select code from published.lens where publication = ${number}),
    'tag', array(select code from published.tag where publication = ${number}),
    'round', array(select code from published.round where publication = ${number})) as codes`);
  const codes = row?.codes;
  if (!codes) return {};
  return {
    ...codes,
    status: [...codes.status, ...Object.values(noStatusCodes)],
    late: ['yes'],
    year: listPlanYears(publication).map(String),
    scope: ['region', 'state', 'body'],
  };
}

/**
 * Throws BAD_INPUT where a filter names something that the publication does not have: a slip of typing must not look
 * like "nothing reported".
 */
export async function refuseUnknownCodes(
  database: Reader,
  publication: Publication,
  filter: DataFilter,
): Promise<void> {
  const asked = Object.entries(filter);
  if (asked.length === 0) return;
  const known = await listKnownCodes(database, publication);
  const fields = asked
    .filter(([name, given]) => !(known[name] ?? []).includes(given))
    .map(
      ([name, given]): FieldProblem => ({
        path: name,
        message: `Publication ${publication.number} has no ${name} "${cut(given)}".`,
      }),
    );
  const [first] = fields;
  if (!first) return;
  const sentence =
    fields.length === 1
      ? first.message
      : `${fields.length} parameters name what publication ${publication.number} does not have.`;
  throw new DomainError('BAD_INPUT', sentence, { fields });
}
