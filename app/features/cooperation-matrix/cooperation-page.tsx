import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { CooperationAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { LibraryList } from '#app/features/library/library-list.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { CooperationGrid } from './cooperation-grid.tsx';

/** Which states work together: the matrix, its pairs as a table, and the entries behind it. */
export function CooperationPage({ publication, figure, lens, lenses, items }: CooperationAnswer) {
  const words = useWords('library');
  const link = usePublicationLink();
  const chart = figure?.definition.chart;
  return (
    <>
      <Breadcrumbs items={[{ label: words('library'), to: link('/library') }]} />
      <PageHeading lead={words('cooperationDescription')}>{words('cooperation')}</PageHeading>
      {lenses.length > 0 || lens ? (
        <LinkTabs
          label={words('topics')}
          tabs={[
            { to: link('/cooperation'), label: words('allTopics'), current: lens === null },
            ...lenses.map(({ code, title }) => ({
              to: link(`/cooperation?lens=${encodeURIComponent(code)}`),
              label: title,
              current: lens?.code === code,
            })),
          ]}
        />
      ) : null}
      {figure && chart?.kind === 'matrix' ? (
        <FigureBlock
          figure={figure}
          picture={<CooperationGrid figure={figure.definition} chart={chart} />}
          tableShown={figure.definition.rows.length > 0}
          tableLeftOut={figure.definition.rows.length === 0}
        />
      ) : (
        <EmptyState title={lens ? words('none') : words('noFigure')}>
          <p>{lens ? words('noneHint') : words('noFigureHint')}</p>
        </EmptyState>
      )}
      {items.length > 0 ? (
        <Section
          id="entries"
          title={words('behindIt')}
          lead={publication.notice ? words('tiesAreOurs') : undefined}
        >
          <LibraryList items={items} headingLevel={3} brief />
        </Section>
      ) : null}
    </>
  );
}
