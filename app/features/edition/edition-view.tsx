import { Definitions } from '#app/components/definitions.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { PrintedPage } from '#server/domain/report/printed-page.ts';
import { DocumentView } from './document-view.tsx';

/** An edition of the report as a page: what stands on its title page, then the whole of it. */
export function EditionView({ page }: { page: PrintedPage }) {
  return (
    <>
      <PageHeading kicker={page.marking} lead={page.subtitle}>
        {page.title}
      </PageHeading>
      <Definitions items={page.facts.map(({ term, text }) => ({ term, description: text }))} />
      {page.notice ? <Notice title={page.notice} /> : null}
      <DocumentView page={page} />
    </>
  );
}
