import { sql } from 'drizzle-orm';
import type { Reader } from '#db/client.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';
import type { RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { buildStand } from '#server/domain/plan/stand.calculations.ts';
import type { EditionFacts, FactActivity, FactIndicator } from '#server/domain/report/edition-facts.types.ts';
import { collectFigures } from '../dashboard/figure/collect-figures.ts';
import { loadPublicFigures } from '../dashboard/figure/load-public-figures.ts';
import { figureJson } from '../dashboard/figures/figure-row.ts';
import { listCoverage } from '../dashboard/plan/list-coverage.ts';
import { listAreas, listObjectives, listReporters, listStatusWords } from '../dashboard/plan/load-plan.ts';
import { listPublishedRounds } from '../dashboard/plan/summarise-publication.ts';
import { requirePublication } from '../dashboard/scope.ts';

export type LoadedFacts = Omit<EditionFacts, 'audience' | 'compilation' | 'meeting' | 'narrative'> & {
  contentSha256: string;
};

/**
 * Everything that editions are built from, read from the rows of one publication: one that is out, or one that is only
 * rehearsed. The numbers are those that the public pages would show of the same rows, by the same rules.
 */
export async function loadEditionFacts(database: Reader, number: number): Promise<LoadedFacts> {
  const publication = await requirePublication(database, number);
  // One after the other: within a transaction there is one line to the database.
  const loaded = await loadPublicFigures(database, publication);
  const rounds = await listPublishedRounds(database, number);
  const newest = rounds.find(({ code }) => code === publication.roundCode) ?? rounds.at(-1);
  const figures = await collectFigures(database, publication);
  const [rest] = await database.execute<{
    lenses: EditionFacts['lenses'];
    partners: EditionFacts['partners'];
    breaks: EditionFacts['breaks'];
    lens_indicators: { lens: string; indicator: string }[];
    activity_of: { code: string; activity: string | null }[];
  }>(sql`
    select coalesce((select json_agg(json_build_object('code', code, 'title', title, 'description', description)
        order by code) from published.lens where publication = ${number}), '[]') as lenses,
      coalesce((select json_agg(json_build_object('slug', slug, 'name', name) order by name)
        from published.partner where publication = ${number}), '[]') as partners,
      coalesce((select json_agg(json_build_object('indicator', indicator_code, 'reporter', reporter_code, 'round',
          round_code, 'kind', kind, 'note', note) order by indicator_code, reporter_code nulls first, kind)
        from published.comparability_note where publication = ${number}), '[]') as breaks,
      coalesce((select json_agg(json_build_object('lens', lens_code, 'indicator', indicator_code))
        from published.lens_indicator where publication = ${number}), '[]') as lens_indicators,
      coalesce((select json_agg(json_build_object('code', code, 'activity', activity_code))
        from published.indicator where publication = ${number}), '[]') as activity_of`);
  const parts = await listParts(database, number);
  const round = publication.roundCode;
  const reporters = await listReporters(database, number);
  return {
    contentSha256: publication.contentSha256,
    plan: {
      code: publication.planCode,
      title: publication.planTitle,
      firstYear: Number(publication.planStartsOn.slice(0, 4)),
      lastYear: Number(publication.planEndsOn.slice(0, 4)),
      notice: publication.notice,
    },
    round: { code: round, title: newest?.title ?? round },
    rounds: loaded.rounds,
    statuses: await listStatusWords(database, number),
    areas: await listAreas(database, number),
    objectives: await listObjectives(database, number),
    lenses: rest?.lenses ?? [],
    partners: rest?.partners ?? [],
    breaks: rest?.breaks ?? [],
    reporters,
    coverage: await listCoverage(database, number, rounds),
    activities: await listActivities(database, number, round, newest?.year ?? 0),
    figures: Object.fromEntries(figures.map((figure): [string, FigureDefinition] => [figure.id, figure])),
    indicators: loaded.indicators.map((indicator): FactIndicator => {
      const { code, title, measure, unit, direction, aggregation, reportedBy, personCount } = indicator;
      return {
        code,
        title,
        measure,
        unit,
        direction,
        aggregation,
        reportedBy,
        personCount,
        crossBorderOverlap: indicator.crossBorderOverlap,
        numeratorLabel: indicator.numeratorLabel,
        denominatorLabel: indicator.denominatorLabel,
        dimensions: indicator.dimensions,
        choices: indicator.choices,
        baseline: indicator.baseline,
        targets: indicator.targets,
        area: indicator.area,
        activity: rest?.activity_of.find((each) => each.code === code)?.activity ?? null,
        lenses: (rest?.lens_indicators ?? [])
          .filter((each) => each.indicator === code)
          .map(({ lens }) => lens),
        region: loaded.figuresOf(code, 'region'),
        parts: parts.filter((part) => part.indicator === code),
        national: reporters.flatMap((reporter) => {
          const figure = loaded.figuresOf(code, reporter.code).find((each) => each.round === round);
          return figure ? [{ reporter: reporter.code, figure }] : [];
        }),
      };
    }),
  };
}

type Part = { indicator: string; dimension: string; category: string; figure: RoundFigure };

/** Parts of the totals in every round, oldest first. */
async function listParts(database: Reader, publication: number): Promise<Part[]> {
  return [
    ...(await database.execute<Part>(sql`
      select f.indicator_code as indicator, f.dimension_code as dimension, f.category_code as category,
        ${figureJson} as figure
      from published.figure f
      join published.round r on r.publication = f.publication and r.code = f.round_code
      where f.publication = ${publication} and f.scope = 'region' and f.dimension_code is not null
      order by r.position`)),
  ];
}

type StoredActivity = Omit<FactActivity, 'stand'> & {
  status: string | null;
  carriedFrom: string | null;
  asked: boolean;
};

/** The activities as they stand in a round, with the words of the report that the status is from. */
async function listActivities(
  database: Reader,
  publication: number,
  round: string,
  year: number,
): Promise<FactActivity[]> {
  const rows = await database.execute<StoredActivity>(sql`
    select a.code, a.title, a.description, a.area_code as area, a.objective_code as objective, a.lead, a.cooperating,
      a.states, a.partners, a.active_years as years, a.lenses, s.status_code as status,
      s.carried_from as "carriedFrom", s.round_code is not null as asked,
      coalesce((select json_agg(json_build_object('code', t.code, 'title', t.title) order by t.position)
        from published.actip_article t where t.publication = a.publication and t.code = any (a.articles)), '[]')
        as articles,
      coalesce((select json_agg(json_build_object('reporter', n.reporter_code, 'name',
          case p.kind when 'state' then p.name else p.code end, 'isLead', n.reporter_code = a.lead,
          'achievements', n.achievements, 'challenges', n.challenges, 'nextSteps', n.next_steps, 'edited', '[]'::json)
          order by n.reporter_code <> a.lead, p.kind, n.reporter_code)
        from published.activity_narrative n
        join published.reporter p on p.publication = n.publication and p.code = n.reporter_code
        where n.publication = a.publication and n.activity_code = a.code
          and n.round_code = coalesce(s.carried_from, ${round})), '[]') as words
    from published.activity a
    left join published.activity_status s on s.publication = a.publication and s.activity_code = a.code
      and s.round_code = ${round}
    where a.publication = ${publication}
    order by a.position`);
  return rows.map(({ status, carriedFrom, asked, ...activity }) => ({
    ...activity,
    stand: buildStand(activity.years, year, asked ? { statusCode: status, carriedFrom } : undefined),
  }));
}
