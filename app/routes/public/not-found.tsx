import { data } from 'react-router';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/not-found';

/**
 * Any address that nothing else answers, and that of a file which cannot be given: see server/http/page-answer.ts. The
 * layout says why, and where to look instead.
 */
export function loader({ context }: Route.LoaderArgs) {
  const { failed } = context.get(requestContext);
  throw data(failed?.refusal ?? null, { status: failed?.status ?? 404 });
}

export const handle = { translated: true };

export default function NotFound() {
  return null;
}
