import { listArrangementSubjects } from '#server/domain/arrangement/list-published-arrangements.ts';
import type { arrangementRow } from '#server/domain/data/arrangement-rows.schema.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { Bare } from './list-plan-data.query.ts';

/** The aims and agreed steps of arrangements between states, by state; in the order of codes. */
export async function listArrangementRows(
  { published }: PublicContext,
  { number }: Publication,
  { state }: DataFilter,
): Promise<Bare<typeof arrangementRow>[]> {
  const [{ library }, arrangements] = await Promise.all([
    readDocuments(published, number, 'library'),
    readDocument(published, number, 'arrangements'),
  ]);
  const titles = new Map(library.map(({ code, title }) => [code, title]));
  return (arrangements ?? [])
    .filter(({ parties }) => state === undefined || parties.includes(state))
    .flatMap((arrangement) =>
      listArrangementSubjects(arrangement).flatMap(({ about, aim, step, said, agreement }) =>
        (said.length > 0 ? said : [{ by: null, item: null }]).map(({ by, item }) => ({
          library_code: arrangement.item,
          arrangement: titles.get(arrangement.item) ?? arrangement.item,
          states: arrangement.parties,
          countries: arrangement.countries.map(({ party }) => party),
          status: arrangement.status,
          agreed_on: arrangement.agreedOn,
          aim,
          subject: about,
          step: step?.text ?? null,
          planned_on: step?.plannedOn ?? null,
          reporter_code: by,
          account: item?.status ?? null,
          account_on: item?.on ?? null,
          account_text: item?.text || null,
          compared: agreement,
        })),
      ),
    );
}
