import type { Lists, PlanDocument, PublishedActivity, PublishedSupport } from '../publication/documents.ts';
import { calculateDollars, calculateTotals, type StageTotal } from './dollars.calculations.ts';
import {
  type ExchangeRate,
  type SupportAmount,
  type SupportKind,
  supportKinds,
  type SupportPart,
} from './support.schema.ts';

type Named = { code: string; title: string };

/** An amount as it was given, in whole US dollars beside it, and by which rate; without a rate there are no dollars. */
export type SupportLine = SupportAmount & { dollars: string | null; rate: ExchangeRate | null };

/** A published support with the names of what it refers to. */
export type SupportEntry = {
  code: string;
  partner: { slug: string; name: string };
  kind: SupportKind;
  part: SupportPart;
  activity: Named | null;
  /** Its own area, or that of its activity; null for the whole plan. */
  area: Named | null;
  /** Empty where words that hold a number are not shown. */
  description: string;
  carriedOutBy: string;
  /** States and bodies; none for the whole region. */
  receivers: { code: string; name: string }[];
  source: string;
  amounts: PublishedSupport['entries'][number]['amounts'];
  lines: SupportLine[];
};

/** Names what published support refers to, and converts its amounts. */
export function resolveSupport(
  { entries, rates }: PublishedSupport,
  { plan, lists }: { plan: PlanDocument; lists: Pick<Lists, 'partners' | 'reporters'> },
): SupportEntry[] {
  const partners = new Map(lists.partners.map(({ slug, name }) => [slug, name]));
  const reporters = new Map(lists.reporters.map(({ code, name }) => [code, name]));
  return entries.map(({ partner, receivers, lines, ...entry }) => {
    const activity = plan.activities.find(({ code }) => code === entry.activity);
    const area = plan.areas.find(({ code }) => code === (entry.area ?? activity?.area));
    return {
      ...entry,
      partner: { slug: partner, name: partners.get(partner) ?? partner },
      activity: activity ? { code: activity.code, title: activity.title } : null,
      area: area ? { code: area.code, title: area.title } : null,
      receivers: receivers.map((code) => ({ code, name: reporters.get(code) ?? code })),
      lines: lines.map((line) => {
        const converted = calculateDollars(line, rates);
        return { ...line, dollars: converted?.dollars ?? null, rate: converted?.rate ?? null };
      }),
    };
  });
}

/**
 * What entries come to: sums of the amounts that partners agreed to show, by stage, and of how many entries the amounts
 * are held back. A sum never has an amount in it that is held back: the publication does not have it.
 */
export type SupportSum = { totals: StageTotal[]; heldBack: number };

export const calculateSupportSum = (
  entries: readonly Pick<SupportEntry, 'amounts' | 'lines'>[],
  rates: readonly ExchangeRate[],
): SupportSum => ({
  totals: calculateTotals(
    entries.flatMap(({ lines }) => lines),
    rates,
  ),
  heldBack: entries.filter(({ amounts }) => amounts === 'not_shown').length,
});

/** The amounts of each year, the first year first. */
export function calculateSupportByYear(
  entries: readonly SupportEntry[],
  rates: readonly ExchangeRate[],
): { year: number; totals: StageTotal[] }[] {
  const lines = entries.flatMap((entry) => entry.lines);
  return [...new Set(lines.map(({ year }) => year))]
    .toSorted((one, other) => one - other)
    .map((year) => ({
      year,
      totals: calculateTotals(
        lines.filter((line) => line.year === year),
        rates,
      ),
    }));
}

/** What each thematic area gets, in the order of the plan, and at the end what is for the whole plan. */
export type AreaSupport = SupportSum & { area: Named | null; partners: number; entries: number };

export function calculateSupportByArea(
  entries: readonly SupportEntry[],
  areas: readonly Named[],
  rates: readonly ExchangeRate[],
): AreaSupport[] {
  return [...areas, null].flatMap((area) => {
    const own = entries.filter((entry) => (entry.area?.code ?? null) === (area?.code ?? null));
    if (area === null && own.length === 0) return [];
    const partners = new Set(own.map(({ partner }) => partner.slug)).size;
    const named = area && { code: area.code, title: area.title };
    return [{ area: named, partners, entries: own.length, ...calculateSupportSum(own, rates) }];
  });
}

/** What a partner gives as a whole. */
export type PartnerSupport = SupportSum & {
  slug: string;
  name: string;
  /** In the order of the list of kinds. */
  kinds: SupportKind[];
  entries: number;
};

/** Partners with confirmed support, by name. */
export const calculateSupportByPartner = (
  entries: readonly SupportEntry[],
  partners: Lists['partners'],
  rates: readonly ExchangeRate[],
): PartnerSupport[] =>
  partners.flatMap(({ slug, name }) => {
    const own = entries.filter(({ partner }) => partner.slug === slug);
    if (own.length === 0) return [];
    const kinds = supportKinds.filter((kind) => own.some((entry) => entry.kind === kind));
    return [{ slug, name, kinds, entries: own.length, ...calculateSupportSum(own, rates) }];
  });

/** An activity that nobody is known to finance. */
export type UnfinancedActivity = Named & {
  area: string;
  /** Names of the partners that the plan names for it, or that support it otherwise, by name. */
  partners: string[];
};

/**
 * Lists the activities for which no partner has confirmed money, shown or not. Support for an area or the whole plan
 * is for none of them. `activities` are those that are still in the plan.
 */
export function listUnfinanced(
  activities: readonly Pick<PublishedActivity, 'code' | 'title' | 'area' | 'partners'>[],
  entries: readonly SupportEntry[],
  partners: Lists['partners'],
): UnfinancedActivity[] {
  const isFinanced = (code: string) =>
    entries.some(({ activity, part }) => activity?.code === code && part === 'financed');
  return activities
    .filter(({ code }) => !isFinanced(code))
    .map(({ code, title, area, partners: named }) => {
      const supporting = entries.filter(({ activity }) => activity?.code === code);
      const slugs = new Set([...named, ...supporting.map(({ partner }) => partner.slug)]);
      return {
        code,
        title,
        area,
        partners: partners.filter(({ slug }) => slugs.has(slug)).map(({ name }) => name),
      };
    });
}
