import { useLocation } from 'react-router';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '../submission/page-title.tsx';
import { CachedPagesList } from './cached-pages-list.tsx';

/** Whether a page failed because nothing came back when it was asked for. Browsers name that each in its way. */
export const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

/** In place of a page that was asked for by a link and of which there is no copy. */
export function OfflinePage({ personId }: { personId: string | null }) {
  const { pathname, search } = useLocation();
  return (
    <>
      <PageTitle isError>There is no line</PageTitle>
      <PageHeading>This page is not on this device</PageHeading>
      <p>
        There is no line to the tracker, and this page has not been opened here before. What you wrote is not
        lost. <a href={pathname + search}>Try again</a>
      </p>
      {personId === null ? null : <CachedPagesList personId={personId} />}
    </>
  );
}
