import { Form } from 'react-router';
import type { Route } from './+types/recommendations';
import { Button } from '#app/components/button.tsx';
import { LocalDate } from '#app/features/language/term.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs, Pagination } from '#app/components/navigation.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { RecommendationLine, RecommendationsAnswer } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { readPage } from '#app/features/library/library-list.tsx';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePinnedPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { RecommendationList } from '#app/features/recommendation/recommendation-list.tsx';
import styles from '#app/features/recommendation/recommendation-list.module.css';
import { requestContext } from '#app/request-context.ts';
import { recommendation as english } from '#server/domain/language/messages/en/recommendation.ts';
import { outcomeStates } from '#server/domain/recommendation/outcome.rules.ts';

/** The filter that an address asks for. What is no state of a response is ignored. */
function readFilter(url: string) {
  const search = new URL(url).searchParams;
  const study = (search.get('study') ?? '').trim().slice(0, 120);
  const response = outcomeStates.find((state) => state === search.get('response'));
  return { ...(study === '' ? {} : { study }), ...(response === undefined ? {} : { response }) };
}
type Filter = ReturnType<typeof readFilter>;

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const filter = readFilter(request.url);
  const answer = await ask(requestId, () =>
    publicCaller.dashboard.recommendations({
      publication: readPublication(request.url),
      filter,
      page: readPage(request.url),
    }),
  );
  return { answer, filter };
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, { title: english.title, description: english.description, path: '/recommendations' });

export default function RecommendationsRoute({ loaderData: { answer, filter } }: Route.ComponentProps) {
  const words = useWords('recommendation');
  if (!('counts' in answer)) {
    return (
      <>
        <PageHeading>{words('title')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <RecommendationsPage answer={answer} filter={filter} />;
}

/** What was recommended and what became of it: finding, filter, recommendations by study. */
function RecommendationsPage({ answer, filter }: { answer: RecommendationsAnswer; filter: Filter }) {
  const words = useWords('recommendation');
  const libraryWords = useWords('library');
  const link = usePublicationLink();
  const { publication, counts, items, page, pages } = answer;
  const isNarrowed = Object.keys(filter).length > 0;
  const hasAny = answer.studies.length > 0;
  const search = new URLSearchParams(filter);
  const pageOf = (number: number) => {
    const of = new URLSearchParams(search);
    if (number > 1) of.set('page', String(number));
    return `/recommendations${of.size > 0 ? `?${of}` : ''}`;
  };
  return (
    <>
      <Breadcrumbs items={[{ label: libraryWords('library'), to: link('/library') }]} />
      <PageHeading
        kicker={words('kicker')}
        lead={words('lead')}
        meta={<PublicationLine publication={publication} />}
      >
        {hasAny
          ? words('finding', {
              total: counts.recommendations,
              responded: String(answer.responded),
              overdue: counts.overdue,
            })
          : words('findingNone')}
      </PageHeading>
      {counts.overdue > 0 ? (
        <p className={styles.note}>
          {words.rich('asOf', { date: <LocalDate iso={publication.publishedAt.slice(0, 10)} /> })}
        </p>
      ) : null}
      {hasAny ? <RecommendationFilterForm answer={answer} filter={filter} /> : null}
      {hasAny && items.length === 0 ? (
        <EmptyState title={words('none')}>
          <p>{words('noneHint')}</p>
        </EmptyState>
      ) : null}
      {groupByStudy(items).map(({ item, title, lines }) => (
        <Section
          key={item}
          id={`study-${item}`}
          title={
            <Link to={link(`/library/${item}`)}>
              <English>{title}</English>
            </Link>
          }
        >
          <RecommendationList items={lines} names={answer.names} />
        </Section>
      ))}
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(number) => link(pageOf(number))}
        label={words('pages')}
      />
      {answer.without.length > 0 && !isNarrowed ? (
        <Section id="without" title={words('without')}>
          <ul>
            {answer.without.map(({ code, title, absence }) => (
              <li key={code}>
                <Link to={link(`/library/${code}`)}>
                  <English>{title}</English>
                </Link>
                . {words(absence)}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function groupByStudy(items: readonly RecommendationLine[]) {
  return [...Map.groupBy(items, ({ item }) => item)].map(([item, lines]) => ({
    item,
    title: lines[0]?.itemTitle ?? item,
    lines,
  }));
}

/** By study and by state of the response; works without scripts, and the address holds it. */
function RecommendationFilterForm({ answer, filter }: { answer: RecommendationsAnswer; filter: Filter }) {
  const words = useWords('recommendation');
  const link = usePublicationLink();
  const pinned = usePinnedPublication();
  const { study, response } = filter;
  const studies = answer.studies.map(({ code, title, count }) => ({
    value: code,
    label: words('counted', { title, count: String(count) }),
  }));
  return (
    <Form
      method="get"
      action="/recommendations"
      autoComplete="off"
      className={styles.filter}
      data-print="hide"
      role="search"
      aria-label={words('filter')}
      lang={words.lang}
    >
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <div>
        <SelectField
          id="study"
          name="study"
          label={words('study')}
          placeholder={words('anyStudy')}
          defaultValue={study ?? ''}
          options={
            study === undefined || studies.some(({ value }) => value === study)
              ? studies
              : // What an address names and no publication has is said, not silently dropped.
                [...studies, { value: study, label: words('counted', { title: study, count: '0' }) }]
          }
        />
      </div>
      <div>
        <SelectField
          id="response"
          name="response"
          label={words('response')}
          placeholder={words('anyResponse')}
          defaultValue={response ?? ''}
          options={outcomeStates.map((state) => ({
            value: state,
            label: words('counted', { title: words(state), count: String(answer.counts[state]) }),
          }))}
        />
      </div>
      <div className={styles.actions}>
        <Button variant="secondary">{words('show')}</Button>
        {Object.keys(filter).length > 0 ? (
          <Link to={link('/recommendations')}>{words('showAll')}</Link>
        ) : null}
      </div>
    </Form>
  );
}
