import { ErrorPage } from '#app/components/error-summary.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';

interface UnusableLinkProps {
  /** What the link was for. */
  page: string;
  /** Why it does not work, and what to do. */
  sentence: string;
}

/** In place of the page of a link from a mail that has expired, was used or is mistyped. */
export function UnusableLink({ page, sentence }: UnusableLinkProps) {
  return (
    <>
      <PageTitle parts={[page]} failed />
      <ErrorPage title="This link does not work">
        <p>{sentence}</p>
      </ErrorPage>
    </>
  );
}
