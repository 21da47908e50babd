import { sql } from 'drizzle-orm';
import { stepsId } from '#server/domain/figure/build-lens-figures.ts';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import { chooseFunnelRound, listFunnelSteps } from '#server/domain/finding/funnel-steps.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { listLibraryItems } from '../library/list-library-items.ts';
import type { LibraryLine } from '../library/load-library.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type Publication, requirePublication } from '../scope.ts';
import {
  activityJson,
  areasJson,
  figureJson,
  type ListedActivity,
  type PublicContext,
  type PublicRound,
  readAnswer,
  roundsJson,
  standActivity,
  type StatusWord,
  statusWordsJson,
} from './figure-row.ts';
import type { ListedIndicator } from './list-indicators.query.ts';

export type LensIndicator = Omit<ListedIndicator, 'lenses'> & {
  activity: string | null;
  /** The objective of that activity. */
  objective: string | null;
  personCount: boolean;
  crossBorderOverlap: boolean;
  numeratorLabel: string | null;
  denominatorLabel: string | null;
  /** The part of the indicator that the lens shows; null where it shows the whole. */
  slice: { dimension: string; dimensionName: string; category: string; categoryName: string } | null;
  /** Its place in the funnel, from 1, and what the step is called. */
  funnel: { position: number; label: string } | null;
};

type Stored = {
  lens: { code: string; title: string; description: string };
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  statuses: StatusWord[];
  activities: ListedActivity[];
  /** In plan order, each with the regional figures of what the lens shows of it. */
  indicators: LensIndicator[];
};

export type LensPage = Stored & {
  publication: Publication;
  /** The round whose steps are shown: the one asked for, or the newest that has any number. */
  round: PublicRound | null;
  /** A round that was asked for and that the publication does not have. */
  unknownRound: string | null;
  /** Its steps, activities and cooperation, by id; what there is none of is left out. */
  figures: Record<string, DrawnFigure>;
  /** Indicators on money, with those that follow the same objective: financial investigation and what it brings. */
  money: string[];
  /** Studies, dialogues and cooperation on it, newest first. */
  library: LibraryLine[];
};

/** One cross-cutting view. Throws NOT_FOUND for an unknown lens; otherwise as `requirePublication`. */
export async function getLens(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    code: string;
    round?: string | undefined;
    language?: LanguageCode | undefined;
  },
): Promise<LensPage> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number, roundCode } = publication;
  const stored = await readAnswer<Stored>(
    context,
    sql`select json_build_object(
        'lens', json_build_object('code', l.code, 'title', l.title, 'description', l.description),
        'rounds', ${roundsJson(number)}, 'areas', ${areasJson(number)},
        'statuses', ${statusWordsJson(number)},
        'activities', coalesce((select json_agg(${activityJson(roundCode)} order by a.position)
          from published.activity a where a.publication = ${number} and l.code = any (a.lenses)), '[]'),
        'indicators', coalesce((
          select json_agg(json_build_object('code', i.code, 'title', i.title, 'area', i.area_code,
            'activity', i.activity_code,
            'objective', (select a.objective_code from published.activity a
              where a.publication = i.publication and a.code = i.activity_code), 'measure', i.measure, 'unit', i.unit, 'direction', i.direction,
            'aggregation', i.aggregation, 'reportedBy', i.reported_by, 'personCount', i.person_count,
            'crossBorderOverlap', i.cross_border_overlap, 'numeratorLabel', i.numerator_label,
            'denominatorLabel', i.denominator_label,
            'slice', case when x.slice_dimension is not null then (
              select json_build_object('dimension', x.slice_dimension, 'dimensionName', d->>'name',
                'category', x.slice_category, 'categoryName', k->>'name')
              from jsonb_array_elements(i.dimensions) d, jsonb_array_elements(d->'categories') k
              where d->>'code' = x.slice_dimension and k->>'code' = x.slice_category) end,
            'funnel', case when x.funnel_position is not null then json_build_object(
              'position', x.funnel_position, 'label', coalesce(x.funnel_label, i.title)) end,
            'figures', coalesce((
              select json_agg(${figureJson} order by r.position)
              from published.round r
              join published.figure f on f.publication = r.publication and f.indicator_code = i.code
                and f.round_code = r.code and f.scope = 'region'
                and f.dimension_code is not distinct from x.slice_dimension
                and f.category_code is not distinct from x.slice_category
              where r.publication = ${number}), '[]')) order by i.position)
          from published.lens_indicator x
          join published.indicator i on i.publication = x.publication and i.code = x.indicator_code
          where x.publication = ${number} and x.lens_code = l.code), '[]')) as answer
      from published.lens l where l.publication = ${number} and l.code = ${input.code}`,
  );
  if (!stored) throw new DomainError('NOT_FOUND', `There is no lens ${input.code} in publication ${number}.`);
  const activities = stored.activities.map((activity) => standActivity(activity, stored.rounds));
  const { code } = stored.lens;
  const money = listMoney(stored.indicators);
  const asked = stored.rounds.find((round) => round.code === input.round);
  const [figures, library] = await Promise.all([
    loadFigures(
      context,
      publication,
      [
        stepsId(code, asked?.code ?? null),
        `${code}.activities`,
        `cooperation.${code}`,
        ...money.map((each) => `${each}.course`),
      ],
      input.language,
    ),
    listLibraryItems(context.connections.public, number, { lens: code }),
  ]);
  const round = asked ?? chooseFunnelRound(stored, listFunnelSteps(stored.indicators)) ?? null;
  const unknownRound = input.round !== undefined && !asked ? input.round : null;
  return { publication, ...stored, activities, round, unknownRound, figures, money, library };
}

function listMoney(indicators: readonly LensIndicator[]): string[] {
  const objectives = new Set(
    indicators.flatMap(({ measure, objective }) =>
      measure === 'money' && objective !== null ? [objective] : [],
    ),
  );
  return indicators
    .filter(
      ({ measure, objective }) => measure === 'money' || (objective !== null && objectives.has(objective)),
    )
    .map(({ code }) => code);
}
