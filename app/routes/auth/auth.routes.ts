import { layout, type RouteConfigEntry, route } from '@react-router/dev/routes';

export const authRoutes: RouteConfigEntry[] = [
  layout('routes/auth/auth-layout.tsx', [
    route('sign-in', 'routes/auth/sign-in.tsx'),
    route('sign-out', 'routes/auth/sign-out.tsx'),
    route('invitation/:token', 'routes/auth/invitation.tsx'),
    route('reset', 'routes/auth/reset.tsx'),
    route('account', 'routes/auth/account.tsx'),
  ]),
];
