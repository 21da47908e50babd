import { Link, Outlet, useRouteLoaderData } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { type NavItem, PageShell } from '#app/components/page-shell.tsx';
import { buildDeskNav } from '#app/features/desk/desk-places.ts';
import { readDeskFrame, readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { AccountLinks } from '#app/features/notification/account-links.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import { can, listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/account-layout';

const publicPages: NavItem = { to: '/', label: 'Overview' };

/** The frame of pages about one's own account: with the way back to where one works. */
export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, ...asked } = args.context.get(requestContext);
  const viewer = await asked.viewer();
  if (!viewer) return null;
  const isOffice = can(viewer, 'plan.read');
  const desk = isOffice
    ? buildDeskNav(
        new URL(args.request.url).pathname,
        (operation) => can(viewer, operation),
        await readDeskFrame(args),
        (await readDeskPlans(args)).plan?.code ?? null,
      ).groups
    : [];
  const nav: NavItem[] = [
    ...desk,
    ...(listReporters(viewer).length > 0 ? [{ to: '/workspace', label: 'My reports' }] : []),
    ...(can(viewer, 'support.readOwn') ? [{ to: '/partner', label: 'Your support' }] : []),
    ...(isOffice ? [] : [{ to: '/', label: 'Public pages' }]),
  ];
  return {
    name: viewer.name,
    nav,
    isOffice,
    unread: await ask(requestId, () => caller.notification.count()),
  };
}

type LayoutData = Route.ComponentProps['loaderData'];

function Frame({ data, children }: { data: LayoutData | undefined; children: React.ReactNode }) {
  const notice = useNotice();
  return (
    <PageShell
      nav={data?.nav ?? [publicPages]}
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      tagline={data?.isOffice ? 'Secretariat' : undefined}
      account={
        data ? (
          <AccountLinks name={data.name} unread={data.unread}>
            {data.isOffice ? <Link to="/">Public pages</Link> : null}
          </AccountLinks>
        ) : null
      }
    >
      {children}
    </PageShell>
  );
}

export default function AccountLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame data={loaderData}>
      <Outlet />
    </Frame>
  );
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>('routes/auth/account-layout');
  return (
    <Frame data={data}>
      <RouteError />
    </Frame>
  );
}
