import { data, redirect, type RouterContextProvider } from 'react-router';
import { getRefusalStatus, type Refusal, buildRefusal } from '#app/features/errors/ask.ts';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import { listReporters, type Viewer } from '#server/domain/access/can.rules.ts';

type RouteArgs = {
  context: Readonly<RouterContextProvider>;
  request: Request;
  params: Partial<Record<'round' | 'code', string>>;
};

/** What was posted by somebody whose session had ended, to be sent again after signing in. */
export type KeptPost = {
  kind: 'kept_post';
  refusal: Refusal;
  posted: [string, string][];
  /** Whether somebody else has signed in since. */
  other: boolean;
};

/** The address of the sign-in page that leads back to where the person was. */
export function buildSignInPath(url: string): string {
  const { pathname, search } = new URL(url);
  return `/sign-in?next=${encodeURIComponent(pathname.replace(/\.data$/, '') + search)}`;
}

/** The signed-in person with a reporter to work for; otherwise the sign-in page, or a page that says why not. */
export async function requireReporter({ context, request }: Omit<RouteArgs, 'params'>): Promise<Viewer> {
  const viewer = await context.get(requestContext).viewer();
  if (!viewer) throw redirect(buildSignInPath(request.url));
  if (listReporters(viewer).length > 0) return viewer;
  const refusal = buildRefusal(
    'FORBIDDEN',
    'The workspace is for those who report for a state or a sectoral body. Your account has no such role.',
  );
  throw data(refusal, { status: getRefusalStatus(refusal) });
}

function findReport(viewer: Viewer, { request, params }: Pick<RouteArgs, 'request' | 'params'>): ReportKey {
  const reporters = listReporters(viewer);
  const asked = new URL(request.url).searchParams.get('reporter');
  return {
    round: params.round ?? '',
    reporter: asked ?? reporters[0]?.code ?? '',
    several: reporters.length > 1 || (asked !== null && asked !== reporters[0]?.code),
  };
}

/** For loaders: who asks, about which report. */
export async function openReport(args: RouteArgs) {
  const viewer = await requireReporter(args);
  const { caller, requestId, today } = args.context.get(requestContext);
  return { viewer, caller, requestId, today, key: findReport(viewer, args) };
}

/**
 * For actions: like openReport, with the form that was posted. Where the session has ended, what was posted goes
 * back to the person (error page of the layout) and can be sent again once they have signed in.
 */
export async function openPost(args: RouteArgs) {
  const form = readForm(args.context);
  const { caller, requestId, viewer: readViewer } = args.context.get(requestContext);
  const viewer = await readViewer();
  const person = form.get('person');
  // A page that lay open while somebody else signed in: nothing of it is saved under their name.
  const other = viewer !== null && typeof person === 'string' && person !== viewer.personId;
  if (!viewer || other) {
    const kept: KeptPost = {
      kind: 'kept_post',
      other,
      refusal: buildRefusal('UNAUTHENTICATED', 'You have been signed out.'),
      posted: [...form].flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
      ),
    };
    throw data(kept, { status: 401 });
  }
  return { viewer, caller, requestId, form, key: findReport(viewer, args) };
}
