import { matchPath } from 'react-router';
import { publicRoutes } from '#app/routes/public/public.routes.ts';

/** What a page that anybody may see looks like with demo data: at least one address of every route. */
export const publicPages: readonly string[] = [
  '/',
  '/plan',
  '/areas/A',
  '/objectives/A1',
  '/activities/D1.2',
  '/indicators',
  '/indicators/I-B3',
  '/states',
  '/states/TH',
  '/bodies/SOMTC',
  '/partners',
  '/partners/unodc',
  '/lens/online-scams',
  '/figures/activities-by-area',
  '/values/I-B3/2024-H2/region/total',
  '/library',
  '/library/merl-workshop-2025',
  '/cooperation',
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
  '/no-such-page',
  '/embed/figures/activities-by-area',
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
