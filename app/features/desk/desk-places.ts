import type { NavItem } from '#app/components/page-shell.tsx';
import type { DeskFrame } from '#app/contract.ts';
import type { Operation } from '#server/domain/access/can.rules.ts';

type Place = {
  to: string;
  label: string;
  /** Whoever may do one of these sees it. */
  operations: readonly Operation[];
  /** The addresses that it is marked for, where they are not those below its own. */
  section?: readonly string[];
  /** Whether it shows one plan, so that it is chosen here where there are several. */
  hasPlan?: boolean;
  count?: (frame: DeskFrame, plan: string | null) => number;
};

const countWaiting = ({ plans }: DeskFrame, plan: string | null) =>
  plans.find(({ code }) => code === plan)?.waiting ?? 0;
const countMine = ({ plans }: DeskFrame) => plans.reduce((sum, { mine }) => sum + mine, 0);

const countTargets = ({ plans }: DeskFrame, plan: string | null) =>
  plans.find(({ code }) => code === plan)?.targets ?? 0;

/** The pages of the desk, grouped by work. */
export const deskGroups: readonly { label: string; places: readonly Place[] }[] = [
  {
    label: 'Today',
    places: [
      { to: '/secretariat', label: 'Today', operations: ['review.read'], section: [], count: countMine },
    ],
  },
  {
    label: 'Reports',
    places: [
      {
        to: '/secretariat/review',
        label: 'Review',
        operations: ['review.read'],
        hasPlan: true,
        count: countWaiting,
      },
      { to: '/secretariat/rounds', label: 'Rounds', operations: ['review.read'], hasPlan: true },
      {
        to: '/secretariat/personal-data',
        label: 'Personal data',
        operations: ['review.read'],
        hasPlan: true,
      },
      {
        to: '/secretariat/phrases',
        label: 'Phrases and rules',
        operations: ['review.annotate', 'review.setRules'],
      },
    ],
  },
  {
    label: 'Report and publication',
    places: [
      {
        to: '/secretariat/publish',
        label: 'Compile and publish',
        operations: ['publication.preview'],
        section: ['/secretariat/publish', '/secretariat/compile'],
        hasPlan: true,
      },
      { to: '/secretariat/learning', label: 'Learning', operations: ['learning.read'], hasPlan: true },
      { to: '/secretariat/library', label: 'Library', operations: ['library.read'] },
      {
        to: '/secretariat/recommendations',
        label: 'Recommendations',
        operations: ['recommendation.read'],
      },
    ],
  },
  {
    label: 'Plan',
    places: [
      { to: '/secretariat/plan', label: 'Plan', operations: ['plan.read'], hasPlan: true },
      {
        to: '/secretariat/targets',
        label: 'National targets',
        operations: ['target.decide'],
        section: ['/secretariat/targets', '/secretariat/circumstances'],
        hasPlan: true,
        count: countTargets,
      },
      { to: '/secretariat/support', label: 'Support', operations: ['support.read'], hasPlan: true },
      { to: '/secretariat/reference', label: 'Lists', operations: ['plan.read'] },
    ],
  },
  {
    label: 'People',
    places: [
      {
        to: '/secretariat/people',
        label: 'People',
        operations: ['people.read'],
        hasPlan: true,
        count: ({ roles }) => roles,
      },
      {
        to: '/secretariat/people/review',
        label: 'Review of roles',
        operations: ['people.review'],
        hasPlan: true,
      },
    ],
  },
  {
    label: 'Record',
    places: [
      { to: '/secretariat/audit', label: 'Audit', operations: ['audit.read'] },
      {
        to: '/secretariat/mail',
        label: 'Mail',
        operations: ['mail.read'],
        section: ['/secretariat/mail', '/admin/outbox'],
      },
    ],
  },
];

const listPrefixes = ({ to, section }: Place) => section ?? [to];
const isUnder = (prefix: string, pathname: string) =>
  pathname === prefix || pathname.startsWith(`${prefix}/`);

/** The place that a page belongs to: that with the longest prefix of its path. */
function findPlace(pathname: string): Place | undefined {
  const length = (place: Place) =>
    place.to === pathname
      ? Number.POSITIVE_INFINITY
      : Math.max(
          -1,
          ...listPrefixes(place)
            .filter((prefix) => isUnder(prefix, pathname))
            .map((prefix) => prefix.length),
        );
  return deskGroups
    .flatMap(({ places }) => places)
    .filter((place) => length(place) >= 0)
    .toSorted((one, other) => length(other) - length(one))[0];
}

export type DeskNav = {
  groups: NavItem[];
  /** The pages of the group in view; none where it has one page. */
  pages: NavItem[];
  /** Where another plan is chosen for the page in view; null where the page shows no plan. */
  planTo: string | null;
};

/** The navigation of the desk for a page, of what the viewer may do. */
export function buildDeskNav(
  pathname: string,
  may: (operation: Operation) => boolean,
  frame: DeskFrame,
  plan: string | null,
): DeskNav {
  const here = findPlace(pathname);
  const count = (places: readonly Place[]) =>
    places.reduce((sum, place) => sum + (place.count?.(frame, plan) ?? 0), 0) || undefined;
  const mark = (isHere: boolean, to: string) =>
    isHere ? (to === pathname ? ('page' as const) : ('true' as const)) : null;
  const allowed = deskGroups.flatMap(({ label, places }) => {
    const seen = places.filter(({ operations }) => operations.some(may));
    const [first] = seen;
    return first ? [{ label, places: seen, to: first.to }] : [];
  });
  const current = allowed.find(({ places }) => here !== undefined && places.includes(here));
  return {
    groups: allowed.map(({ label, to, places }) => ({
      to,
      label,
      count: count(places),
      current: mark(here !== undefined && places.includes(here), to),
    })),
    pages:
      current && current.places.length > 1
        ? current.places.map((place) => ({
            to: place.to,
            label: place.label,
            count: count([place]),
            current: mark(place === here, place.to),
          }))
        : [],
    planTo: here?.hasPlan ? here.to : null,
  };
}
