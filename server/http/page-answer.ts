import { STATUS_CODES } from 'node:http';
import { createRequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router';
import { buildProblem, isProblemStatus } from '#server/exports/problem.ts';
import { isPageRequest } from './refusal.ts';

export type PageAnswer = (request: Request, context: RouterContextProvider) => Promise<Response>;

/** The failure of a file's loader: its status and what it threw. */
type Failed = { status: number; refusal: unknown };
/** The part of app/request-context.ts that is written here. */
type AppEntry = { requestContext: Parameters<RouterContextProvider['get']>[0] };
type Asked = { failed: Failed | null };

/**
 * Creates the function that answers with pages and files of a build. If a file's loader throws, React Router
 * sends what was thrown as bare JSON. Here a browser gets the site's own page for it, with the same URL and
 * status and the reason; any other client gets a problem document (RFC 9457). The exception is a script that
 * sends data: it reads the JSON.
 */
export function createPageAnswer(
  build: ServerBuild,
  { mode, origin }: { mode: string; origin: string },
): PageAnswer {
  const answer = createRequestHandler(build, mode);
  // Without the routes of files, the URL leads to the not-found page; see app/routes/public/not-found.tsx.
  const answerPage = createRequestHandler(leaveOutFiles(build), mode);
  const { requestContext } = build.entry.module as unknown as AppEntry;
  return async (request, context) => {
    const response = await answer(request, context);
    if (response.status < 400 || !isBare(response)) return response;
    const asPage = isPageRequest(request.headers.get('accept'));
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

/** A response to HEAD has no body. */
async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** Removes the resource routes: those without a page of their own answer with a file. */
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

/** For a status that the page about the data does not explain, the document states only the status. */
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
