import { shortenInput, type DataFilter, type DataFilterName } from '#server/domain/data/data-query.rules.ts';
import { DomainError, type FieldProblem } from '#server/domain/error/domain-error.ts';
import { listPlanYears } from '#server/domain/plan/plan-status.calculations.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { noStatusCodes } from '../plan/filter-plan.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** The codes of a publication that a filter may name. */
async function listKnownCodes(
  { published }: PublicContext,
  number: number,
): Promise<Record<DataFilterName, string[]>> {
  const { publication, plan, lists, indicators, rounds } = await readDocuments(
    published,
    number,
    'publication',
    'plan',
    'lists',
    'indicators',
    'rounds',
  );
  const codesOf = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  const bodies = codesOf(lists.reporters.filter(({ kind }) => kind === 'body'));
  return {
    area: codesOf(plan.areas),
    objective: codesOf(plan.objectives),
    activity: codesOf(plan.activities),
    indicator: codesOf(indicators),
    status: [...codesOf(lists.statuses), ...noStatusCodes],
    late: ['yes'],
    lead: bodies,
    body: bodies,
    state: codesOf(lists.reporters.filter(({ kind }) => kind === 'state')),
    partner: lists.partners.map(({ slug }) => slug),
    lens: codesOf(lists.lenses),
    tag: codesOf(lists.tags),
    year: listPlanYears(publication.plan).map(String),
    round: codesOf(rounds),
    scope: ['region', 'state', 'body'],
  };
}

/**
 * Throws BAD_INPUT where a filter names something that the publication does not have: a slip of typing must not look
 * like "nothing reported".
 */
export async function requireKnownCodes(
  context: PublicContext,
  publication: Publication,
  filter: DataFilter,
): Promise<void> {
  const asked = Object.entries(filter) as [DataFilterName, string][];
  if (asked.length === 0) return;
  const known = await listKnownCodes(context, publication.number);
  const fields = asked
    .filter(([name, given]) => !known[name].includes(given))
    .map(
      ([name, given]): FieldProblem => ({
        path: name,
        message: `Publication ${publication.number} has no ${name} "${shortenInput(given)}".`,
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
