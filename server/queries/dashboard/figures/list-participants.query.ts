import { sql } from 'drizzle-orm';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { CoverageState } from '#server/domain/plan/coverage.types.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type Publication, resolvePublication } from '../scope.ts';
import { type PublicContext, type PublicRound, readAnswer, roundsJson } from './figure-row.ts';

export type ListedParticipant = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  /** How many activities it leads, cooperates in, and takes part in. Each activity counts once. */
  leads: number;
  cooperates: number;
  takesPart: number;
  /** Of how many indicators it has released figures of its own. */
  released: number;
  report: CoverageState;
};

type Stored = { rounds: PublicRound[]; participants: ListedParticipant[] };

export type ParticipantList = Stored & {
  publication: Publication | null;
  /** The map: "participation". */
  figures: Record<string, DrawnFigure>;
};

/** Everybody who takes part: states by name, then bodies by acronym. Throws as `resolvePublication`. */
export async function listParticipants(
  context: PublicContext,
  input: { publication?: number | undefined; language?: LanguageCode | undefined },
): Promise<ParticipantList> {
  const publication = await resolvePublication(context.connections.public, input.publication);
  if (!publication) return { publication, rounds: [], participants: [], figures: {} };
  const { number, roundCode } = publication;
  const stored = await readAnswer<Stored>(
    context,
    sql`select json_build_object('rounds', ${roundsJson(number)}, 'participants', coalesce((
        select json_agg(json_build_object('code', p.code, 'kind', p.kind, 'name', p.name,
            'leads', a.leads, 'cooperates', a.cooperates, 'takesPart', a.takes_part,
            'released', (select count(distinct f.indicator_code) from published.figure f
              where f.publication = p.publication and f.scope = p.code and f.dimension_code is null),
            'report', coalesce((select c.state from published.coverage c where c.publication = p.publication
              and c.reporter_code = p.code and c.round_code = ${roundCode}), 'not_due'))
          order by p.kind desc, case when p.kind = 'state' then p.name else p.code end)
        from published.reporter p
        cross join lateral (
          select count(*) filter (where a.lead = p.code) as leads,
            count(*) filter (where a.lead <> p.code and p.code = any (a.cooperating)) as cooperates,
            count(*) filter (where a.lead <> p.code and not p.code = any (a.cooperating)
              and p.code = any (a.states)) as takes_part
          from published.activity a where a.publication = p.publication) a
        where p.publication = ${number}), '[]')) as answer`,
  );
  const figures = await loadFigures(context, publication, ['participation'], input.language);
  return { publication, ...(stored as Stored), figures };
}
