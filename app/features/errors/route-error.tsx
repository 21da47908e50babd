import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ErrorPage } from '#app/components/error-summary.tsx';
import type { Refusal } from './ask.ts';
import { describeStatus, errorTitles } from '#server/domain/error/error-titles.ts';

/** The error page of every route: what happened, what to do, and for a fault the reference that is in the log. */
export function RouteError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error)) {
    const refusal = isRefusal(error.data) ? error.data : null;
    const title = describeStatus(error.status);
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
    <ErrorPage title={errorTitles[500]}>
      <title>{`${errorTitles[500]} · Bohol tracker`}</title>
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
