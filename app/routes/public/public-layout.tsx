import { isRouteErrorResponse, Link, Outlet, redirectDocument, useLocation, useMatches } from 'react-router';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask, attempt } from '#app/features/errors/ask.ts';
import { buildErrorMeta } from '#app/features/page-metadata/page-meta.ts';
import { useLanguage } from '#app/features/language/language-context.ts';
import { LanguageLinks } from '#app/features/language/language-links.tsx';
import { PageLanguageProvider, readPageLanguage } from '#app/features/language/page-language.tsx';
import { TranslationNote } from '#app/features/language/translation-note.tsx';
import { buildWords, useWords } from '#app/features/language/use-words.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { HeaderSearch } from '#app/features/publication/header-search.tsx';
import { readPublication, readSubject } from '#app/features/publication/link.ts';
import { nameError, PublicError } from '#app/features/publication/public-error.tsx';
import { PublicFooter } from '#app/features/publication/public-footer.tsx';
import { PublicationBar } from '#app/features/publication/publication-bar.tsx';
import { WithdrawalNotices } from '#app/features/publication/withdrawal-notices.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import { useNotice, usePreviewNotice } from '#app/root.tsx';
import type { Route } from './+types/public-layout';

/** Read as it comes from the server; see app/root.tsx. */
export const handle = { document: true };

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const pinned = readPublication(request.url);
  // Within the frame of what it is about; where there is no such publication the page says so.
  const subject = pinned === undefined ? readSubject(request.url, params.number) : undefined;
  const found =
    subject === undefined
      ? null
      : await attempt(requestId, () => publicCaller.dashboard.scope({ publication: subject }));
  const publication = found?.ok ? subject : pinned;
  const [scope, labels] = await Promise.all([
    found?.ok ? found.value : ask(requestId, () => publicCaller.dashboard.scope({ publication })),
    language === 'en' ? {} : ask(requestId, () => publicCaller.dashboard.labels({ publication, language })),
  ]);
  return { ...scope, labels };
}

/** Whoever comes from a page with scripts leaves those behind. */
export function clientLoader({ request }: Route.ClientLoaderArgs): never {
  throw redirectDocument(request.url);
}

/** Public pages may be kept by anyone; see also server/http/page-cache.ts. */
export const headers: Route.HeadersFunction = () => ({ 'cache-control': publicCacheControl });

export const meta: Route.MetaFunction = ({ error, matches }) =>
  error
    ? buildErrorMeta(
        buildWords(
          readPageLanguage(matches),
          'errors',
        )(nameError(isRouteErrorResponse(error) ? error.status : 404)),
      )
    : [{ title: 'Bohol tracker' }];

export default function PublicLayout({ loaderData }: Route.ComponentProps) {
  return (
    <PublicShell {...loaderData}>
      <Outlet />
    </PublicShell>
  );
}

export function ErrorBoundary({ loaderData }: Route.ErrorBoundaryProps) {
  return (
    <PublicShell {...(loaderData ?? { publication: null, notice: '', lenses: [], labels: {} })}>
      <PublicError publication={loaderData?.publication?.number ?? null} />
    </PublicShell>
  );
}

type ShellProps = {
  publication: Awaited<ReturnType<typeof loader>>['publication'];
  /** What is said of the plan of the publication. */
  notice: string;
  /** The codes of its lenses. */
  lenses: readonly string[];
  labels: Record<string, string>;
  children: React.ReactNode;
};

function PublicShell({ labels, ...rest }: ShellProps) {
  return (
    <PageLanguageProvider labels={labels}>
      <PublicFrame {...rest} />
    </PageLanguageProvider>
  );
}

const onlineScams = 'online-scams';

/** A part of the site that has no address of its own in the navigation, by how its pages' addresses begin. */
const findSection = (pathname: string, prefixes: readonly string[]) =>
  prefixes.find((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));

function PublicFrame({ publication, notice: own, lenses, children }: Omit<ShellProps, 'labels'>) {
  const general = useNotice();
  const notice = [usePreviewNotice(), publication ? own : general].filter(Boolean).join(' ');
  const link = usePublicationLink();
  const words = useWords('navigation');
  const { pathname } = useLocation();
  const isEnglish = useLanguage().code === 'en';
  const isWhole = useMatches().some(({ handle }) => isTranslatedHandle(handle));
  return (
    <PageShell
      homeTo={link('/')}
      tagline={publication?.plan.title}
      nameLang={isEnglish ? undefined : 'en'}
      skipLabel={words('skip')}
      contentLang={isEnglish || isWhole ? undefined : 'en'}
      navLabel={words('main')}
      menuLabel={words('menu')}
      menuMore={<LanguageLinks />}
      nav={[
        { to: link('/'), label: words('overview') },
        {
          to: link('/plan'),
          label: words('plan'),
          section: findSection(pathname, ['/areas', '/objectives', '/activities']),
        },
        { to: link('/indicators'), label: words('indicators') },
        {
          to: link('/states'),
          label: words('participants'),
          section: findSection(pathname, ['/states', '/bodies', '/partners']),
        },
        // Of a plan that does not have it there is no such page.
        ...(!publication || lenses.includes(onlineScams)
          ? [{ to: link(`/lens/${onlineScams}`), label: words('onlineScams') }]
          : []),
        { to: link('/library'), label: words('library') },
        { to: link('/publications'), label: words('publications') },
        { to: link('/data'), label: words('data') },
      ]}
      account={
        <>
          <LanguageLinks wideOnly />
          <Link to="/sign-in">{words('signIn')}</Link>
        </>
      }
      search={<HeaderSearch />}
      notice={notice ? <Notice plain>{notice}</Notice> : null}
      footer={<PublicFooter publication={publication} />}
    >
      <TranslationNote isWhole={isWhole} />
      {publication ? <PublicationBar publication={publication} /> : null}
      {publication ? <WithdrawalNotices publication={publication} /> : null}
      {children}
    </PageShell>
  );
}

/**
 * A page whose words are all in the catalogue exports `handle = { translated: true }`; the content of any other is
 * English with translated parts.
 */
function isTranslatedHandle(handle: unknown): boolean {
  return (
    typeof handle === 'object' && handle !== null && 'translated' in handle && handle.translated === true
  );
}
