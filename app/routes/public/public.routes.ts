import { index, layout, type RouteConfigEntry, route } from '@react-router/dev/routes';

/** Pages for everyone. Loaders only, drawn from one publication, no session read, so they can be kept. */
export const publicRoutes: RouteConfigEntry[] = [
  layout('routes/public/public-layout.tsx', [
    index('routes/public/overview.tsx'),
    route('plan', 'routes/public/plan.tsx'),
    route('areas/:code', 'routes/public/area.tsx'),
    route('activities/:code', 'routes/public/activity.tsx'),
    route('indicators', 'routes/public/indicators.tsx'),
    route('indicators/:code', 'routes/public/indicator.tsx'),
    route('states/:iso2', 'routes/public/state.tsx'),
    route('bodies/:acronym', 'routes/public/body.tsx'),
    route('partners', 'routes/public/partners.tsx'),
    route('partners/:slug', 'routes/public/partner.tsx'),
    route('lens/:code', 'routes/public/lens.tsx'),
    route('publications', 'routes/public/publications.tsx'),
    route('publications/:number', 'routes/public/publication.tsx'),
    route('search', 'routes/public/search.tsx'),
    route('data', 'routes/public/data.tsx'),
    route('about', 'routes/public/about.tsx'),
    route('about/methodology', 'routes/public/methodology.tsx'),
    route('about/accessibility', 'routes/public/accessibility.tsx'),
    route('*', 'routes/public/not-found.tsx'),
  ]),
  // Files: no frame around them.
  route('data/v1/activities.csv', 'routes/public/csv/activities-csv.ts'),
  route('data/v1/status-by-area.csv', 'routes/public/csv/status-by-area-csv.ts'),
  route('data/v1/status-by-round.csv', 'routes/public/csv/status-by-round-csv.ts'),
  route('data/v1/coverage.csv', 'routes/public/csv/coverage-csv.ts'),
  route('data/v1/values.csv', 'routes/public/csv/values-csv.ts'),
  route('data/v1/indicators.csv', 'routes/public/csv/indicators-csv.ts'),
  route('indicators/:code/values.csv', 'routes/public/csv/indicator-values-csv.ts'),
];
