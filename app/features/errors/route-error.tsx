import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ErrorPage } from '#app/components/error-summary.tsx';
import type { Refusal } from './ask.ts';

const titles: Record<number, string> = {
  400: 'The request could not be read',
  401: 'Sign in to continue',
  403: 'Your account does not allow this',
  404: 'Page not found',
  405: 'Page not found',
  410: 'This is no longer here',
  409: 'Somebody else has changed this',
  412: 'This cannot be done now',
  413: 'This is too large',
  429: 'Too many attempts',
  503: 'The tracker cannot answer at the moment',
};

/** The error page of every route: what happened, what to do, and for a fault the reference that is in the log. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error)) {
    const refusal = isRefusal(error.data) ? error.data : null;
    const title = titles[error.status] ?? 'Something went wrong on our side';
    return (
      <ErrorPage title={title} reference={refusal?.reference ?? undefined}>
        <title>{`${title} · Bohol tracker`}</title>
        <p>
          {refusal && refusal.sentence !== title
            ? refusal.sentence
            : error.status === 404
              ? 'The address may be mistyped, or the page may have moved.'
              : 'Try again in a moment.'}
        </p>
        <p>
          {error.status === 401 ? <Link to="/sign-in">Sign in</Link> : <Link to="/">Go to the overview</Link>}
        </p>
      </ErrorPage>
    );
  }
  return (
    <ErrorPage title="Something went wrong on our side">
      <title>Something went wrong · Bohol tracker</title>
      <p>Nothing you saved is lost. Try again in a moment.</p>
      <p>
        <Link to="/">Go to the overview</Link>
      </p>
    </ErrorPage>
  );
}

function isRefusal(data: unknown): data is Refusal {
  return typeof data === 'object' && data !== null && 'sentence' in data && 'reference' in data;
}
