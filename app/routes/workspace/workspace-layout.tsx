import { useEffect } from 'react';
import { isRouteErrorResponse, Link, Outlet, useLocation, useRouteError } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { forgetOldLocalCopies } from '#app/features/entry/local-copy.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { type KeptPostData, KeptPostForm } from '#app/features/submission/kept-post-form.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/workspace-layout';
import { requireReporter } from './open-report.server.ts';

const nav = [
  { to: '/workspace', label: 'My reports' },
  { to: '/', label: 'Public pages' },
];

export async function loader(args: Route.LoaderArgs) {
  const { name } = await requireReporter(args);
  return { name };
}

export default function WorkspaceLayout({ loaderData }: Route.ComponentProps) {
  const notice = useNotice();
  useEffect(() => forgetOldLocalCopies(Date.now()), []);
  return (
    <PageShell
      nav={nav}
      homeTo="/workspace"
      tagline="Workspace"
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      account={
        <>
          <Link to="/account">{loaderData.name}</Link> · <Link to="/sign-out">Sign out</Link>
        </>
      }
    >
      <Outlet />
    </PageShell>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const kept = isRouteErrorResponse(error) ? readKeptPost(error.data) : null;
  return (
    <PageShell nav={nav} homeTo="/workspace" tagline="Workspace">
      <PageTitle isError>{kept ? 'You have been signed out' : 'This page cannot be shown'}</PageTitle>
      {kept ? <KeptPostForm kept={kept} action={pathname + search} /> : <RouteError />}
    </PageShell>
  );
}

function readKeptPost(found: unknown): KeptPostData | null {
  return typeof found === 'object' && found !== null && 'kind' in found && found.kind === 'kept_post'
    ? (found as KeptPostData)
    : null;
}
