import { ask } from '#app/features/errors/ask.ts';
import { publicCacheControl } from '#app/features/publication/cache-headers.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { HandoutSubject } from '#server/domain/handout/build-handout.calculations.ts';
import type { Route } from './+types/handout-file';

/** The two-page brief or the slides of what a page is about, as a download. */
export async function loader({ context, params, request, pattern }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const { subject, publication } = readSubject(params, request.url);
  const file = await ask(requestId, () =>
    publicCaller.dashboard.handout({
      ...subject,
      publication,
      format: pattern.endsWith('.pptx') ? 'pptx' : 'pdf',
    }),
  );
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName.replaceAll(/[^\w.-]/g, '-')}"`,
      'cache-control': publicCacheControl,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  });
}

type Params = Partial<Record<'number' | 'code' | 'iso2' | 'acronym' | 'slug', string | undefined>>;

function readSubject(
  params: Params,
  url: string,
): { subject: HandoutSubject; publication: number | undefined } {
  if (params.number !== undefined) {
    // What is no number becomes 0, which no publication has.
    const publication = Number(/^[1-9]\d{0,8}$/.exec(params.number)?.[0] ?? 0);
    return { subject: { kind: 'publication', code: '' }, publication };
  }
  const publication = readPublication(url);
  if (params.code !== undefined) return { subject: { kind: 'area', code: params.code }, publication };
  if (params.iso2 !== undefined) return { subject: { kind: 'state', code: params.iso2 }, publication };
  if (params.acronym !== undefined) return { subject: { kind: 'body', code: params.acronym }, publication };
  return { subject: { kind: 'partner', code: params.slug ?? '' }, publication };
}
