import { data } from 'react-router';
import { ask, type Refusal } from '#app/features/errors/ask.ts';

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

/** What stands in for a file that was lost: the same one, or another that says the same. */
type Redrawn = { content: Uint8Array; sha256: string; isSame: boolean };

/**
 * A file that a publication carries, for everybody: always a download, streamed, and not kept among the pages. `stream`
 * says what is streamed, `redraw` makes what was lost anew, and `gone` is what the page says where there is no file any
 * more.
 */
export async function sendPublishedFile(
  request: Request,
  requestId: string,
  file: PublishedFile,
  {
    stream,
    headers,
    gone,
    redraw,
  }: {
    stream: string;
    headers?: Record<string, string>;
    gone: Refusal | null;
    redraw?: () => Promise<Redrawn | null>;
  },
): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const kept = { etag, 'cache-control': 'public, max-age=3600', 'x-stream': stream, ...shutIn, ...headers };
  if (request.headers.get('if-none-match')?.includes(etag)) {
    return new Response(null, { status: 304, headers: kept });
  }
  const isAskedAbout = request.method === 'HEAD';
  const body = await ask(requestId, () => file.open());
  if (body === null) {
    const redrawn = redraw ? await ask(requestId, redraw) : null;
    if (redrawn === null) throw data(gone, { status: 410 });
    return sendRedrawn(isAskedAbout, file, redrawn, kept);
  }
  if (isAskedAbout) await body.cancel();
  return new Response(isAskedAbout ? null : body, {
    headers: { ...kept, ...saveAs(file), 'content-length': String(file.sizeBytes) },
  });
}

/** One that is not the lost file to the byte says so by its name, has a mark of its own and is kept by nobody. */
function sendRedrawn(
  isAskedAbout: boolean,
  file: PublishedFile,
  { content, sha256, isSame }: Redrawn,
  kept: Record<string, string>,
): Response {
  const fileName = isSame ? file.fileName : file.fileName.replace(/(\.[a-z]+)$/, '-drawn-again$1');
  return new Response(isAskedAbout ? null : new Blob([new Uint8Array(content)]).stream(), {
    headers: {
      ...kept,
      ...(isSame ? {} : { etag: `"${sha256}"`, 'cache-control': 'no-store' }),
      ...saveAs({ ...file, fileName }),
      'content-length': String(content.length),
    },
  });
}

/**
 * The header that makes a browser save a file under its name (RFC 6266): once in letters that every browser reads,
 * once in full (RFC 5987). What could end the quotes or the header is in neither.
 */
export function buildDisposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const full = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
