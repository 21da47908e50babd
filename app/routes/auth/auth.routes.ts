import { layout, route, type RouteConfigEntry } from '@react-router/dev/routes';

export const authRoutes: RouteConfigEntry[] = [
  layout('routes/auth/auth-layout.tsx', [
    route('sign-in', 'routes/auth/sign-in.tsx'),
    route('sign-out', 'routes/auth/sign-out.tsx'),
  ]),
];
