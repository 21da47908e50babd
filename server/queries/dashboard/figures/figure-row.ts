import { type SQL, sql } from 'drizzle-orm';
import type { UseCaseContext } from '#server/use-cases/use-case-context.ts';
import type { FigureState, PublicRound, RoundFigure } from '#server/domain/finding/public-figure.types.ts';
import { buildStand, type Stand, type StatusWord } from '#server/domain/plan/stand.calculations.ts';

export type { FigureState, PublicRound, RoundFigure, Stand, StatusWord };

/** All that a public question needs: the connection that can read schema `published` and nothing else. */
export type PublicContext = Pick<UseCaseContext, 'connections'>;

/** An activity as lists of other pages show it, with the lead body's status in the newest round. */
export type ListedActivity = Stand & {
  code: string;
  title: string;
  area: string;
  lead: string;
  years: number[];
  tags: string[];
};

/** An activity as `activityJson` reads it. */
export type StoredActivity = Omit<ListedActivity, 'due'> & {
  /** Whether the plan asks for it in the newest round. */
  asked?: boolean;
};

/** Says of an activity without a status whether one is due in the newest round of the publication. */
export function standActivity<T extends StoredActivity>(
  { asked, ...activity }: T,
  rounds: readonly PublicRound[],
): T & Stand {
  const year = Number(rounds.at(-1)?.periodEnd.slice(0, 4) ?? 0);
  const { status, carriedFrom } = activity;
  const row = asked === false ? undefined : { statusCode: status, carriedFrom };
  return { ...activity, ...buildStand(activity.years, year, row) } as T & Stand;
}

/** A row of `published.figure` named `f`, as JSON in the form of `RoundFigure`. */
export const figureJson: SQL = sql`json_build_object('round', f.round_code, 'state', f.state,
  'value', trim_scale(f.value)::text, 'numerator', trim_scale(f.numerator)::text,
  'denominator', trim_scale(f.denominator)::text, 'distribution', f.distribution, 'choice', f.choice_code,
  'contributing', f.contributing, 'expected', f.expected, 'note', f.reason)`;

/** The rounds of a publication in order, as JSON in the form of `PublicRound[]`. */
export const roundsJson = (publication: number): SQL => sql`coalesce((
  select json_agg(json_build_object('code', r.code, 'title', r.title, 'periodStart', r.period_start,
    'periodEnd', r.period_end) order by r.position)
  from published.round r where r.publication = ${publication}), '[]')`;

/** A row of `published.activity` named `a`, as JSON in the form of `StoredActivity`. */
export const activityJson = (
  newestRound: string,
): SQL => sql`json_build_object('code', a.code, 'title', a.title,
  'area', a.area_code, 'lead', a.lead, 'years', a.active_years, 'tags', a.tags,
  'asked', exists (select from published.activity_status s
    where s.publication = a.publication and s.activity_code = a.code and s.round_code = ${newestRound}),
  'status', (select s.status_code from published.activity_status s
    where s.publication = a.publication and s.activity_code = a.code and s.round_code = ${newestRound}),
  'carriedFrom', (select s.carried_from from published.activity_status s
    where s.publication = a.publication and s.activity_code = a.code and s.round_code = ${newestRound}))`;

/** The words for statuses in their order, as JSON in the form of `StatusWord[]`. */
export const statusWordsJson = (publication: number): SQL => sql`coalesce((
  select json_agg(json_build_object('code', w.code, 'label', w.label, 'mark', w.mark, 'isLate', w.is_late,
    'isDone', w.is_done, 'isOnTrack', w.is_on_track) order by w.position)
  from published.activity_status_word w where w.publication = ${publication}), '[]')`;

/** The thematic areas in order, as JSON: `{code, title}[]`. */
export const areasJson = (publication: number): SQL => sql`coalesce((
  select json_agg(json_build_object('code', a.code, 'title', a.title) order by a.position)
  from published.area a where a.publication = ${publication}), '[]')`;

/** Reads the one JSON value of a statement that selects it as `answer`. */
export async function readAnswer<T>(context: PublicContext, statement: SQL): Promise<T | null> {
  const [row] = await context.connections.public.execute<{ answer: T | null }>(statement);
  return row?.answer ?? null;
}
