import { data, Outlet, redirect } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask, buildRefusal, getRefusalStatus } from '#app/features/errors/ask.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { AccountLinks } from '#app/features/notification/account-links.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/partner-layout';

const nav = [
  { to: '/partner', label: 'Your support' },
  { to: '/', label: 'Public pages' },
];

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = await context.get(requestContext).viewer();
  const { pathname, search } = new URL(request.url);
  if (!viewer) throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  if (!can(viewer, 'support.readOwn')) {
    const refusal = buildRefusal(
      'FORBIDDEN',
      'These pages are for partners. Your account does not work for one.',
    );
    throw data(refusal, { status: getRefusalStatus(refusal) });
  }
  const { caller, requestId } = context.get(requestContext);
  return { name: viewer.name, unread: await ask(requestId, () => caller.notification.count()) };
}

export default function PartnerLayout({ loaderData }: Route.ComponentProps) {
  const notice = useNotice();
  return (
    <PageShell
      nav={nav}
      homeTo="/partner"
      tagline="Partner"
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      account={<AccountLinks name={loaderData.name} unread={loaderData.unread} />}
    >
      <Outlet />
    </PageShell>
  );
}

export function ErrorBoundary() {
  return (
    <PageShell nav={nav} homeTo="/partner" tagline="Partner">
      <title>Error · Partner · Bohol tracker</title>
      <RouteError />
    </PageShell>
  );
}
