import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords, useWords, useLabel } from '#app/features/language/use-words.ts';
import { readLibraryFilter, readPage, LibraryList } from '#app/features/library/library-list.tsx';
import { readPublication, usePinnedPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { library as english } from '#server/domain/language/messages/en/library.ts';
import type { Route } from './+types/library';
import { Form } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import { Pagination } from '#app/components/navigation.tsx';
import type { LibraryAnswer, LibraryChoice } from '#app/contract.ts';
import { describeEntries } from '#app/features/library/library-words.ts';
import {
  buildLibraryPath,
  type LibraryFilter,
  undated,
} from '#server/domain/library/list-published-library.ts';
import type { LibraryLine } from '#server/domain/library/list-published-library.ts';
import styles from '#app/features/library/library.module.css';
import { Button } from '#app/components/button.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import { SelectField } from '#app/components/field.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const filter = readLibraryFilter(request.url);
  const answer = await ask(requestId, () =>
    publicCaller.dashboard.library({
      publication: readPublication(request.url),
      filter,
      page: readPage(request.url),
    }),
  );
  return { answer, filter };
}

export const handle = { translated: 'sentences' };

/** The title tells how many match, so that a filter is announced to those who do not see the list. */
export const meta: Route.MetaFunction = (args) => {
  const { answer } = args.loaderData ?? {};
  const finding =
    answer && 'total' in answer ? `: ${describeEntries(answer, buildWords('en', 'library'))}` : '';
  return buildPageMeta(args, {
    title: `${english.library}${finding}`,
    description: english.description,
    image: '/og/pages/library',
  });
};

export default function LibraryRoute({ loaderData: { answer, filter } }: Route.ComponentProps) {
  const words = useWords('library');
  if (!('total' in answer)) {
    return (
      <>
        <PageHeading>{words('library')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <LibraryPage answer={answer} filter={filter} />;
}

/** The library: finding, filter, entries by year. */
function LibraryPage({ answer, filter }: { answer: LibraryAnswer; filter: LibraryFilter }) {
  const words = useWords('library');
  const recommended = useWords('recommendation');
  const link = usePublicationLink();
  const { publication, total, items, page, pages } = answer;
  const path = buildLibraryPath(filter);
  return (
    <>
      <PageHeading
        kicker={words('library')}
        lead={words('lead')}
        meta={<PublicationLine publication={publication} />}
      >
        {describeEntries(answer, words)}
      </PageHeading>
      {publication.notice && total > 0 ? <p className={styles.note}>{words('tiesAreOurs')}</p> : null}
      <p>
        <Link to={link('/cooperation')}>{words('toCooperation')}</Link>
      </p>
      <p>
        <Link to={link('/recommendations')}>{recommended('title')}</Link>
      </p>
      {total === 0 ? (
        <EmptyState title={words('empty')} />
      ) : (
        <LibraryFilterForm choices={answer.choices} filter={filter} />
      )}
      {total > 0 && items.length === 0 ? (
        <EmptyState title={words('none')}>
          <p>{words('noneHint')}</p>
        </EmptyState>
      ) : null}
      {groupByYear(items).map(({ year, entries }) => (
        <Section
          key={year ?? 'undated'}
          id={`year-${year ?? 'undated'}`}
          title={year === null ? words('undated') : String(year)}
        >
          <LibraryList roles items={entries} headingLevel={3} />
        </Section>
      ))}
      <Pagination
        page={page}
        pages={pages}
        hrefFor={(number) =>
          link(number === 1 ? path : `${path}${path.includes('?') ? '&' : '?'}page=${number}`)
        }
        label={words('pages')}
      />
    </>
  );
}

function groupByYear(items: readonly LibraryLine[]): { year: number | null; entries: LibraryLine[] }[] {
  const groups: { year: number | null; entries: LibraryLine[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.year === item.year) last.entries.push(item);
    else groups.push({ year: item.year, entries: [item] });
  }
  return groups;
}

/** Narrows the library. A plain form whose answers end up in the address, so that a view can be sent and kept. */
function LibraryFilterForm({
  choices,
  filter,
}: {
  choices: LibraryAnswer['choices'];
  filter: LibraryFilter;
}) {
  const words = useWords('library');
  const label = useLabel();
  const link = usePublicationLink();
  const pinned = usePinnedPublication();
  const toOptions = (list: readonly LibraryChoice[], chosen: string | undefined, labels = '') => [
    ...list.map(({ code, title, count }) => ({
      value: code,
      label: words('counted', {
        title: code === undated ? words('undated') : label(labels, code, title),
        count: String(count),
      }),
    })),
    // What an address names and no entry has is said, not silently dropped.
    ...(chosen !== undefined && list.every(({ code }) => code !== chosen)
      ? [{ value: chosen, label: words('counted', { title: chosen, count: '0' }) }]
      : []),
  ];
  const [one, other] = filter.states ?? [];
  const select = (
    name: string,
    label: string,
    placeholder: string,
    list: readonly LibraryChoice[],
    chosen: string | undefined,
    { labels, id = name }: { labels?: string; id?: string } = {},
  ) => (
    <div>
      <SelectField
        id={id}
        name={name}
        label={label}
        placeholder={placeholder}
        defaultValue={chosen ?? ''}
        options={toOptions(list, chosen, labels)}
      />
    </div>
  );
  return (
    <Form
      method="get"
      action="/library"
      // A step back shows what the address says, not what was chosen last.
      autoComplete="off"
      className={styles.filter}
      data-print="hide"
      role="search"
      aria-label={words('filter')}
    >
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      {select('kind', words('kind'), words('anyKind'), choices.kinds, filter.kind, {
        labels: 'library_kind',
      })}
      {select('lens', words('lens'), words('anyLens'), choices.lenses, filter.lens, { labels: 'lens' })}
      {select('state', words('state'), words('anyState'), choices.states, one, { labels: 'state' })}
      {select('state', words('withState'), words('anyState'), choices.states, other, {
        labels: 'state',
        id: 'other-state',
      })}
      {select('body', words('body'), words('anyBody'), choices.bodies, filter.body)}
      {select('partner', words('partner'), words('anyPartner'), choices.partners, filter.partner)}
      {select('activity', words('activity'), words('anyActivity'), choices.activities, filter.activity)}
      {select('year', words('year'), words('anyYear'), choices.years, filter.year)}
      <div className={styles.only}>
        <Checkbox
          id="cooperation"
          name="cooperation"
          value="yes"
          label={words('onlyCooperation')}
          defaultChecked={filter.cooperation}
        />
      </div>
      <div className={styles.actions}>
        <Button variant="secondary">{words('show')}</Button>
        {Object.keys(filter).length > 0 ? <Link to={link('/library')}>{words('showAll')}</Link> : null}
      </div>
    </Form>
  );
}
