import { Link, Outlet, useLocation } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { PublicError } from '#app/features/publication/public-error.tsx';
import { PublicFooter } from '#app/features/publication/public-footer.tsx';
import { PublicationBar } from '#app/features/publication/publication-bar.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import type { Route } from './+types/public-layout';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const { publication } = await ask(requestId, () =>
    publicCaller.dashboard.scope({ publication: readPublication(request.url) }),
  );
  return { publication };
}

/** Public pages may be kept by anyone; see also server/http/page-cache.ts. */
export const headers: Route.HeadersFunction = () => ({ 'cache-control': publicCacheControl });

export const meta: Route.MetaFunction = ({ error }) => [
  { title: error ? 'Page not found · Bohol tracker' : 'Bohol tracker' },
];

export default function PublicLayout({ loaderData }: Route.ComponentProps) {
  return (
    <PublicShell publication={loaderData.publication}>
      <Outlet />
    </PublicShell>
  );
}

export function ErrorBoundary({ loaderData }: Route.ErrorBoundaryProps) {
  return (
    <PublicShell publication={loaderData?.publication ?? null}>
      <PublicError />
    </PublicShell>
  );
}

type Publication = Awaited<ReturnType<typeof loader>>['publication'];

function PublicShell({ publication, children }: { publication: Publication; children: React.ReactNode }) {
  const notice = useNotice();
  const link = usePublicationLink();
  const { pathname } = useLocation();
  // An area and an activity are parts of the plan, a state and a body of nothing in particular.
  const planSection = ['/areas', '/activities'].find((prefix) => pathname.startsWith(`${prefix}/`));
  return (
    <PageShell
      homeTo={link('/')}
      tagline={publication?.plan.title}
      nav={[
        { to: link('/'), label: 'Overview' },
        { to: link('/plan'), label: 'Plan', section: planSection },
        { to: link('/indicators'), label: 'Indicators' },
        { to: link('/lens/online-scams'), label: 'Online scams' },
        { to: link('/publications'), label: 'Publications' },
        { to: link('/data'), label: 'Data' },
      ]}
      account={<Link to="/sign-in">Sign in</Link>}
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      footer={<PublicFooter publication={publication} />}
    >
      {publication ? <PublicationBar publication={publication} /> : null}
      {children}
    </PageShell>
  );
}
