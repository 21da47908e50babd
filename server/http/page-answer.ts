import { STATUS_CODES } from 'node:http';
import { createRequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router';
import { buildProblem, isProblemStatus } from '#server/exports/problem.ts';
import { wantsPage } from './refusal.ts';

export type PageAnswer = (request: Request, context: RouterContextProvider) => Promise<Response>;

/** Why a file cannot be given, as its loader has thrown it. */
type Failed = { status: number; refusal: unknown };
/** As much of app/request-context.ts as is written here. */
type AppEntry = { requestContext: Parameters<RouterContextProvider['get']>[0] };
type Asked = { failed: Failed | null };

/**
 * Answers with the pages and files of a build. The pages' framework answers a file that cannot be given with what its
 * loader has thrown, as bare JSON. Here a browser gets the site's own page for it, under the same address and status,
 * with the reason; everybody else gets a problem document (RFC 9457). A script that sends something reads the answer
 * itself.
 */
export function createPageAnswer(
  build: ServerBuild,
  { mode, origin }: { mode: string; origin: string },
): PageAnswer {
  const answer = createRequestHandler(build, mode);
  // Without its files the address leads to the page for what is not there; see app/routes/public/not-found.tsx.
  const answerPage = createRequestHandler(leaveOutFiles(build), mode);
  const { requestContext } = build.entry.module as unknown as AppEntry;
  return async (request, context) => {
    const response = await answer(request, context);
    if (response.status < 400 || !isBare(response)) return response;
    const asPage = wantsPage(request.headers.get('accept'));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!asPage && !isRead) return response;
    const failed: Failed = { status: response.status, refusal: await readBody(response) };
    if (!asPage) return explain(origin, failed);
    (context.get(requestContext) as Asked).failed = failed;
    const { headers, signal } = request;
    const method = request.method === 'HEAD' ? 'HEAD' : 'GET';
    return answerPage(new Request(request.url, { method, headers, signal }), context);
  };
}

const isBare = ({ headers }: Response) => (headers.get('content-type') ?? '').startsWith('application/json');

/** A head has no body to read. */
async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** A route without a page of its own answers with a file. */
function leaveOutFiles(build: ServerBuild): ServerBuild {
  const isPage = ([id]: [string, unknown]) => {
    const page = build.routes[id]?.module;
    return page?.default !== undefined || page?.ErrorBoundary !== undefined;
  };
  const keep = <Route>(routes: Record<string, Route>) =>
    Object.fromEntries(Object.entries(routes).filter(isPage));
  return {
    ...build,
    routes: keep(build.routes),
    assets: { ...build.assets, routes: keep(build.assets.routes) },
  };
}

/** Of a status that the page about the data does not explain, the status itself is all there is to say. */
function explain(origin: string, { status, refusal }: Failed): Response {
  const detail = readSentence(refusal) ?? 'There is nothing at this address.';
  const problem = isProblemStatus(status)
    ? buildProblem(origin, status, detail)
    : { type: 'about:blank', title: STATUS_CODES[status] ?? 'Refused', status, detail };
  return Response.json(problem, {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
}

const readSentence = (refusal: unknown): string | null =>
  typeof refusal === 'object' &&
  refusal !== null &&
  'sentence' in refusal &&
  typeof refusal.sentence === 'string'
    ? refusal.sentence
    : null;
