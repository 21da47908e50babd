import { data, Form, Link, Outlet, redirect, useRouteLoaderData } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { type NavItem, PageShell } from '#app/components/page-shell.tsx';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { NotificationLink } from '#app/features/notification/notification-link.tsx';
import { RouteError } from '#app/features/errors/route-error.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import { can, listReporters, type Operation } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/secretariat-layout';
import styles from './secretariat-layout.module.css';

/** What stands in the navigation, for those who may do it. */
const places: { operation: Operation; item: NavItem }[] = [
  { operation: 'review.read', item: { to: '/secretariat', label: 'Review', section: '/secretariat/review' } },
  { operation: 'review.read', item: { to: '/secretariat/rounds', label: 'Rounds' } },
  { operation: 'publication.preview', item: { to: '/secretariat/publish', label: 'Compile and publish' } },
  { operation: 'learning.read', item: { to: '/secretariat/learning', label: 'Learning' } },
  { operation: 'review.read', item: { to: '/secretariat/personal-data', label: 'Personal data' } },
  { operation: 'plan.read', item: { to: '/secretariat/plan', label: 'Plan' } },
  { operation: 'library.read', item: { to: '/secretariat/library', label: 'Library' } },
  { operation: 'people.read', item: { to: '/secretariat/people', label: 'People' } },
  { operation: 'review.setRules', item: { to: '/secretariat/phrases', label: 'Review rules' } },
  { operation: 'audit.read', item: { to: '/secretariat/audit', label: 'Audit' } },
  { operation: 'mail.read', item: { to: '/secretariat/mail', label: 'Mail' } },
];

const refusal: Refusal = {
  code: 'FORBIDDEN',
  sentence: 'These pages are for the secretariat and for administrators.',
  fields: [],
  current: null,
  reference: null,
};

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, ...asked } = context.get(requestContext);
  const viewer = await asked.viewer();
  const { pathname, search } = new URL(request.url);
  if (!viewer) throw redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
  const holds = viewer.assignments.some(
    ({ role }) => role === 'secretariat_officer' || role === 'administrator',
  );
  if (!holds) throw data(refusal, { status: 403 });
  return {
    name: viewer.name,
    isReporter: listReporters(viewer).length > 0,
    nav: places.filter(({ operation }) => can(viewer, operation)).map(({ item }) => item),
    unread: await ask(requestId, () => caller.notification.count()),
    compiling: pathname.startsWith('/secretariat/compile'),
  };
}

/** Pages name themselves (they know of refused forms); this is for when there is no page. */
export const meta: Route.MetaFunction = ({ error }) =>
  error ? [{ title: 'Secretariat · Bohol tracker' }] : [];

function Frame({ children, loaderData }: { children: React.ReactNode; loaderData: LayoutData | undefined }) {
  const notice = useNotice();
  // The pages that compile belong to the same entry as those that publish.
  const nav = loaderData?.nav.map((item) =>
    loaderData.compiling && item.to === '/secretariat/publish'
      ? { ...item, section: '/secretariat/compile' }
      : item,
  );
  return (
    <PageShell
      nav={nav ?? []}
      homeTo="/secretariat"
      tagline="Secretariat"
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      account={
        loaderData ? (
          <div className={styles.account}>
            <Link to="/">Public pages</Link>
            {loaderData.isReporter ? <Link to="/workspace">Workspace</Link> : null}
            <NotificationLink unread={loaderData.unread} />
            <Link to="/account">{loaderData.name}</Link>
            <Form method="post" action="/sign-out">
              <Button variant="quiet" className={styles.signOut}>
                Sign out
              </Button>
            </Form>
          </div>
        ) : null
      }
    >
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
