import { Link } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Pagination } from '#app/components/pagination.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { describeLibrary } from '#server/domain/finding/cooperation-findings.ts';
import { buildLibraryPath, type LibraryFilter } from '#server/domain/library/library-filter.rules.ts';
import type { LibraryAnswer } from '#server/queries/dashboard/library/list-library.query.ts';
import type { LibraryLine } from '#server/domain/library/read-library.ts';
import styles from './library.module.css';
import { LibraryFilterForm } from './library-filter-form.tsx';
import { LibraryList } from './library-list.tsx';

/** The library as a sentence: what it holds, or what of it the filter leaves. */
export const buildLibraryFinding = (answer: LibraryAnswer): string =>
  describeLibrary(answer.matching, answer);

/** The library: finding, filter, entries by year. */
export function LibraryPage({ answer, filter }: { answer: LibraryAnswer; filter: LibraryFilter }) {
  const words = useWords('library');
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
        {buildLibraryFinding(answer)}
      </PageHeading>
      {publication.notice && total > 0 ? <p className={styles.note}>{words('tiesAreOurs')}</p> : null}
      <p>
        <Link to={link('/cooperation')}>{words('toCooperation')}</Link>
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
          <LibraryList items={entries} headingLevel={3} />
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
