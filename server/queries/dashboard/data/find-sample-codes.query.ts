import type { DataFilterName } from '#server/domain/data/data-query.rules.ts';
import { compareText } from '#server/domain/publication/compare-text.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

export type SampleCodes = {
  publication: number;
  /** A code that the publication has, by the filter that takes it. */
  filters: Partial<Record<DataFilterName, string>>;
  /** A value and a figure that have receipts. */
  value: { indicator: string; round: string; scope: string } | null;
  figure: string | null;
};

/** Codes for examples, read from a publication so that each example has an answer; null where there is none. */
export async function findSampleCodes({ published }: PublicContext, number: number): Promise<SampleCodes> {
  const { publication, plan, lists, statuses, indicators, totals, figures } = await readDocuments(
    published,
    number,
    'publication',
    'plan',
    'lists',
    'statuses',
    'indicators',
    'totals',
    'figures',
  );
  const { round } = publication;
  const [activity] = plan.activities;
  const known = indicators.flatMap(({ code }) => {
    const total = totals[code]?.find((each) => each.round === round);
    return total ? [{ code, isReported: total.state === 'reported' }] : [];
  });
  const indicator = (known.find(({ isReported }) => isReported) ?? known[0])?.code;
  const [reported] = Object.entries(statuses)
    .flatMap(([code, byRound]) => {
      const status = byRound[round]?.status;
      return status ? [{ code, status }] : [];
    })
    .sort((a, b) => compareText(a.code, b.code));
  const filters = {
    area: plan.areas[0]?.code,
    objective: plan.objectives[0]?.code,
    activity: activity?.code,
    indicator,
    status: reported?.status,
    lead: activity?.lead,
    body: activity?.lead,
    state: lists.reporters.find(({ kind }) => kind === 'state')?.code,
    partner: lists.partners[0]?.slug,
    lens: lists.lenses[0]?.code,
    tag: lists.tags.map(({ code }) => code).sort()[0],
    year: String(Number(publication.plan.startsOn.slice(0, 4))),
    late: 'yes',
    round,
    scope: 'region',
  } satisfies Record<DataFilterName, string | undefined>;
  return {
    publication: number,
    filters: Object.fromEntries(Object.entries(filters).filter(([, code]) => code !== undefined)),
    value: indicator === undefined ? null : { indicator, round, scope: 'region' },
    figure: figures[0]?.id ?? null,
  };
}
