import { join } from 'node:path';
import {
  type ServerBuild,
  UNSAFE_withComponentProps as withComponentProps,
  UNSAFE_withErrorBoundaryProps as withErrorBoundaryProps,
} from 'react-router';
import type { RouteConfigEntry } from '@react-router/dev/routes';
import allRoutes, { publicRoutes } from '#app/routes.ts';

const app = join(import.meta.dirname, '../../app');

type Entry = RouteConfigEntry;
type Routes = ServerBuild['routes'];
type Known = NonNullable<Routes[string]>;

/**
 * The public pages as the server renders them, read from their source: for tests that ask for pages over HTTP without
 * waiting for a build. Styles, scripts and fonts are left out; what pages say is not.
 */
export const loadPublicPages = (): Promise<ServerBuild> => loadPages(publicRoutes);

/** Every page of the application, in the same way. */
export const loadAllPages = (): Promise<ServerBuild> => loadPages(allRoutes);

async function loadPages(entries: readonly Entry[]): Promise<ServerBuild> {
  const routes: Routes = { root: { id: 'root', path: '', module: await load('root.tsx') } };
  const add = async (entry: Entry, parentId: string): Promise<void> => {
    const id = entry.id ?? entry.file.replace(/\.tsx?$/, '');
    const { path, index } = entry;
    routes[id] = {
      id,
      parentId,
      ...(path === undefined ? {} : { path }),
      ...(index === undefined ? {} : { index }),
      module: await load(entry.file),
    };
    for (const child of entry.children ?? []) await add(child, id);
  };
  for (const entry of entries) await add(entry, 'root');
  return {
    entry: { module: (await import(join(app, 'entry.server.tsx'))) as ServerBuild['entry']['module'] },
    routes,
    assets: {
      entry: { imports: [], module: '/assets/entry.js' },
      routes: Object.fromEntries(
        Object.values(routes).flatMap((route) => (route ? [[route.id, describe(route)]] : [])),
      ),
      url: '',
      version: '',
    },
    basename: '/',
    publicPath: '/',
    assetsBuildDirectory: '',
    future: {},
    ssr: true,
    isSpaMode: false,
    prerender: [],
    routeDiscovery: { mode: 'initial', manifestPath: '' },
  };
}

/** A page with what its component is given, which the build adds otherwise. */
async function load(file: string): Promise<Known['module']> {
  const module = (await import(join(app, file))) as Known['module'];
  const { default: Component, ErrorBoundary } = module;
  return {
    ...module,
    ...(Component
      ? { default: withComponentProps(Component as Parameters<typeof withComponentProps>[0]) }
      : {}),
    ...(ErrorBoundary
      ? {
          ErrorBoundary: withErrorBoundaryProps(
            ErrorBoundary as Parameters<typeof withErrorBoundaryProps>[0],
          ),
        }
      : {}),
  };
}

/** What a browser would be told of a route. */
const describe = ({ id, parentId, path, index, module }: Known) => ({
  id,
  ...(parentId === undefined ? {} : { parentId }),
  ...(path === undefined ? {} : { path }),
  ...(index === undefined ? {} : { index }),
  module: '/assets/page.js',
  hasAction: module.action !== undefined,
  hasLoader: module.loader !== undefined,
  hasErrorBoundary: module.ErrorBoundary !== undefined,
  hasClientAction: false,
  hasClientLoader: false,
  hasClientMiddleware: false,
  clientActionModule: undefined,
  clientLoaderModule: undefined,
  clientMiddlewareModule: undefined,
  hydrateFallbackModule: undefined,
});
