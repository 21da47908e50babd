import { useEffect } from 'react';
import {
  isRouteErrorResponse,
  Link,
  Outlet,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { DeviceProvider } from '#app/features/offline/device-context.tsx';
import { DeviceState } from '#app/features/offline/device-state.tsx';
import { cacheThisPage, startWorker } from '#app/features/offline/cache-pages.ts';
import { OfflineBand } from '#app/features/offline/offline-band.tsx';
import { isNoAnswer, OfflinePage } from '#app/features/offline/offline-page.tsx';
import { type KeptPostData, KeptPostForm } from '#app/features/submission/kept-post-form.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/workspace-layout';
import { requireReporter } from './open-report.server.ts';

const nav = [
  { to: '/workspace', label: 'My reports' },
  { to: '/', label: 'Public pages' },
];

export async function loader(args: Route.LoaderArgs) {
  const { name, personId } = await requireReporter(args);
  const { caller, requestId } = args.context.get(requestContext);
  return { name, personId, deviceKey: await ask(requestId, () => caller.session.deviceKey()) };
}

export default function WorkspaceLayout({ loaderData }: Route.ComponentProps) {
  const { name, personId, deviceKey } = loaderData;
  const notice = useNotice();
  useEffect(() => {
    // Neither is needed for anything but a line that fails.
    startWorker().catch(() => {});
    cacheThisPage(personId, window.location.pathname + window.location.search).catch(() => {});
  }, [personId]);
  return (
    <DeviceProvider personId={personId} deviceKey={deviceKey}>
      <PageShell
        nav={nav}
        homeTo="/workspace"
        tagline="Workspace"
        notice={notice ? <Notice plain>{notice}</Notice> : null}
        account={
          <>
            <DeviceState />
            <Link to="/account">{name}</Link> · <Link to="/sign-out">Sign out</Link>
          </>
        }
      >
        <OfflineBand />
        <Outlet />
      </PageShell>
    </DeviceProvider>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const known = useRouteLoaderData<typeof loader>('routes/workspace/workspace-layout');
  const kept = isRouteErrorResponse(error) ? readKeptPost(error.data) : null;
  return (
    <PageShell nav={nav} homeTo="/workspace" tagline="Workspace">
      {isNoAnswer(error) ? (
        <OfflinePage personId={known?.personId ?? null} />
      ) : (
        <>
          <PageTitle isError>{kept ? 'You have been signed out' : 'This page cannot be shown'}</PageTitle>
          {kept ? <KeptPostForm kept={kept} action={pathname + search} /> : <RouteError />}
        </>
      )}
    </PageShell>
  );
}

function readKeptPost(found: unknown): KeptPostData | null {
  return typeof found === 'object' && found !== null && 'kind' in found && found.kind === 'kept_post'
    ? (found as KeptPostData)
    : null;
}
