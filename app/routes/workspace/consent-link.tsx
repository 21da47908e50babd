import { redirect } from 'react-router';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/consent-link';
import { requireReporter } from './open-report.server.ts';

/**
 * Where links of before lead: to their question, for whoever has signed in and may answer it. The link itself gives no
 * right.
 */
export async function loader(args: Route.LoaderArgs) {
  await requireReporter(args);
  const { caller, requestId } = args.context.get(requestContext);
  const { question } = await ask(requestId, () => caller.consent.find(args.params));
  throw redirect(`/workspace/consent/${question}`);
}

export default function ConsentLink() {
  return null;
}
