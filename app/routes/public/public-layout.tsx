import {
  isRouteErrorResponse,
  Outlet,
  redirectDocument,
  useHref,
  useLocation,
  useMatches,
  useRouteError,
  useSearchParams,
} from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageShell } from '#app/components/page-shell.tsx';
import { ask, attempt } from '#app/features/errors/ask.ts';
import { buildErrorMeta } from '#app/features/page-metadata/page-meta.ts';
import { useLabel, useLanguage } from '#app/features/language/language-context.tsx';
import { LanguageLinks } from '#app/features/language/language-links.tsx';
import { PageLanguageProvider, readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import {
  buildNewestAddress,
  readPublication,
  readSubject,
  usePinnedPublication,
  usePublicationLink,
} from '#app/features/publication/link.ts';
import { PublicFooter } from '#app/features/publication/public-footer.tsx';
import { requestContext } from '#app/request-context.ts';
import { useNotice, usePreviewNotice } from '#app/root.tsx';
import type { Route } from './+types/public-layout';
import { buildLanguagePath } from '#server/domain/language/languages.ts';
import styles from './public-layout.module.css';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { findOwnWithdrawal, type Withdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { ErrorPage } from '#app/components/error-summary.tsx';
import { RouteError } from '#app/features/errors/route-error.tsx';

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
    <PublicShell {...(loaderData ?? { publication: null, notice: '', menu: [], labels: {} })}>
      <PublicError publication={loaderData?.publication?.number ?? null} />
    </PublicShell>
  );
}

