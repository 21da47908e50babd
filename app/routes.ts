import { type RouteConfig } from '@react-router/dev/routes';
import { authRoutes } from './routes/auth/auth.routes.ts';
import { publicRoutes } from './routes/public/public.routes.ts';
import { secretariatRoutes } from './routes/secretariat/secretariat.routes.ts';
import { workspaceRoutes } from './routes/workspace/workspace.routes.ts';

/** Every page, by audience. */
export default [
  ...publicRoutes,
  ...authRoutes,
  ...workspaceRoutes,
  ...secretariatRoutes,
] satisfies RouteConfig;
