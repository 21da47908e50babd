import type { ReactNode } from 'react';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from 'react-router';
import type { Route } from './+types/root';
import { PageShell } from './components/page-shell.tsx';
import { RouteError } from './features/errors/route-error.tsx';
import { requestContext } from './request-context.ts';
import { fontPreloads } from './styles/font-preload.ts';
import './styles/app.css';

export const links: Route.LinksFunction = () => [
  ...fontPreloads,
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
];

/** Only what is the same for everyone, so that public pages can be kept. */
export function loader({ context }: Route.LoaderArgs) {
  return { notice: context.get(requestContext).notice };
}

/** The root's data does not change while a person reads. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** The sentence above every page while the plan is illustrative. */
export function useNotice(): string {
  return useRouteLoaderData<typeof loader>('root')?.notice ?? '';
}

export function ErrorBoundary() {
  return (
    <PageShell nav={[]}>
      <RouteError />
    </PageShell>
  );
}
