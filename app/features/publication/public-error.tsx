import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ErrorPage } from '#app/components/error-page.tsx';
import { RouteError } from '#app/features/errors/route-error.tsx';

/** What a page that is not there says: the reason that the contract gave, and where to look instead. */
export function PublicError() {
  const error = useRouteError();
  if (!isRouteErrorResponse(error) || (error.status !== 404 && error.status !== 400)) return <RouteError />;
  const sentence = readSentence(error.data);
  return (
    <ErrorPage title={error.status === 404 ? 'This page is not here' : 'This address cannot be read'}>
      <p>{sentence ?? 'The address may be mistyped, or what it showed is not part of the plan any more.'}</p>
      <p>You may find it here:</p>
      <ul>
        <li>
          <Link to="/plan">The plan with all its activities</Link>
        </li>
        <li>
          <Link to="/indicators">All indicators</Link>
        </li>
        <li>
          <Link to="/publications">Every publication, as it stood</Link>
        </li>
        <li>
          <Link to="/">Overview</Link>
        </li>
      </ul>
    </ErrorPage>
  );
}

function readSentence(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'sentence' in data && typeof data.sentence === 'string'
    ? data.sentence
    : null;
}
