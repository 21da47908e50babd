import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';
import { buildDisposition } from './content-disposition.ts';

type NamedFile = { fileName: string; contentType: string };
type PublishedFile = NamedFile & {
  sizeBytes: number;
  sha256: string;
  open: () => Promise<ReadableStream<Uint8Array> | null>;
};

/** Should a browser show a file as a page of ours all the same, it can run nothing and reach nothing. */
const shutIn = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
};

const saveAs = ({ fileName, contentType }: NamedFile) => ({
  'content-type': contentType,
  'content-disposition': buildDisposition(fileName),
});

/** A file for whoever may have it now: always a download, kept by no cache. `headers` are added to. */
export function sendOwnFile(
  body: ReadableStream<Uint8Array> | null,
  file: NamedFile,
  headers: Record<string, string>,
): Response {
  return new Response(body, {
    headers: { ...saveAs(file), ...shutIn, 'cross-origin-resource-policy': 'same-origin', ...headers },
  });
}

/**
 * A file that a publication carries, for everybody: always a download, streamed, and not kept among the pages. `stream`
 * says what is streamed, `gone` what the page says where the file was taken down since.
 */
export async function sendPublishedFile(
  request: Request,
  requestId: string,
  file: PublishedFile,
  { stream, headers, gone }: { stream: string; headers?: Record<string, string>; gone: Refusal | null },
): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const kept = { etag, 'cache-control': 'public, max-age=3600', 'x-stream': stream, ...shutIn, ...headers };
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers: kept });
  }
  const body = await ask(requestId, () => file.open());
  if (body === null) throw data(gone, { status: 410 });
  const isAskedAbout = request.method === 'HEAD';
  if (isAskedAbout) await body.cancel();
  return new Response(isAskedAbout ? null : body, {
    headers: { ...kept, ...saveAs(file), 'content-length': String(file.sizeBytes) },
  });
}
