import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/calendar-file';
import { requireReporter } from './open-report.server.ts';

/** The days of one's own reports as a file for a calendar; taken again, it replaces what the last one brought. */
export async function loader(args: Route.LoaderArgs) {
  await requireReporter(args);
  const { caller, requestId, origin } = args.context.get(requestContext);
  const file = await ask(requestId, () => caller.round.calendarFile({ origin }));
  return new Response(file, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': 'attachment; filename="bohol-reports.ics"',
      'cache-control': 'no-store',
    },
  });
}
