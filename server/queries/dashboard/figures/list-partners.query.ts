import { sql } from 'drizzle-orm';
import { webAddress } from '../web-address.ts';
import { listLibraryItems } from '../library/list-library-items.ts';
import type { LibraryLine } from '../library/load-library.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type Publication, requirePublication, resolvePublication } from '../scope.ts';
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

export type ListedPartner = {
  slug: string;
  name: string;
  /** The code of its kind: "un_agency". */
  kind: string;
  url: string | null;
  /** The activities with which it is named, in plan order. */
  activities: { code: string; title: string }[];
};

export type PartnerList = { publication: Publication | null; partners: ListedPartner[] };

/** Partners by name, with the activities of each. Throws as `resolvePublication`. */
export async function listPartners(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PartnerList> {
  const publication = await resolvePublication(context.connections.public, input.publication);
  if (!publication) return { publication, partners: [] };
  const partners = await readAnswer<ListedPartner[]>(
    context,
    sql`select json_agg(json_build_object('slug', p.slug, 'name', p.name, 'kind', p.kind, 'url', ${webAddress(sql`p.url`)},
        'activities', coalesce((select json_agg(json_build_object('code', a.code, 'title', a.title)
            order by a.position)
          from published.activity a where a.publication = p.publication and p.slug = any (a.partners)), '[]'))
        order by p.name) as answer
      from published.partner p where p.publication = ${publication.number}`,
  );
  return { publication, partners: partners ?? [] };
}

type StoredPartner = {
  partner: Omit<ListedPartner, 'activities'>;
  areas: { code: string; title: string }[];
  rounds: PublicRound[];
  statuses: StatusWord[];
  activities: ListedActivity[];
};

export type PartnerPage = StoredPartner & {
  publication: Publication;
  /** Studies, dialogues and meetings that name it, newest first. */
  library: LibraryLine[];
};

/** One partner and its activities with their status. Throws NOT_FOUND for an unknown slug; else as `requirePublication`. */
export async function getPartner(
  context: PublicContext,
  input: { publication?: number | undefined; slug: string },
): Promise<PartnerPage> {
  const publication = await requirePublication(context.connections.public, input.publication);
  const { number, roundCode } = publication;
  const stored = await readAnswer<StoredPartner>(
    context,
    sql`select json_build_object(
        'partner', json_build_object('slug', p.slug, 'name', p.name, 'kind', p.kind, 'url', ${webAddress(sql`p.url`)}),
        'areas', ${areasJson(number)}, 'rounds', ${roundsJson(number)}, 'statuses', ${statusWordsJson(number)},
        'activities', coalesce((select json_agg(${activityJson(roundCode)} order by a.position)
          from published.activity a where a.publication = ${number} and p.slug = any (a.partners)), '[]')) as answer
      from published.partner p where p.publication = ${number} and p.slug = ${input.slug}`,
  );
  if (!stored)
    throw new DomainError('NOT_FOUND', `There is no partner ${input.slug} in publication ${number}.`);
  const activities = stored.activities.map((activity) => standActivity(activity, stored.rounds));
  const library = await listLibraryItems(context.connections.public, number, {
    partner: stored.partner.slug,
  });
  return { publication, ...stored, activities, library };
}
