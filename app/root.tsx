import type { ReactNode } from 'react';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteLoaderData,
} from 'react-router';
import { getLanguage } from '#server/domain/language/languages.ts';
import type { Route } from './+types/root';
import { PageShell } from './components/page-shell.tsx';
import { isDocumentHandle } from './document-handle.ts';
import { RouteError } from './features/errors/route-error.tsx';
import { requestContext } from './request-context.ts';
import { fontPreloads, languageFontPreloads } from './styles/font-preload.ts';
import './styles/app.css';

export const links: Route.LinksFunction = () => [
  ...fontPreloads,
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
];

/** Only what is the same for everyone, so that public pages can be kept. */
export function loader({ context }: Route.LoaderArgs) {
  const { notice, previewNotice, language, origin, publicScript } = context.get(requestContext);
  return { notice, previewNotice, language, origin, publicScript };
}

/** The root's data does not change while a person reads. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  const isDocument = useMatches().some(({ handle }) => isDocumentHandle(handle));
  const { code, tag } = getLanguage(data?.language ?? 'en');
  return (
    <html lang={code === 'en' ? 'en-GB' : tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link
          rel="alternate"
          type="application/atom+xml"
          title="Bohol tracker: publications"
          href="/feed.xml"
        />
        {languageFontPreloads[code] ? <link {...languageFontPreloads[code]} /> : null}
        <Links />
      </head>
      <body>
        {children}
        {isDocument ? (
          data?.publicScript ? (
            <script type="module" src={data.publicScript} />
          ) : null
        ) : (
          <>
            <ScrollRestoration />
            <Scripts />
          </>
        )}
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

/** What a page says of itself that is drawn from a publication which is not made yet. */
export function usePreviewNotice(): string {
  return useRouteLoaderData<typeof loader>('root')?.previewNotice ?? '';
}

export function ErrorBoundary() {
  return (
    <PageShell nav={[]}>
      <RouteError />
    </PageShell>
  );
}
