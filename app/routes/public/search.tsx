import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English } from '#app/features/language/language-context.tsx';
import { buildWords, useLanguage, useWords, type Words } from '#app/features/language/use-words.ts';
import { readPublication, usePinnedPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/search';
import { Form } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { Button } from '#app/components/button.tsx';
import { TextField } from '#app/components/field.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import type { SearchAnswer, SearchHit } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './search.module.css';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const kind = search.get('kind')?.slice(0, 40) || undefined;
  const page = /^\d{1,4}$/.test(search.get('page') ?? '') ? Number(search.get('page')) : undefined;
  const answer = await ask(requestId, () =>
    publicCaller.dashboard.search({
      publication: readPublication(request.url),
      // What a box of 200 characters cannot have sent is cut, not refused: the reader sees what was searched.
      question: (search.get('q') ?? '').slice(0, 200),
      kind,
      page,
    }),
  );
  return { answer, kind, language };
}

/** Every question is another address: kept by the reader's browser for a minute, not by us. */
export const headers: Route.HeadersFunction = () => ({ 'cache-control': 'private, max-age=60' });

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const { loaderData } = args;
  const words = buildWords(loaderData?.language ?? 'en', 'search');
  const title = loaderData ? describeHeading(words, loaderData.answer, loaderData.kind) : words('title');
  // Pages of results are no pages to be found.
  return buildPageMeta(args, { title, unlisted: true });
};

export default function SearchRoute({ loaderData }: Route.ComponentProps) {
  return <SearchPage answer={loaderData.answer} kind={loaderData.kind} />;
}

const kindNames = [
  'area',
  'objective',
  'activity',
  'indicator',
  'state',
  'body',
  'partner',
  'lens',
  'library',
  'publication',
  'page',
] as const;

/** The plural name of a kind; a kind that has none yet is named as it is. */
function nameKind(words: Words<'search'>, kind: string): string {
  const known = kindNames.find((name) => name === kind);
  return known ? words(known) : kind;
}

/** One box, what was found, and how it was understood. A plain form: the question stands in the address. */
function SearchPage({ answer, kind }: { answer: SearchAnswer; kind: string | undefined }) {
  const words = useWords('search');
  const link = usePublicationLink();
  const { question, total, kinds, page, pages } = answer;
  const searched = answer.words.length > 0;
  const address = (changes: { kind?: string | undefined; page?: number }) => {
    const search = new URLSearchParams({ q: question });
    if (changes.kind) search.set('kind', changes.kind);
    if (changes.page && changes.page > 1) search.set('page', String(changes.page));
    return link(`/search?${search}`);
  };
  return (
    <>
      <PageHeading>{describeHeading(words, answer, kind)}</PageHeading>
      <SearchForm question={question} />
      {question !== '' && !searched && answer.publication ? <p>{words('emptyQuestion')}</p> : null}
      {answer.publication ? null : <p>{words('nothingPublished')}</p>}
      {searched ? <Understanding answer={answer} /> : null}
      {searched && total === 0 && !kind ? <p>{words('nothingHelp')}</p> : null}
      {kinds.length > 1 || kind ? (
        <nav aria-label={words('kinds')}>
          <ul className={styles.kinds}>
            <li>
              <Link to={address({})} aria-current={kind ? undefined : 'page'}>
                {words('all', { count: formatNumber(kinds.reduce((sum, each) => sum + each.count, 0)) })}
              </Link>
            </li>
            {kinds.map((each) => (
              <li key={each.kind}>
                <Link
                  to={address({ kind: each.kind })}
                  aria-current={each.kind === kind ? 'page' : undefined}
                >
                  {words('kindCount', {
                    kind: nameKind(words, each.kind),
                    count: formatNumber(each.count),
                  })}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <ol className={styles.hits} start={(page - 1) * 20 + 1}>
        {answer.hits.map((hit) => (
          <Hit key={`${hit.kind}/${hit.code}`} hit={hit} kindName={nameKind(words, hit.kind)} />
        ))}
      </ol>
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(to) => address({ kind, page: to })}
        label={words('pages')}
      />
    </>
  );
}

/** What the page says first; also its title. */
function describeHeading(words: Words<'search'>, answer: SearchAnswer, kind: string | undefined): string {
  const { question, total } = answer;
  if (answer.words.length === 0) return words('title');
  if (total === 0) return words('nothing', { question });
  return kind
    ? words('foundOfKind', { count: total, question, kind: nameKind(words, kind) })
    : words('found', { count: total, question });
}

function Understanding({ answer }: { answer: SearchAnswer }) {
  const words = useWords('search');
  const { locale } = useLanguage();
  const changed = answer.words.filter(({ typed, meant }) => typed !== meant);
  const list = (all: string[]) => new Intl.ListFormat(locale).format(all.map((each) => `“${each}”`));
  return (
    <>
      {changed.length > 0 ? (
        <p role="status">
          {words('understood', {
            typed: list(changed.map(({ typed }) => typed)),
            meant: list(changed.map(({ meant }) => meant)),
          })}
        </p>
      ) : null}
      {answer.isPartial && answer.total > 0 ? <p>{words('partial')}</p> : null}
    </>
  );
}

function SearchForm({ question }: { question: string }) {
  const words = useWords('search');
  const pinned = usePinnedPublication();
  return (
    // Named, since there is another search at the top of the page.
    <Form
      method="get"
      action="/search"
      role="search"
      aria-label={words('title')}
      className={styles.form}
      data-print="hide"
    >
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <div className={styles.box}>
        <TextField
          id="q"
          name="q"
          type="search"
          label={words('label')}
          hint={words('hint')}
          defaultValue={question}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      <Button type="submit" variant="secondary">
        {words('button')}
      </Button>
    </Form>
  );
}

/** Codes that people use; those of other kinds are only parts of addresses. */
const spoken = ['area', 'objective', 'activity', 'indicator', 'body'];

function Hit({ hit, kindName }: { hit: SearchHit; kindName: string }) {
  const link = usePublicationLink();
  return (
    <li className={styles.hit}>
      <p className={styles.title}>
        <Link to={link(hit.path)}>
          <English>{spoken.includes(hit.kind) ? `${hit.code} ${hit.title}` : hit.title}</English>
        </Link>
        <span className={styles.kind}>{kindName}</span>
      </p>
      {hit.excerpt ? (
        <p className={styles.excerpt}>
          <English>
            <Marked text={hit.excerpt} />
          </English>
        </p>
      ) : null}
    </li>
  );
}

/** A text in which what was found stands between "\u0002" and "\u0003". */
function Marked({ text }: { text: string }) {
  return text.split('\u0002').map((part, index) => {
    const [found = '', after = ''] = index === 0 ? ['', part] : part.split('\u0003');
    return (
      <span key={index}>
        {found ? <mark>{found}</mark> : null}
        {after}
      </span>
    );
  });
}
