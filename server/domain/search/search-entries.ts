import type { Documents } from '../publication/build-publication.ts';
import {
  type Address,
  addressOf,
  type DocumentBody,
  type Header,
  type PlanDocument,
  type ArrangementsDocument,
  type RecommendationsDocument,
  type SingleKind,
} from '../publication/documents.ts';

import { supportKindLabels, supportPartLabels } from '../support/support.schema.ts';

/** Something in a publication that has its own page: its name, its path, and the words that find it. */
export type SearchEntry = {
  kind: string;
  code: string;
  path: string;
  title: string;
  body: string;
  /** Its position among equally good matches. */
  position: number;
};

/** A publication, which can be found like its content. */
export type SearchedPublication = Pick<Header, 'number' | 'title' | 'meeting' | 'note'>;

/** Lists the addresses of the documents that `listSearchEntries` reads. */
export const listSearchedAddresses = ({ activities }: PlanDocument): Address[] => [
  'publication',
  'lists',
  'plan',
  'indicators',
  'library',
  'support',
  'recommendations',
  'arrangements',
  'translations',
  ...activities.map(({ code }) => addressOf.narratives(code)),
];

/**
 * Lists everything in a publication that has its own page. Reads published documents only, so nothing is
 * found that is not shown. Of `publicationsOfPlan`, includes this one and earlier ones.
 */
export function listSearchEntries(
  documents: Documents,
  publicationsOfPlan: readonly SearchedPublication[],
): SearchEntry[] {
  const { number } = get(documents, 'publication');
  return [
    ...listPlanEntries(documents),
    ...listParticipantEntries(documents),
    ...listLibraryEntries(documents),
    ...publicationsOfPlan
      .filter((each) => each.number <= number)
      .map((each) => ({
        kind: 'publication',
        code: String(each.number),
        path: `/publications/${each.number}`,
        title: each.title,
        body: join(' · ', each.meeting || null, each.note || null),
        position: 8000 - each.number,
      })),
  ];
}

function listPlanEntries(documents: Documents): SearchEntry[] {
  const plan = get(documents, 'plan');
  const { tags, lenses, partners } = get(documents, 'lists');
  const areas = new Map(plan.areas.map(({ code, title }) => [code, title]));
  const objectives = new Map(plan.objectives.map(({ code, title }) => [code, title]));
  const nameTags = nameAmong(tags.map(({ code, name }) => [code, name]));
  const nameLenses = nameAmong(lenses.map(({ code, title }) => [code, title]));
  const namePartners = nameAmong(partners.map(({ slug, name }) => [slug, name]));
  return [
    ...plan.areas.map(({ code, title }, at) => ({
      kind: 'area',
      code,
      path: `/areas/${code}`,
      title,
      body: '',
      position: 1001 + at,
    })),
    ...plan.objectives.map(({ code, title, area }, at) => ({
      kind: 'objective',
      code,
      path: `/objectives/${code}`,
      title,
      body: areas.get(area) ?? '',
      position: 2001 + at,
    })),
    ...plan.activities.map((activity, at) => ({
      kind: 'activity',
      code: activity.code,
      path: `/activities/${activity.code}`,
      title: activity.title,
      body: join(
        ' · ',
        activity.description || null,
        objectives.get(activity.objective) ?? null,
        activity.lead,
        activity.cooperating.join(' '),
        nameTags(activity.tags),
        nameLenses(activity.lenses),
        namePartners(activity.partners),
        describeNarratives(documents, activity.code),
      ),
      position: 3001 + at,
    })),
    ...get(documents, 'indicators').map((indicator, at) => ({
      kind: 'indicator',
      code: indicator.code,
      path: `/indicators/${indicator.code}`,
      title: indicator.title,
      body: join(
        ' · ',
        indicator.definition,
        indicator.countingRule || null,
        indicator.numeratorLabel,
        indicator.denominatorLabel,
      ),
      position: 4001 + at,
    })),
  ];
}

/** Returns the released narratives of an activity; null if there are none. */
function describeNarratives(documents: Documents, activity: string): string | null {
  const narratives = (documents.get(addressOf.narratives(activity)) ?? []) as DocumentBody<'narratives'>;
  if (narratives.length === 0) return null;
  return narratives
    .toSorted((a, b) => compare(a.round, b.round) || compare(a.reporter, b.reporter))
    .map(({ achievements, challenges, nextSteps }) => `${achievements} ${challenges} ${nextSteps}`)
    .join(' ');
}