type ShellProps = {
  publication: Awaited<ReturnType<typeof loader>>['publication'];
  /** What is said of the plan of the publication. */
  notice: string;
  /** Its lenses that are in the menu. */
  menu: readonly { code: string; label: string }[];
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

/** A part of the site that has no address of its own in the navigation, by how its pages' addresses begin. */
const findSection = (pathname: string, prefixes: readonly string[]) =>
  prefixes.find((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`));

function PublicFrame({ publication, notice: own, menu, children }: Omit<ShellProps, 'labels'>) {
  const general = useNotice();
  const notice = [usePreviewNotice(), publication ? own : general].filter(Boolean).join(' ');
  const link = usePublicationLink();
  const words = useWords('navigation');
  const translate = useLabel();
  const { pathname } = useLocation();
  const isEnglish = useLanguage().code === 'en';
  const translated = useMatches().reduce(
    (found: unknown, { handle }) => readTranslated(handle) ?? found,
    undefined,
  );
  return (
    <PageShell
      homeTo={link('/')}
      tagline={publication?.plan.title}
      nameLang={isEnglish ? undefined : 'en'}
      skipLabel={words('skip')}
      contentLang={isEnglish || translated !== undefined ? undefined : 'en'}
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
        { to: link('/targets'), label: words('targets') },
        { to: link('/indicators'), label: words('indicators') },
        { to: link('/states'), label: words('states') },
        { to: link('/bodies'), label: words('bodies') },
        { to: link('/partners'), label: words('partners') },
        { to: link('/cooperation'), label: words('cooperation') },
        ...menu.map(({ code, label }) => ({
          to: link(`/lens/${encodeURIComponent(code)}`),
          label: translate('lens_menu', code, label),
        })),
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
      <TranslationNote translated={translated} />
      {publication ? <PublicationBar publication={publication} /> : null}
      {publication ? <WithdrawalNotices publication={publication} /> : null}
      {children}
    </PageShell>
  );
}

/**
 * A page whose words are all in the catalogue exports `handle = { translated: true }`, one whose own sentences are
 * `handle = { translated: 'sentences' }`; any other is in English for a reason, which its notice tells.
 */
function readTranslated(handle: unknown): unknown {
  return typeof handle === 'object' && handle !== null && 'translated' in handle
    ? handle.translated
    : undefined;
}

/** Above a page in another language than English: that nobody has reviewed the words, and that the content is English. */
function TranslationNote({ translated }: { translated: unknown }) {
  const language = useLanguage();
  const words = useWords('navigation');
  const { pathname, search } = useLocation();
  if (language.code === 'en') return null;
  return (
    <p className={styles.note} lang={words.lang}>
      {language.reviewed ? null : <>{words('unreviewed')} </>}
      {translated === true ? null : (
        <>{words(translated === 'sentences' ? 'contentInEnglish' : 'englishOnly')} </>
      )}
      <a href={buildLanguagePath('en', `${pathname}${search}`)} hrefLang="en">
        {words('inEnglish')}
      </a>
    </p>
  );
}

/** At the top of every public page: asks the search page, in the publication in view. */
function HeaderSearch() {
  const words = useWords('navigation');
  const action = useHref('/search');
  const pinned = usePinnedPublication();
  const [search] = useSearchParams();
  return (
    <form role="search" action={action} method="get" className={styles.search}>
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <label className={styles.label}>
        <VisuallyHidden>{words('searchLabel')}</VisuallyHidden>
        <input
          type="search"
          name="q"
          maxLength={200}
          defaultValue={(search.get('q') ?? '').replaceAll('\u0000', '')}
          className={styles.input}
        />
      </label>
      <button type="submit" className={styles.button}>
        {words('search')}
      </button>
    </form>
  );
}

interface WithdrawalNoticesProps {
  /** The publication in view. */
  publication: {
    number: number;
    newest: number;
    isLeading: boolean;
    withdrawals: readonly Withdrawal[];
  };
}

/** Says above a page that its publication, or a newer one that it has replaced, was withdrawn, and why. */
function WithdrawalNotices({ publication }: WithdrawalNoticesProps) {
  const { number, newest, withdrawals } = publication;
  const words = useWords('publication');
  const { locale } = useLanguage();
  const location = useLocation();
  return withdrawals.map((one) => {
    const own = one.number === number;
    return (
      <div key={one.number} lang={words.lang}>
        <Notice
          kind="warning"
          title={words('withdrawn', { number: String(one.number), date: formatDate(one.at, 'UTC', locale) })}
        >
          <p>{words('withdrawnWhy', { reason: one.reason })}</p>
          <p>
            {own ? words('withdrawnShown') : words('withdrawnBefore', { newest: String(newest) })}{' '}
            {own && newest !== number ? (
              <Link to={buildNewestAddress(location, publication)}>
                {words('withdrawnNewest', { newest: String(newest) })}
              </Link>
            ) : null}
            {own ? null : (
              <Link to={`/publications/${one.number}`}>
                {words('publicationNumber', { number: String(one.number) })}
              </Link>
            )}
          </p>
        </Notice>
      </div>
    );
  });
}

/** The words that head the page of a status. */
const nameError = (status: number): 'notHere' | 'notReadable' | 'gone' =>
  status === 400 ? 'notReadable' : status === 410 ? 'gone' : 'notHere';

/**
 * What a page or a file that is not there says: the reason that the contract gave, in English, and where to look
 * instead. In place of a file of the publication in view, that publication is named first.
 */
function PublicError({ publication }: { publication: number | null }) {
  const error = useRouteError();
  const words = useWords('errors');
  const { pathname } = useLocation();
  if (!isRouteErrorResponse(error) || ![400, 404, 410].includes(error.status)) return <RouteError />;
  const sentence = readSentence(error.data);
  return (
    <div lang={words.lang}>
      <ErrorPage title={words(nameError(error.status))}>
        {sentence === null ? <p>{words('mistyped')}</p> : <p lang="en">{sentence}</p>}
        <p>{words('findIt')}</p>
        <ul>
          {publication !== null && isOfPublication(pathname, publication) ? (
            <li>
              <Link to={`/publications/${publication}`}>
                {words('publication', { number: String(publication) })}
              </Link>
            </li>
          ) : null}
          <li>
            <Link to="/plan">{words('plan')}</Link>
          </li>
          <li>
            <Link to="/indicators">{words('indicators')}</Link>
          </li>
          <li>
            <Link to="/publications">{words('publications')}</Link>
          </li>
          <li>
            <Link to="/">{words('overview')}</Link>
          </li>
        </ul>
      </ErrorPage>
    </div>
  );
}

const isOfPublication = (pathname: string, publication: number) =>
  new RegExp(`/(publications|evidence)/${publication}/`).test(pathname);

function readSentence(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'sentence' in data && typeof data.sentence === 'string'
    ? data.sentence
    : null;
}

/**
 * Says which plan is in view where it is not the one of the front page, and that an older publication is in view, with
 * a link to the same page as it stands now.
 */
function PublicationBar({
  publication,
}: {
  publication: {
    number: number;
    newest: number;
    isLeading: boolean;
    hasOtherPlans: boolean;
    publishedAt: string;
    plan: { title: string };
    round: { code: string; title: string };
    withdrawals: readonly Withdrawal[];
  };
}) {
  const words = useWords('navigation');
  const nameRound = useRoundName();
  const link = usePublicationLink();
  const { locale } = useLanguage();
  const { pathname, search } = useLocation();
  const isOlder =
    publication.number !== publication.newest &&
    // The page of a publication is no older page.
    new URLSearchParams(search).has('publication') &&
    // The notice of its withdrawal says it already.
    findOwnWithdrawal(publication) === null;
  if (!isOlder && publication.isLeading) return null;
  return (
    <aside className={styles.bar} aria-label={words('inView')} lang={words.lang}>
      {publication.isLeading ? null : (
        <p>
          {words.rich('aboutPlan', { plan: <strong lang="en">{publication.plan.title}</strong> })}{' '}
          <Link to={link('/plans')}>{words('allPlans')}</Link>
        </p>
      )}
      {isOlder ? (
        <p>
          <strong>{words('older')}</strong>{' '}
          {words('olderOf', {
            number: String(publication.number),
            date: formatDate(publication.publishedAt, 'UTC', locale),
            round: nameRound(publication.round),
          })}{' '}
          <Link to={buildNewestAddress({ pathname, search }, publication)}>
            {words('newest', { number: String(publication.newest) })}
          </Link>
          {publication.isLeading && publication.hasOtherPlans ? (
            <>
              {' · '}
              <Link to={link('/plans')}>{words('allPlans')}</Link>
            </>
          ) : null}
        </p>
      ) : null}
    </aside>
  );
}
