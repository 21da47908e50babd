import { sql } from 'drizzle-orm';
import type { DrawnFigure } from '#server/domain/figure/figure.types.ts';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import { loadFigures } from '../figure/get-figure.query.ts';
import { type EvidenceLine, listEvidence } from '../library/list-evidence.ts';
import { listLibraryItems } from '../library/list-library-items.ts';
import type { LibraryLine } from '../library/load-library.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type Publication, requirePublication } from '../scope.ts';
import {
  activityJson,
  areasJson,
  type ListedActivity,
  type PublicContext,
  type PublicRound,
  readAnswer,
  roundsJson,
  standActivity,
  type StatusWord,
  statusWordsJson,
} from './figure-row.ts';

export type Participant = {
  code: string;
  kind: 'state' | 'body';
  name: string;
  /** The pillar of a body: "APSC". */
  pillar: string | null;
  /** When a state joined, as a date. */
  joinedOn: string | null;
};

export type ParticipantActivity = ListedActivity & {
  part: 'leads' | 'cooperates' | 'takes part';
  /** Whether words of this participant about the activity are released in the newest round. */
  words: boolean;
};

type Stored = {
  participant: Participant;
  rounds: PublicRound[];
  areas: { code: string; title: string }[];
  statuses: StatusWord[];
  coverage: { round: string; state: 'reported' | 'not_reported' | 'not_due' }[];
  activities: ParticipantActivity[];
};

export type ParticipantPage = Stored & {
  publication: Publication;
  /** What it has released, by id: "TH.figures"; empty where it has released nothing. */
  figures: Record<string, DrawnFigure>;
  /** Studies, dialogues and cooperation that name it, newest first. */
  library: LibraryLine[];
  /** Documents and links that it has released with its reports, newest round first. */
  evidence: EvidenceLine[];
};

/**
 * One state (by its two letters) or body (by its acronym): what it has to do with, what it reported when, and its
 * released figures. Throws NOT_FOUND for a code that is not a participant of that kind; otherwise as
 * `requirePublication`.
 */
export async function getParticipant(
  context: PublicContext,
  input: {
    publication?: number | undefined;
    kind: 'state' | 'body';
    code: string;
    language?: LanguageCode | undefined;
  },
): Promise<ParticipantPage> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number, roundCode } = publication;
  const stored = await readAnswer<Stored>(
    context,
    sql`select json_build_object(
        'participant', json_build_object('code', p.code, 'kind', p.kind, 'name', p.name, 'pillar', p.pillar,
          'joinedOn', p.joined_on),
        'rounds', ${roundsJson(number)}, 'areas', ${areasJson(number)},
        'statuses', ${statusWordsJson(number)},
        'coverage', coalesce((select json_agg(json_build_object('round', r.code, 'state', c.state)
            order by r.position)
          from published.coverage c
          join published.round r on r.publication = c.publication and r.code = c.round_code
          where c.publication = ${number} and c.reporter_code = p.code), '[]'),
        'activities', coalesce((
          select json_agg(${activityJson(roundCode)}::jsonb || jsonb_build_object(
            'part', case when a.lead = p.code then 'leads' when p.code = any (a.cooperating) then 'cooperates'
              else 'takes part' end,
            'words', exists (select 1 from published.activity_narrative n where n.publication = a.publication
              and n.activity_code = a.code and n.round_code = ${roundCode} and n.reporter_code = p.code))
            order by a.position)
          from published.activity a
          where a.publication = ${number}
            and (a.lead = p.code or p.code = any (a.cooperating) or p.code = any (a.states))), '[]')) as answer
      from published.reporter p
      where p.publication = ${number} and p.kind = ${input.kind} and upper(p.code) = upper(${input.code})`,
  );
  if (!stored) {
    const what = input.kind === 'state' ? 'member state' : 'sectoral body';
    throw new DomainError('NOT_FOUND', `There is no ${what} ${input.code} in publication ${number}.`);
  }
  const activities = stored.activities.map((activity) => standActivity(activity, stored.rounds));
  const { code, kind } = stored.participant;
  const database = context.connections.public;
  const [figures, library, evidence] = await Promise.all([
    loadFigures(context, publication, [`${code}.figures`], input.language),
    listLibraryItems(database, number, kind === 'state' ? { states: [code] } : { body: code }),
    listEvidence(database, number, { reporter: code }),
  ]);
  return { publication, ...stored, activities, figures, library, evidence };
}
