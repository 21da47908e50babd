import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { ArrangementSummary } from '#app/features/arrangement/arrangement-lines.tsx';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/library-item';
import type { ReactNode } from 'react';
import { Link } from '#app/features/publication/public-link.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { LibraryItemAnswer } from '#app/contract.ts';
import {
  English,
  useEnglishLang,
  useLabel,
  useLabelLang,
  useLanguage,
} from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';
import { describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import styles from '#app/features/library/library.module.css';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { describeDays } from '#app/features/library/library-words.ts';
import { RecommendationList } from '#app/features/recommendation/recommendation-list.tsx';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.libraryItem({
      publication: readPublication(request.url),
      // An address that is too long for a code is the address of nothing.
      code: params.code.slice(0, 120),
    }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  if (args.error || !args.loaderData) return buildErrorMeta(english.notFound);
  const { code, title, summary } = args.loaderData.item;
  return buildPageMeta(args, {
    title,
    description: summary.slice(0, 300),
    image: `/og/pages/library/${encodeURIComponent(code)}`,
  });
};

export default function LibraryItemRoute({ loaderData }: Route.ComponentProps) {
  return <LibraryItemView {...loaderData} />;
}

/** One entry of the library: what it is, what it is tied to, and where it can be read. */
function LibraryItemView({
  publication,
  item,
  names,
  drivers,
  related,
  recommendations,
  absence,
  arrangement,
}: LibraryItemAnswer) {
  const words = useWords('library');
  const recommended = useWords('recommendation');
  const label = useLabel();
  const labelLang = useLabelLang();
  const link = usePublicationLink();
  const english = useEnglishLang();
  const when = describeDays(item, useLanguage(), words);
  /** `list`: where their names are words of a list, which may be in another language. */
  const listOf = (
    codes: readonly string[],
    path: string,
    say: (code: string) => ReactNode,
    list: string | null = null,
  ) =>
    codes.length === 0 ? null : (
      <ul className={styles.ties}>
        {codes.map((code) => (
          <li key={code}>
            <Link to={link(`${path}/${code}`)} lang={list === null ? english : labelLang(list, code)}>
              {say(code)}
            </Link>
          </li>
        ))}
      </ul>
    );
  const facts: [string, ReactNode][] = [
    [words('when'), when],
    [words('whereHeld'), item.place && <English>{item.place}</English>],
    [words('organisers'), item.organisers && <English>{item.organisers}</English>],
    [
      words('states'),
      listOf(item.states, '/states', (code) => label('state', code, names.states[code] ?? code), 'state'),
    ],
    [words('bodies'), listOf(item.bodies, '/bodies', (code) => names.bodies[code] ?? code)],
    [words('partners'), listOf(item.partners, '/partners', (code) => names.partners[code] ?? code)],
    [
      words('activities'),
      listOf(item.activities, '/activities', (code) => `${code} ${names.activities[code] ?? ''}`),
    ],
    [
      words('lenses'),
      listOf(item.lenses, '/lens', (code) => label('lens', code, names.lenses[code] ?? code), 'lens'),
    ],
    [
      words('drivers'),
      drivers.length === 0 ? null : (
        <ul className={styles.ties}>
          {drivers.map(({ lens, tag, name }) => (
            <li key={tag}>
              <Link to={link(`/plan?${new URLSearchParams({ lens, tag })}`)} lang={labelLang('tag', tag)}>
                {label('tag', tag, name)}
              </Link>
            </li>
          ))}
        </ul>
      ),
    ],
    [
      words('source'),
      <>
        {item.basis ? <English>{item.basis}</English> : null}
        {item.url ? (
          <>
            {item.basis ? <br /> : null}
            <a href={item.url} rel="noreferrer noopener external" className={styles.source}>
              {words('readSource', { host: describeLinkHost(item.url) })}
            </a>
          </>
        ) : (
          <>
            {item.basis ? <br /> : null}
            {words('linkUnknown')}
          </>
        )}
      </>,
    ],
  ];
  return (
    <>
      <Breadcrumbs items={[{ label: words('library'), to: link('/library') }]} />
      <PageHeading
        kicker={
          <span lang={labelLang('library_kind', item.kind)}>
            {label('library_kind', item.kind, item.kindLabel)}
          </span>
        }
        lead={<English>{item.summary}</English>}
        meta={<PublicationLine publication={publication} />}
      >
        <English>{item.title}</English>
      </PageHeading>
      <Definitions
        items={facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([term, description]) => ({ term, description }))}
      />
      {publication.notice && item.activities.length > 0 ? (
        <p className={styles.note}>{words('tiesAreOurs')}</p>
      ) : null}
      {arrangement === null ? null : (
        <p>
          <ArrangementSummary line={arrangement} />
        </p>
      )}
      {recommendations.length > 0 || absence !== null ? (
        <Section id="recommendations" title={recommended('section')}>
          {absence === null ? null : <p>{recommended(absence)}</p>}
          <RecommendationList items={recommendations} names={names} />
          <p>
            <Link to={link('/recommendations')}>{recommended('toAll')}</Link>
          </p>
        </Section>
      ) : null}
      {related.length > 0 ? (
        <Section id="related" title={words('related')}>
          <LibraryList items={related} brief />
        </Section>
      ) : null}
    </>
  );
}
