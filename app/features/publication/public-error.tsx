import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ErrorPage } from '#app/components/error-page.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';

/** What a page that is not there says: the reason that the contract gave, in English, and where to look instead. */
export function PublicError() {
  const error = useRouteError();
  const words = useWords('errors');
  if (!isRouteErrorResponse(error) || (error.status !== 404 && error.status !== 400)) return <RouteError />;
  const sentence = readSentence(error.data);
  return (
    <div lang={words.lang}>
      <ErrorPage title={words(error.status === 404 ? 'notHere' : 'notReadable')}>
        {sentence === null ? <p>{words('mistyped')}</p> : <p lang="en">{sentence}</p>}
        <p>{words('findIt')}</p>
        <ul>
          <li>
            <Link to="/plan">{words('plan')}</Link>
          </li>
          <li>
            <Link to="/indicators">{words('indicators')}</Link>
          </li>
          <li>
            <Link to="/publications">{words('publications')}</Link>
          </li>
          <li>
            <Link to="/">{words('overview')}</Link>
          </li>
        </ul>
      </ErrorPage>
    </div>
  );
}

function readSentence(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'sentence' in data && typeof data.sentence === 'string'
    ? data.sentence
    : null;
}
