import { type SQL, sql } from 'drizzle-orm';
import type { PublishedChoice } from '#db/schema/published.ts';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import { type FigureTitle, listFigureTitles } from '../receipt/list-figure-titles.ts';
import { type Publication, requirePublication } from '../scope.ts';
import {
  type FigureState,
  figureJson,
  type PublicContext,
  type PublicRound,
  type RoundFigure,
  readAnswer,
  roundsJson,
} from './figure-row.ts';
import { type ListedPublication, publicationJson } from './list-publications.query.ts';

type Named = { code: string; title: string };

/** A regional total that the publication before it had otherwise or not at all. */
export type ChangedFigure = {
  indicator: string;
  title: string;
  measure: 'count' | 'percentage' | 'money' | 'choice' | 'text';
  unit: string;
  choices: PublishedChoice[];
  round: string;
  /** What the publication before said of the same round; null where it did not cover it. */
  before: RoundFigure | null;
  after: RoundFigure;
};

export type ChangedWord = { code: string; label: string; mark: string };

/** An activity whose status word differs from the one in the publication before. */
export type ChangedStatus = {
  activity: string;
  title: string;
  before: ChangedWord | null;
  after: ChangedWord | null;
};

export type PublicationChanges = {
  /** The publication compared with. */
  since: number;
  newRounds: PublicRound[];
  figures: ChangedFigure[];
  /** How many further figures, in breakdowns and of single reporters, differ for rounds that both cover. */
  otherFigures: number;
  statuses: ChangedStatus[];
  added: { activities: Named[]; indicators: Named[] };
  removed: { activities: Named[]; indicators: Named[] };
};

type Stored = {
  details: ListedPublication;
  rounds: PublicRound[];
  coverage: {
    code: string;
    name: string;
    kind: 'state' | 'body';
    state: 'reported' | 'not_reported' | 'not_due';
  }[];
  /** How many figures of all rounds say what. */
  figureStates: Partial<Record<FigureState, number>>;
  activities: number;
  indicators: number;
};

/** A later publication that says something else of rounds that this one holds. */
export type Erratum = { number: number; publishedAt: string; rounds: { code: string; title: string }[] };

export type PublicationPage = Stored & {
  publication: Publication;
  /** Oldest first. */
  errata: Erratum[];
  /** The figures drawn with it, in the order of the pages. */
  figures: FigureTitle[];
  /** The publication of its plan before it; null for the first. */
  previous: number | null;
  /** The one after it, up to the newest that is shown; null where there is none. */
  next: number | null;
  changes: PublicationChanges | null;
};

/** One publication: what it holds and how it differs from the one of its plan before. Throws as `requirePublication`. */
export async function getPublication(
  context: UseCaseContext,
  input: { number: number },
): Promise<PublicationPage> {
  const publication = await requirePublication(context.connections.public, input.number);
  const { number, newest, planCode } = publication;
  const stored = await readAnswer<Stored>(
    context,
    sql`select json_build_object('details', ${publicationJson}, 'rounds', ${roundsJson(number)},
        'coverage', coalesce((select json_agg(json_build_object('code', o.code, 'name', o.name, 'kind', o.kind,
            'state', c.state) order by o.kind desc, o.name)
          from published.coverage c
          join published.reporter o on o.publication = c.publication and o.code = c.reporter_code
          where c.publication = p.number and c.round_code = p.round_code), '[]'),
        'figureStates', coalesce((select json_object_agg(s.state, s.n) from (
          select f.state, count(*) as n from published.figure f where f.publication = p.number
          group by f.state) s), '{}'),
        'activities', (select count(*) from published.activity a where a.publication = p.number),
        'indicators', (select count(*) from published.indicator i where i.publication = p.number)) as answer
      from published.publication p where p.number = ${number}`,
  );
  const before = await readAnswer<{ number: number; roundCode: string }>(
    context,
    sql`select json_build_object('number', p.number, 'roundCode', p.round_code) as answer
      from published.publication p where p.plan_code = ${planCode} and p.number < ${number}
      order by p.number desc limit 1`,
  );
  const next = await readAnswer<number>(
    context,
    sql`select min(p.number) as answer from published.publication p
      where p.plan_code = ${planCode} and p.number > ${number} and p.number <= ${newest}`,
  );
  return {
    publication,
    ...(stored as Stored),
    errata: number === newest ? [] : await listErrata(context, publication),
    figures: await listFigureTitles(context, publication),
    previous: before?.number ?? null,
    next,
    changes: before ? await listChanges(context, publication, before) : null,
  };
}

/**
 * Where a later publication of the plan differs from the one before it in figures or statuses of rounds that the publication asked
 * for holds: compared by a checksum of each round, so that what disappeared is seen as well.
 */
