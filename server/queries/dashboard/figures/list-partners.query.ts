import { listRunning, planStatusKinds } from '#server/domain/plan/plan-status.calculations.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { isWebAddress } from '#server/domain/evidence/link.rules.ts';
import type { PublicRound } from '#server/domain/finding/public-figure.types.ts';
import {
  isInLibraryFilter,
  type LibraryLine,
  listPublishedLibrary,
} from '#server/domain/library/list-published-library.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import type { Lists } from '#server/domain/publication/documents.ts';
import { toPublicRound } from '#server/domain/publication/published-parts.ts';
import { readDocuments } from '#server/publications/publication-reader.ts';
import { toStatusWord } from '../plan/plan-parts.ts';
import { type Publication, requirePublication, resolvePublication } from '#server/queries/dashboard/scope.ts';
import type { PublicContext } from '#server/operation/operation-context.ts';
import { readNamedSupport, filterSupport, type SupportPart } from '../support/support-parts.ts';
import { listActivities, type ListedActivity } from './list-activities.ts';

export type ListedPartner = {
  slug: string;
  name: string;
  /** The code of its kind: "un_agency". */
  kind: string;
  url: string | null;
  /** The activities of the plan with which it is named, in its order, without those that have left it. */
  activities: { code: string; title: string }[];
};

export type PartnerList = { publication: Publication | null; partners: ListedPartner[] };

/** A publication is never changed, so one from before addresses were checked may hold something else. */
const describePartner = ({
  slug,
  name,
  kind,
  url,
}: Lists['partners'][number]): Omit<ListedPartner, 'activities'> => ({
  slug,
  name,
  kind,
  url: url !== null && isWebAddress(url) ? url : null,
});

/** Partners by name, with the activities of each. Throws as `resolvePublication`. */
export async function listPartners(
  context: PublicContext,
  input: { publication?: number | undefined },
): Promise<PartnerList> {
  const publication = await resolvePublication(context, input.publication);
  if (!publication) return { publication, partners: [] };
  const documents = await readDocuments(context.published, publication.number, ...planStatusKinds, 'lists');
  const { lists } = documents;
  const named = new Map<string, ListedPartner['activities']>();
  for (const { slug } of lists.partners) named.set(slug, []);
  for (const { code, title, partners } of listRunning(documents)) {
    for (const slug of partners) named.get(slug)?.push({ code, title });
  }
  return {
    publication,
    partners: lists.partners.map((partner) => ({
      ...describePartner(partner),
      activities: named.get(partner.slug) ?? [],
    })),
  };
}

export type PartnerPage = {
  publication: Publication;
  partner: Omit<ListedPartner, 'activities'>;
  areas: { code: string; title: string }[];
  rounds: PublicRound[];
  statuses: StatusWord[];
  activities: ListedActivity[];
  /** What it supports, as it has confirmed it; null for a publication from before support was published. */
  support: SupportPart | null;
  /** Studies, dialogues and meetings that name it, newest first. */
  library: LibraryLine[];
};

/** One partner and its activities with their status. Throws NOT_FOUND for an unknown slug; else as `requirePublication`. */
export async function getPartner(
  context: PublicContext,
  input: { publication?: number | undefined; slug: string },
): Promise<PartnerPage> {
  const publication = await requirePublication(context, input.publication);
  const { number } = publication;
  const documents = await readDocuments(context.published, number, ...planStatusKinds, 'lists', 'library');
  const { rounds, lists, plan } = documents;
  const partner = lists.partners.find(({ slug }) => slug === input.slug);
  if (!partner) {
    throw new DomainError('NOT_FOUND', `There is no partner ${input.slug} in publication ${number}.`);
  }
  const { slug } = partner;
  return {
    publication,
    partner: describePartner(partner),
    areas: plan.areas,
    rounds: rounds.map(toPublicRound),
    statuses: lists.statuses.map(toStatusWord),
    activities: listActivities(documents, ({ partners }) => partners.includes(slug)),
    support: filterSupport(
      await readNamedSupport(context, number, documents),
      (entry) => entry.partner.slug === slug,
    ),
    library: listPublishedLibrary(documents).filter((item) => isInLibraryFilter(item, { partner: slug })),
  };
}
