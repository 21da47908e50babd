import { listArrangementSubjects } from '#server/domain/arrangement/list-published-arrangements.ts';
import type { arrangementCountRow, arrangementRow } from '#server/domain/data/arrangement-rows.schema.ts';
import type { DataFilter } from '#server/domain/data/data-query.rules.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocument, readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { Bare } from './list-plan-data.query.ts';

/** The published arrangements in which a state takes part, or all, each with its title; in the order of codes. */
async function readArrangements({ published }: PublicContext, number: number, { state }: DataFilter) {
  const [{ library }, arrangements] = await Promise.all([
    readDocuments(published, number, 'library'),
    readDocument(published, number, 'arrangements'),
  ]);
  const titles = new Map(library.map(({ code, title }) => [code, title]));
  return (arrangements ?? [])
    .filter(({ parties }) => state === undefined || parties.includes(state))
    .map((arrangement) => ({
      arrangement,
      head: {
        library_code: arrangement.item,
        arrangement: titles.get(arrangement.item) ?? arrangement.item,
        states: arrangement.parties,
      },
    }));
}

/** The aims and agreed steps of arrangements between states, by state. */
export async function listArrangementRows(
  context: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof arrangementRow>[]> {
  return (await readArrangements(context, number, filter)).flatMap(({ arrangement, head }) =>
    listArrangementSubjects(arrangement).flatMap(({ about, aim, step, said, agreement }) =>
      arrangement.parties.map((state) => {
        const item = said.find(({ by }) => by === state)?.item ?? null;
        return {
          ...head,
          countries: arrangement.countries.map(({ party }) => party),
          status: arrangement.status,
          agreed_on: arrangement.agreedOn,
          aim,
          subject: about,
          step: step?.text ?? null,
          planned_on: step?.plannedOn ?? null,
          reporter_code: state,
          account: item?.status ?? null,
          account_on: item?.on ?? null,
          account_text: item?.text || null,
          compared: agreement,
        };
      }),
    ),
  );
}

/** Meetings and joint operations of arrangements between states, by year. */
export async function listArrangementCountRows(
  context: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof arrangementCountRow>[]> {
  return (await readArrangements(context, number, filter)).flatMap(({ arrangement, head }) =>
    (arrangement.counts ?? []).map(({ year, meetings, operations }) => ({
      ...head,
      year,
      meetings: meetings.value,
      meetings_compared: meetings.state,
      operations: operations.value,
      operations_compared: operations.state,
    })),
  );
}