async function listErrata(context: PublicContext, { number, planCode }: Publication): Promise<Erratum[]> {
  const isLater = (publication: SQL) => sql`${publication} in (select x.number from published.publication x
    where x.plan_code = ${planCode} and x.number >= ${number})`;
  const found = await readAnswer<Erratum[]>(
    context,
    sql`with line as (
        select f.publication, f.round_code, row(f.indicator_code, f.scope, f.dimension_code,
          f.category_code, f.state, trim_scale(f.value), trim_scale(f.numerator), trim_scale(f.denominator),
          f.distribution, f.choice_code)::text as said
        from published.figure f where ${isLater(sql`f.publication`)}
        union all
        select s.publication, s.round_code, row(s.activity_code, s.status_code, s.carried_from)::text
        from published.activity_status s where ${isLater(sql`s.publication`)}
      ),
      told as (
        select l.publication, l.round_code, md5(string_agg(l.said, ';' order by l.said)) as checksum
        from line l
        join published.round r on r.publication = ${number} and r.code = l.round_code
        group by l.publication, l.round_code
      ),
      step as (
        select t.*, lag(t.checksum) over (partition by t.round_code order by t.publication) as before from told t
      )
      select json_agg(json_build_object('number', p.number, 'publishedAt', p.published_at, 'rounds', (
          select json_agg(json_build_object('code', r.code, 'title', r.title) order by r.position)
          from step x join published.round r on r.publication = p.number and r.code = x.round_code
          where x.publication = p.number and x.before <> x.checksum)) order by p.number) as answer
      from published.publication p
      where exists (select from step x where x.publication = p.number and x.before <> x.checksum)`,
  );
  return found ?? [];
}

const wordJson = sql`json_build_object('code', w.code, 'label', w.label, 'mark', w.mark)`;

const statusIn = (publication: number, round: string) => sql`(
  select ${wordJson} from published.activity_status s
  join published.activity_status_word w on w.publication = s.publication and w.code = s.status_code
  where s.publication = ${publication} and s.activity_code = a.code and s.round_code = ${round})`;

const onlyIn = (table: 'activity' | 'indicator', here: number, there: number) => sql`coalesce((
  select json_agg(json_build_object('code', x.code, 'title', x.title) order by x.position)
  from published.${sql.raw(table)} x where x.publication = ${here} and not exists (
    select 1 from published.${sql.raw(table)} y where y.publication = ${there} and y.code = x.code)), '[]')`;

/** The figure of the same place in another publication differs from `f`. */
const differs = sql`(g.state, g.value, g.numerator, g.denominator, g.distribution, g.choice_code)
  is distinct from (f.state, f.value, f.numerator, f.denominator, f.distribution, f.choice_code)`;

async function listChanges(
  context: PublicContext,
  after: Publication,
  before: { number: number; roundCode: string },
): Promise<PublicationChanges> {
  const stored = await readAnswer<Omit<PublicationChanges, 'since'>>(
    context,
    sql`with same_place as materialized (
        select f.indicator_code, f.scope, f.dimension_code
        from published.figure f
        join published.figure g on g.publication = ${before.number} and g.indicator_code = f.indicator_code
          and g.round_code = f.round_code and g.scope = f.scope
          and g.dimension_code is not distinct from f.dimension_code
          and g.category_code is not distinct from f.category_code
        where f.publication = ${after.number} and ${differs}
      )
      select json_build_object(
        'newRounds', coalesce((select json_agg(json_build_object('code', r.code, 'title', r.title,
            'periodStart', r.period_start, 'periodEnd', r.period_end) order by r.position)
          from published.round r where r.publication = ${after.number} and not exists (
            select 1 from published.round q where q.publication = ${before.number} and q.code = r.code)), '[]'),
        'figures', coalesce((
          select json_agg(json_build_object('indicator', i.code, 'title', i.title, 'measure', i.measure,
            'unit', i.unit, 'choices', i.choices, 'round', r.code, 'before', was.figure,
            'after', ${figureJson}) order by r.position desc, i.position)
          from published.indicator i
          join published.round r on r.publication = i.publication
          join published.figure f on f.publication = i.publication and f.indicator_code = i.code
            and f.round_code = r.code and f.scope = 'region' and f.dimension_code is null
            and f.category_code is null
          left join lateral (
            select g.*, (select ${figureJson} from (select g.*) f) as figure from published.figure g
            where g.publication = ${before.number} and g.indicator_code = i.code and g.round_code = r.code
              and g.scope = 'region' and g.dimension_code is null and g.category_code is null) was on true
          where i.publication = ${after.number}
            and (was.state, was.value, was.numerator, was.denominator, was.distribution, was.choice_code)
              is distinct from
              (f.state, f.value, f.numerator, f.denominator, f.distribution, f.choice_code)), '[]'),
        'otherFigures', (select count(*) from same_place s
          where s.scope <> 'region' or s.dimension_code is not null),
        'statuses', coalesce((
          select json_agg(json_build_object('activity', c.code, 'title', c.title, 'before', c.before,
            'after', c.after) order by c.position)
          from (select a.code, a.title, a.position, ${statusIn(before.number, before.roundCode)} as before,
              ${statusIn(after.number, after.roundCode)} as after
            from published.activity a where a.publication = ${after.number} and exists (
              select 1 from published.activity b where b.publication = ${before.number} and b.code = a.code)) c
          where c.before->>'code' is distinct from c.after->>'code'), '[]'),
        'added', json_build_object('activities', ${onlyIn('activity', after.number, before.number)},
          'indicators', ${onlyIn('indicator', after.number, before.number)}),
        'removed', json_build_object('activities', ${onlyIn('activity', before.number, after.number)},
          'indicators', ${onlyIn('indicator', before.number, after.number)})) as answer`,
  );
  return { since: before.number, ...(stored as Omit<PublicationChanges, 'since'>) };
}
