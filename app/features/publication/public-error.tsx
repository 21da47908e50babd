import { isRouteErrorResponse, Link, useLocation, useRouteError } from 'react-router';
import { ErrorPage } from '#app/components/error-page.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { RouteError } from '#app/features/errors/route-error.tsx';

/** The words that head the page of a status. */
export const nameError = (status: number): 'notHere' | 'notReadable' | 'gone' =>
  status === 400 ? 'notReadable' : status === 410 ? 'gone' : 'notHere';

/**
 * What a page or a file that is not there says: the reason that the contract gave, in English, and where to look
 * instead. In place of a file of the publication in view, that publication is named first.
 */
export function PublicError({ publication }: { publication: number | null }) {
  const error = useRouteError();
  const words = useWords('errors');
  const { pathname } = useLocation();
  if (!isRouteErrorResponse(error) || ![400, 404, 410].includes(error.status)) return <RouteError />;
  const sentence = readSentence(error.data);
  return (
    <div lang={words.lang}>
      <ErrorPage title={words(nameError(error.status))}>
        {sentence === null ? <p>{words('mistyped')}</p> : <p lang="en">{sentence}</p>}
        <p>{words('findIt')}</p>
        <ul>
          {publication !== null && isOfPublication(pathname, publication) ? (
            <li>
              <Link to={`/publications/${publication}`}>
                {words('publication', { number: String(publication) })}
              </Link>
            </li>
          ) : null}
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

const isOfPublication = (pathname: string, publication: number) =>
  new RegExp(`/(publications|evidence)/${publication}/`).test(pathname);

function readSentence(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'sentence' in data && typeof data.sentence === 'string'
    ? data.sentence
    : null;
}
