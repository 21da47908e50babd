import { data, Link, Outlet, redirect, useRouteLoaderData } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { buildDeskNav } from '#app/features/desk/desk-places.ts';
import { PlanSwitcher } from '#app/features/desk/plan-switcher.tsx';
import { buildPlanCookie, readDeskFrame, readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { AccountLinks } from '#app/features/notification/account-links.tsx';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import { can, listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/secretariat-layout';

const refusal: Refusal = {
  code: 'FORBIDDEN',
  sentence: 'These pages are for the secretariat and for administrators.',
  fields: [],
  current: null,
  reference: null,
};

export async function loader(args: Route.LoaderArgs) {
  const { context, request } = args;
  const { caller, requestId, ...asked } = context.get(requestContext);
  const viewer = await asked.viewer();
  const { pathname, search } = new URL(request.url);
  if (!viewer) throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  const holds = viewer.assignments.some(
    ({ role }) => role === 'secretariat_officer' || role === 'administrator',
  );
  if (!holds) throw data(refusal, { status: 403 });
  const [frame, desk, unread] = await Promise.all([
    readDeskFrame(args),
    readDeskPlans(args),
    ask(requestId, () => caller.notification.count()),
  ]);
  const plan = desk.plan?.code ?? null;
  const { planTo, ...nav } = buildDeskNav(pathname, (operation) => can(viewer, operation), frame, plan);
  return data(
    {
      name: viewer.name,
      isReporter: listReporters(viewer).length > 0,
      nav,
      unread,
      switcher:
        planTo && plan
          ? { to: planTo, current: plan, plans: desk.plans.map(({ code, title }) => ({ code, title })) }
          : null,
    },
    { headers: buildPlanCookie(args, desk) },
  );
}

/** Pages name themselves (they know of refused forms); this is for when there is no page. */
export const meta: Route.MetaFunction = ({ error }) =>
  error ? [{ title: 'Secretariat · Bohol tracker' }] : [];

function Frame({ children, loaderData }: { children: React.ReactNode; loaderData: LayoutData | undefined }) {
  const notice = useNotice();
  return (
    <PageShell
      nav={loaderData?.nav.groups ?? []}
      subNav={loaderData?.nav.pages}
      subNavLabel="Pages of this part"
      homeTo="/secretariat"
      tagline="Secretariat"
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      account={
        loaderData ? (
          <AccountLinks name={loaderData.name} unread={loaderData.unread}>
            <Link to="/">Public pages</Link>
            {loaderData.isReporter ? <Link to="/workspace">Workspace</Link> : null}
          </AccountLinks>
        ) : null
      }
    >
      {loaderData?.switcher ? <PlanSwitcher {...loaderData.switcher} /> : null}
      {children}
    </PageShell>
  );
}

type LayoutData = Route.ComponentProps['loaderData'];

export default function SecretariatLayout({ loaderData }: Route.ComponentProps) {
  return (
    <Frame loaderData={loaderData}>
      <Outlet />
    </Frame>
  );
}

export function ErrorBoundary() {
  const loaderData = useRouteLoaderData<typeof loader>('routes/secretariat/secretariat-layout');
  return (
    <Frame loaderData={loaderData}>
      <title>Error · Secretariat · Bohol tracker</title>
      <RouteError />
    </Frame>
  );
}
