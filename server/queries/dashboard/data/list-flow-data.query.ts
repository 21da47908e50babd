import { type DataFilter, filterIndicators, isMeant } from '#server/domain/data/data-query.rules.ts';
import type { flowRow } from '#server/domain/data/flow-rows.schema.ts';
import { listFlows, originDimension } from '#server/domain/figure/build-flow-table.ts';
import { addressOf, type DocumentBody } from '#server/domain/publication/documents.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { Publication } from '#server/queries/dashboard/scope.ts';
import type { Bare } from './list-plan-data.query.ts';

/** The published figures of states by place of origin: in plan order, then by round, state and place. */
export async function listFlowRows(
  { published }: PublicContext,
  { number }: Publication,
  filter: DataFilter,
): Promise<Bare<typeof flowRow>[]> {
  const documents = await readDocuments(published, number, 'rounds', 'lists', 'plan', 'indicators');
  const states = documents.lists.reporters.filter(
    ({ kind, code }) => kind === 'state' && isMeant(code, filter.state),
  );
  const iso3Of = new Map(documents.lists.reporters.map(({ code, iso3 }) => [code, iso3]));
  const asked = filterIndicators(documents, filter).filter(({ dimensions }) =>
    dimensions.some(({ code }) => code === originDimension),
  );
  const pairs = asked.flatMap((indicator) =>
    documents.rounds
      .filter(({ code }) => isMeant(code, filter.round))
      .map((round) => ({ indicator, round, address: addressOf.values(indicator.code, round.code) })),
  );
  const found = await published.read(
    number,
    pairs.map(({ address }) => address),
  );
  return pairs.flatMap(({ indicator, round, address }) =>
    listFlows(indicator, round.code, (found.get(address) ?? []) as DocumentBody<'values'>, states).map(
      ({ origin, state, figure }) => ({
        indicator_code: indicator.code,
        indicator: indicator.title,
        unit: indicator.unit || null,
        round_code: round.code,
        round: round.title,
        period_start: round.periodStart,
        period_end: round.periodEnd,
        origin_code: origin.code,
        origin: origin.name,
        origin_iso3: iso3Of.get(origin.code) ?? null,
        reporter_code: state.code,
        reporter: state.name,
        reporter_iso3: iso3Of.get(state.code) ?? null,
        value_state: figure.state,
        value: figure.value,
        least: figure.least ?? null,
        most: figure.most ?? null,
        kept_from: figure.keptFrom ?? null,
        note: figure.note,
      }),
    ),
  );
}
