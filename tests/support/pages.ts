import { matchPath } from 'react-router';
import { publicRoutes } from '#app/routes.ts';

/** What a page that anybody may see looks like with demo data: at least one address of every route. */
export const publicPages: readonly string[] = [
  '/',
  '/plan',
  '/areas/A',
  '/objectives/A1',
  '/activities/D1.2',
  '/targets',
  '/indicators',
  '/indicators/I-B3',
  '/states',
  '/states/TH',
  '/bodies',
  '/bodies/SOMTC',
  '/partners',
  '/partners/unodc',
  '/support',
  '/needs-help',
  '/lens/online-scams',
  '/figures/activities-by-area',
  '/embed/figures/activities-by-area',
  '/no-such-page',
  '/values/I-B3/2024-H2/region/total',
  '/library',
  '/library/merl-workshop-2025',
  '/recommendations',
  '/cooperation',
  '/cooperation/cooperation-cambodia-thailand',
  '/plans',
  // These lead to pages of the plan.
  '/plans/BOHOL-2',
  '/plans/BOHOL-2/about',
  '/publications',
  '/publications/compare?from=1&to=3',
  '/publications/3',
  '/publications/3/seal',
  '/search?q=shelter',
  '/data',
  '/data/changes',
  '/about',
  '/about/methodology',
  '/about/disclosure',
  '/about/accessibility',
];

/** The same pages when something else is asked of them: filters, nothing found, another publication or language. */
export const publicPagesOtherwise: readonly string[] = [
  '/?publication=1',
  '/plan?area=B&late=yes&round=2025-H1',
  '/plan?area=Z',
  '/indicators?by=state',
  '/indicators/I-B7',
  '/indicators/I-D6',
  '/figures/I-B3.by-state',
  '/figures/no-such-figure',
  '/values/I-B3/2024-H2/region/age%3Dadult',
  '/library?state=LA&state=TH&cooperation=yes',
  '/publications/compare',
  '/search',
  '/search?q=zzzqqq',
  '/embed/figures/no-such-figure',
  '/km/',
  '/km/about/methodology',
  '/id/plan?area=B',
  '/th/indicators/I-B3',
  '/vi/search?q=shelter',
];

/** Those that are looked at in dark colours too. */
export const pagesInTheDark: ReadonlySet<string> = new Set([
  '/',
  '/plan',
  '/indicators/I-B3',
  '/lens/online-scams',
  '/figures/activities-by-area',
  '/search?q=shelter',
  '/km/',
  '/sign-in',
]);

/**
 * Pages of signed-in people with demo data, by account: one list for rules of accessibility and for weight. Reports that
 * are being written come first, since their pages are forms.
 */
