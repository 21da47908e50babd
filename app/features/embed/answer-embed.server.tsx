import { renderToStaticMarkup } from 'react-dom/server';
import { attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { RequestContext } from '#app/request-context.ts';
import { embedPolicy } from '#server/domain/embed/embed-policy.ts';
import { EmbedDocument, EmbedRefusal } from './embed-document.tsx';

/** Answers with a figure for a frame on another site, or with why there is none, in the same frame. */
export async function answerEmbed(
  { publicCaller, requestId, origin, language }: RequestContext,
  id: string,
  request: Request,
): Promise<Response> {
  const publication = readPublication(request.url);
  const place = { origin, language };
  const found = await attempt(requestId, async () => {
    const figure = await publicCaller.dashboard.figure({ id, publication, language });
    const labels = language === 'en' ? {} : await publicCaller.dashboard.labels({ publication, language });
    return { figure, labels };
  });
  if (found.ok) {
    const { figure, labels } = found.value;
    return send(
      200,
      <EmbedDocument
        {...place}
        figure={figure}
        labels={labels}
        notice={figure.notice}
        pinned={publication !== undefined}
      />,
    );
  }
  const status = getRefusalStatus(found.refusal);
  const words = buildWords(language, 'embed');
  return send(
    status,
    <EmbedRefusal
      {...place}
      heading={words(status >= 500 ? 'broken' : 'notHere')}
      sentence={status === 404 ? words('notHereExplain') : found.refusal.sentence}
    />,
  );
}

function send(status: number, document: React.ReactElement): Response {
  return new Response(`<!doctype html>${renderToStaticMarkup(document)}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': publicCacheControl,
      'content-security-policy': embedPolicy,
      'cross-origin-resource-policy': 'cross-origin',
    },
  });
}