function listParticipantEntries(documents: Documents): SearchEntry[] {
  const { reporters, partners, lenses } = get(documents, 'lists');
  const labels = listStateLabels(get(documents, 'translations'));
  const byName = reporters.toSorted(
    (a, b) => Number(a.kind === 'body') - Number(b.kind === 'body') || compare(a.name, b.name),
  );
  return [
    ...byName.map(({ kind, code, name, iso3 }, at) => ({
      kind,
      code,
      path: kind === 'state' ? `/states/${code.toLowerCase()}` : `/bodies/${code}`,
      title: name,
      body: join(' ', iso3, labels.get(code) ?? null),
      position: 5001 + at,
    })),
    ...partners.map(({ slug, name }, at) => ({
      kind: 'partner',
      code: slug,
      path: `/partners/${slug}`,
      title: name,
      body: describeSupport(documents, slug),
      position: 6001 + at,
    })),
    ...lenses.map(({ code, title, description }) => ({
      kind: 'lens',
      code,
      path: `/lens/${code}`,
      title,
      body: description,
      position: 500,
    })),
  ];
}

/** Returns what a partner gives, in words; empty for a publication from before support was published. */
function describeSupport(documents: Documents, partner: string): string {
  const { activities } = get(documents, 'plan');
  const { entries } = (documents.get('support') ?? { entries: [] }) as DocumentBody<'support'>;
  const titles = new Map(activities.map(({ code, title }) => [code, `${code} ${title}`]));
  return entries
    .filter((entry) => entry.partner === partner)
    .map(({ kind, part, activity, description, carriedOutBy }) =>
      join(
        ' · ',
        `${supportPartLabels[part]}: ${supportKindLabels[kind]}`,
        description || null,
        (activity === null ? null : titles.get(activity)) ?? null,
        carriedOutBy || null,
      ),
    )
    .join(' · ');
}

/** Returns the names of states in other languages, by state code. */
function listStateLabels(translations: DocumentBody<'translations'>): Map<string, string> {
  const list = 'state/';
  const labels = new Map<string, string>();
  for (const language of Object.keys(translations).sort()) {
    for (const [key, label] of Object.entries(translations[language] ?? {})) {
      if (!key.startsWith(list)) continue;
      const code = key.slice(list.length).toUpperCase();
      const before = labels.get(code);
      labels.set(code, before === undefined ? label : `${before} ${label}`);
    }
  }
  return labels;
}

function listLibraryEntries(documents: Documents): SearchEntry[] {
  const { reporters, partners, libraryKinds } = get(documents, 'lists');
  const kinds = new Map(libraryKinds.map(({ code, label }) => [code, label]));
  const nameReporters = nameAmong(reporters.map(({ code, name }) => [code, name]));
  const namePartners = nameAmong(partners.map(({ slug, name }) => [slug, name]));
  // Publications from before there were recommendations have none.
  const recommended = documents.get('recommendations') as RecommendationsDocument | undefined;
  const arranged = documents.get('arrangements') as ArrangementsDocument | undefined;
  const textsOf = (item: string) => [
    ...(recommended?.recommendations ?? []).filter((one) => one.item === item).map(({ text }) => text),
    ...(arranged ?? [])
      .filter((one) => one.item === item)
      .flatMap(({ steps }) => steps.map(({ text }) => text)),
  ];
  return get(documents, 'library')
    .toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0) || compare(a.code, b.code))
    .map((entry, at) => ({
      kind: 'library',
      code: entry.code,
      path: `/library/${entry.code}`,
      title: entry.title,
      body: join(
        ' · ',
        entry.summary || null,
        kinds.get(entry.kind) ?? null,
        entry.organisers || null,
        entry.place || null,
        entry.year === null ? null : String(entry.year),
        nameReporters([...entry.states, ...entry.bodies]),
        namePartners(entry.partners),
        ...textsOf(entry.code),
      ),
      position: 7001 + at,
    }));
}

function get<Kind extends SingleKind>(documents: Documents, kind: Kind): DocumentBody<Kind> {
  const body = documents.get(kind);
  if (body === undefined) throw new Error(`A publication has a document ${kind}.`);
  return body as DocumentBody<Kind>;
}

/** Compares by code point, the order of the stored entries, whatever the machine's locale. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Joins the texts that are present. */
const join = (between: string, ...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null).join(between);

/** Returns a function that names codes, in the order of the names; null if none is known. */
function nameAmong(names: Iterable<[string, string]>): (codes: readonly string[]) => string | null {
  const known = new Map(names);
  return (codes) => {
    const found = [...new Set(codes)].flatMap((code) => known.get(code) ?? []);
    return found.length === 0 ? null : found.sort(compare).join(' ');
  };
}
