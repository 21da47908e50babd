import { isAmountShown } from './support.rules.ts';
import type { Support, SupportContent, SupportKind, SupportLists } from './support.schema.ts';

/** Which supports are wanted; an empty or missing word asks for all. */
export type SupportFilter = {
  partner?: string | undefined;
  kind?: SupportKind | undefined;
  /** Code of an area: what is for it, or for one of its activities. */
  area?: string | undefined;
  /** Whether amounts may be shown. */
  shown?: boolean | undefined;
};

/** The area that a support belongs to; empty for the whole plan. */
export const getAreaOf = ({ activity, area }: SupportContent, lists: SupportLists): string =>
  area || (lists.activities.find(({ code }) => code === activity)?.area ?? '');

export function filterSupports(
  supports: readonly Support[],
  { partner, kind, area, shown }: SupportFilter,
  lists: SupportLists,
): Support[] {
  return supports.filter(
    (support) =>
      (!partner || support.partner.code === partner) &&
      (!kind || support.content.kind === kind) &&
      (!area || getAreaOf(support.content, lists) === area) &&
      (shown === undefined || isAmountShown(support.statements) === shown),
  );
}

/** An activity without money; `hasPartner`: whether the plan names a partner or somebody supports it otherwise. */
export type UnsupportedActivity = { code: string; title: string; hasPartner: boolean };

/** Lists the activities that nobody finances, with or without a partner. Support for an area or the whole plan is for none of them. */
export function listUnsupported(
  supports: readonly Support[],
  { activities }: SupportLists,
): UnsupportedActivity[] {
  const counted = supports.filter(({ content }) => !content.withdrawn && content.activity !== '');
  const withPartner = new Set(counted.map(({ content }) => content.activity));
  const withMoney = new Set(
    counted.flatMap(({ content }) => (content.part === 'financed' ? [content.activity] : [])),
  );
  return activities
    .filter(({ code }) => !withMoney.has(code))
    .map(({ code, title, hasPlanPartner }) => ({
      code,
      title,
      hasPartner: hasPlanPartner || withPartner.has(code),
    }));
}

/** What a support is for: "A1.1", "Area A", "The whole plan". */
export const describeSubject = ({ activity, area }: Pick<SupportContent, 'activity' | 'area'>): string =>
  activity || (area ? `Area ${area}` : 'The whole plan');
