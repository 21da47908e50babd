import type { FigureState } from '#server/domain/finding/public-figure.types.ts';
import {
  countStatuses,
  type ActivityStatus,
  type StatusCounts,
} from '#server/domain/plan/activity-status.calculations.ts';
import { addressOf, type DocumentBody, type Lists } from '#server/domain/publication/documents.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';

/** One step of a lens's funnel in the newest round: a regional figure, or why there is none. */
export type FunnelStep = {
  indicator: string;
  label: string;
  state: FigureState;
  /** Decimal text; of a percentage the numerator. */
  value: string | null;
  contributing: number | null;
  expected: number | null;
};

export type LensTeaser = { code: string; title: string; counts: StatusCounts; funnel: FunnelStep[] };

/** Each lens in short: how its activities stand, and its funnel in one round. */
export async function listLensTeasers(
  { published }: PublicContext,
  publication: number,
  { lists: { lenses }, indicators }: { lists: Lists; indicators: DocumentBody<'indicators'> },
  round: string,
  activities: readonly { lenses: string[]; stand: ActivityStatus }[],
): Promise<LensTeaser[]> {
  const steps = lenses.flatMap((lens) => lens.indicators.filter(({ funnel }) => funnel !== null));
  const found = await published.read(
    publication,
    steps.map(({ indicator }) => addressOf.values(indicator, round)),
  );
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const asStep = ({ indicator: code, slice, funnel }: (typeof steps)[number]): FunnelStep[] => {
    const indicator = byCode.get(code);
    if (!indicator || !funnel) return [];
    const values = (found.get(addressOf.values(code, round)) ?? []) as DocumentBody<'values'>;
    const figure = values.find(
      ({ scope, dimension, category }) =>
        scope === 'region' &&
        dimension === (slice?.dimension ?? null) &&
        category === (slice?.category ?? null),
    );
    return [
      {
        indicator: code,
        label: funnel.label ?? indicator.title,
        state: figure?.state ?? 'not_yet_reported',
        value: (indicator.measure === 'percentage' ? figure?.numerator : figure?.value) ?? null,
        contributing: figure?.contributing ?? null,
        expected: figure?.expected ?? null,
      },
    ];
  };
  return lenses.map((lens) => ({
    code: lens.code,
    title: lens.title,
    counts: countStatuses(
      activities.filter((each) => each.lenses.includes(lens.code)).map(({ stand }) => stand),
    ),
    funnel: lens.indicators
      .filter(({ funnel }) => funnel !== null)
      .toSorted((a, b) => (a.funnel?.position ?? 0) - (b.funnel?.position ?? 0))
      .flatMap(asStep),
  }));
}