export const peoplesPages: Readonly<Record<string, readonly string[]>> = {
  'focal.la@demo.test': [
    '/workspace/arrangements/cooperation-lao-pdr-thailand?reporter=LA',
    '/workspace/2026-H1?show=missing',
    '/workspace/2026-H1/grid/B?reporter=LA',
    '/workspace/2026-H1/grid/C',
    '/workspace/2026-H1/copied',
    '/workspace/2026-H1/restore?kind=activity&code=A1.1',
    '/workspace/2026-H1/evidence?activity=A1.1',
    '/workspace/2026-H1/evidence/scan',
    '/workspace/2026-H1/activities/A1.1',
    '/workspace/2026-H1/activities/A1.2',
  ],
  'focal.th@demo.test': [
    '/workspace/2026-H1/agencies',
    '/workspace/2026-H1/agencies?area=B',
    '/workspace/2026-H1/indicators/I-B2',
    '/workspace/2026-H1/targets/I-B8',
    '/workspace/2026-H1/circumstances/C1.1',
    '/workspace/unsent',
    '/workspace/on-this-device',
    '/workspace/cover',
    '/account',
    '/account/notifications',
    '/workspace/people',
  ],
  'clearing.th@demo.test': ['/workspace/2026-H1/targets', '/workspace/2026-H1/targets/I-D1'],
  'agency.th@demo.test': [
    '/workspace/2026-H1',
    '/workspace/2026-H1/agencies',
    '/workspace/2026-H1/indicators/I-B3',
  ],
  'focal.kh@demo.test': [
    '/workspace/consent/1',
    '/workspace/consent/1?change=I-A2',
    '/workspace',
    '/workspace/2026-H1',
    '/workspace/2026-H1/activities/A1.1',
    '/workspace/2026-H1/indicators/I-B3',
    '/workspace/2026-H1/indicators/I-B2',
    '/workspace/2026-H1/check',
    '/workspace/2026-H1/whole?show=changes',
    '/workspace/2026-H1/questions',
    '/workspace/2026-H1/colleagues/activity/A1.1',
    '/workspace/2026-H1/workbook/upload',
    '/workspace/2026-H1/history',
    '/workspace/2025-H2',
    '/workspace/2025-H2/indicators/I-B3',
    '/sign-out',
  ],
  // A role waits there, and Cambodia has answered a question of consent.
  'focal.vn@demo.test': ['/workspace/people', '/workspace/2026-H1'],
  'partner.asean-act@demo.test': ['/partner', '/partner/BOHOL-2/S1'],
  'body.acwc@demo.test': ['/workspace/2026-H1/cooperation'],
  'secretariat@demo.test': [
    '/secretariat',
    '/secretariat/review',
    '/secretariat/rounds',
    '/secretariat/rounds/2026-H1',
    '/secretariat/rounds/2026-H1?extend=MM',
    '/secretariat/review/2026-H1/SG',
    '/secretariat/review/2026-H1/SG/decide',
    '/secretariat/review/2026-H1/SG/whole',
    '/secretariat/review/2026-H1/KH',
    '/secretariat/review/2026-H1/ID',
    '/secretariat/rounds/2026-H1/completeness',
    '/secretariat/phrases',
    '/secretariat/compile/2026-H1',
    '/secretariat/compile/2025-H2/sections/summary',
    '/secretariat/compile/2025-H2/comparability',
    '/secretariat/compile/2025-H2/editions',
    '/secretariat/publish',
    '/secretariat/publish/2025-H2',
    '/secretariat/publish/2025-H2/consent',
    '/secretariat/learning',
    '/secretariat/targets',
    '/secretariat/targets/2026-H1/PH/I-B10',
    '/secretariat/circumstances/2026-H1/VN/B1.1',
    '/secretariat/support',
    '/secretariat/support/new',
    '/secretariat/support/S1',
    '/secretariat/support/rates',
    '/secretariat/support/import',
    '/secretariat/personal-data',
    '/secretariat/personal-data?round=2025-H2',
    '/secretariat/plan?equalities=1',
    '/secretariat/plan',
    '/secretariat/plan/import',
    '/secretariat/plan/activities/D4.1',
    '/secretariat/plan/activities/A1.2/split',
    '/secretariat/plan/indicators/I-A3',
    '/secretariat/reference',
    '/secretariat/reference/import',
    '/secretariat/reference/categories',
    '/secretariat/reference/statuses/delayed',
    '/secretariat/library',
    '/secretariat/library/new',
    '/secretariat/library/merl-workshop-2025',
    '/secretariat/recommendations',
    '/secretariat/library/cooperation-cambodia-thailand/arrangement',
    '/secretariat/library/merl-workshop-2025/recommendations',
    '/secretariat/library/merl-workshop-2025/recommendations/new',
    '/secretariat/people',
    '/secretariat/people/review',
    '/secretariat/audit',
    '/secretariat/mail',
  ],
  'admin@demo.test': ['/secretariat/people', '/secretariat/audit', '/secretariat/mail', '/admin/outbox'],
};

/**
 * The first address of each route; `seen` holds the routes of those before. In short form other addresses of a route, for
 * other people or with other filters, are left to the long suite.
 */
export function keepFirstOfRoute(paths: readonly string[], seen: Set<string>): string[] {
  return paths.filter((path) => {
    const route = (path.split('?')[0] ?? '')
      .replace(/(?<=\/)(I-)?[A-D]\d(\.\d)?(?=\/|$)/g, ':code')
      .replace(/(?<=\/)20\d\d-H\d(?=\/|$)/g, ':round')
      .replace(/(?<=\/(grid|review\/:round)\/)[A-Z]+$/, ':part');
    if (seen.has(route)) return false;
    seen.add(route);
    return true;
  });
}

/** Addresses of pages, and of the frame for other sites, that no page of the list stands for. */
export function listRoutesWithoutPage(): string[] {
  const patterns = publicRoutes
    .flatMap(({ children, path }) =>
      children ? children.map((child) => child.path ?? '') : path?.startsWith('embed/') ? [path] : [],
    )
    .filter((pattern) => pattern !== '*');
  const paths = publicPages.map((page) => page.split('?')[0] ?? '');
  return patterns
    .map((pattern) => `/${pattern}`)
    .filter(
      (pattern) =>
        !paths.some(
          (path) =>
            matchPath(pattern, path) !== null &&
            // An address written out whole is that route and no other.
            (pattern === path || !patterns.includes(path.slice(1))),
        ),
    );
}
