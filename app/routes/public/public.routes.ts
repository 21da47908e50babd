import { index, layout, type RouteConfigEntry } from '@react-router/dev/routes';

/** Pages for everyone. Loaders only, drawn from one publication, no session read, so they can be kept. */
export const publicRoutes: RouteConfigEntry[] = [
  layout('routes/public/public-layout.tsx', [index('routes/public/overview.tsx')]),
];
