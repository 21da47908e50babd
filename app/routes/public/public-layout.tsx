import { Link, Outlet, redirectDocument, useLocation } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { LanguageContext, useWords } from '#app/features/language/use-words.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { PublicError } from '#app/features/publication/public-error.tsx';
import { PublicFooter } from '#app/features/publication/public-footer.tsx';
import { PublicationBar } from '#app/features/publication/publication-bar.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import { useNotice } from '#app/root.tsx';
import type { LanguageCode } from '#server/domain/language/languages.ts';
import type { Route } from './+types/public-layout';

/** Read as it comes from the server; see app/root.tsx. */
export const handle = { document: true };

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const publication = readPublication(request.url);
  const [scope, labels] = await Promise.all([
    ask(requestId, () => publicCaller.dashboard.scope({ publication })),
    language === 'en' ? {} : ask(requestId, () => publicCaller.dashboard.labels({ publication, language })),
  ]);
  return { publication: scope.publication, language, labels };
}

/** Whoever comes from a page with scripts leaves those behind. */
export function clientLoader({ request }: Route.ClientLoaderArgs): never {
  throw redirectDocument(request.url);
}

/** Public pages may be kept by anyone; see also server/http/page-cache.ts. */
export const headers: Route.HeadersFunction = () => ({ 'cache-control': publicCacheControl });

export const meta: Route.MetaFunction = ({ error }) => [
  { title: error ? 'Page not found · Bohol tracker' : 'Bohol tracker' },
];

export default function PublicLayout({ loaderData }: Route.ComponentProps) {
  return (
    <PublicShell {...loaderData}>
      <Outlet />
    </PublicShell>
  );
}

export function ErrorBoundary({ loaderData }: Route.ErrorBoundaryProps) {
  return (
    <PublicShell {...(loaderData ?? { publication: null, language: 'en', labels: {} })}>
      <PublicError />
    </PublicShell>
  );
}

type ShellProps = {
  publication: Awaited<ReturnType<typeof loader>>['publication'];
  language: LanguageCode;
  labels: Record<string, string>;
  children: React.ReactNode;
};

function PublicShell({ language, labels, ...rest }: ShellProps) {
  return (
    <LanguageContext value={{ code: language, labels }}>
      <PublicFrame language={language} {...rest} />
    </LanguageContext>
  );
}

function PublicFrame({ publication, language, children }: Omit<ShellProps, 'labels'>) {
  const notice = useNotice();
  const link = usePublicationLink();
  const words = useWords('navigation');
  const { pathname } = useLocation();
  // An area and an activity are parts of the plan, a state and a body of nothing in particular.
  const planSection = ['/areas', '/objectives', '/activities'].find((prefix) =>
    pathname.startsWith(`${prefix}/`),
  );
  return (
    <PageShell
      homeTo={link('/')}
      tagline={publication?.plan.title}
      skipLabel={words('skip')}
      contentLang={language === 'en' ? undefined : 'en'}
      nav={[
        { to: link('/'), label: words('overview') },
        { to: link('/plan'), label: words('plan'), section: planSection },
        { to: link('/indicators'), label: words('indicators') },
        { to: link('/lens/online-scams'), label: words('onlineScams') },
        { to: link('/publications'), label: words('publications') },
        { to: link('/data'), label: words('data') },
      ]}
      account={<Link to="/sign-in">{words('signIn')}</Link>}
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      footer={<PublicFooter publication={publication} />}
    >
      {publication ? <PublicationBar publication={publication} /> : null}
      {children}
    </PageShell>
  );
}
