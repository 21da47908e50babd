import type { IncomingMessage } from 'node:http';
import { readSession } from '#server/auth/sign-in.ts';
import type { Application } from './application.ts';
import { largestBody, largestDrained, largestUpload, readBody, readLength } from './read-body.ts';
import { readHeaders } from './request.ts';
import type { UploadSpace } from './upload-space.ts';

export type Received =
  | { kind: 'body'; body: Buffer | { dropped: number }; release: () => void }
  | { kind: 'too large' }
  | { kind: 'busy' };

const nothing = () => {};

/**
 * Takes in the body of a request. Forms with files may be larger than others, and wait for room without being read;
 * the room is given back by `release`, once the answer is sent. Whoever has no session has nothing to upload: their
 * form is taken in like any other, so that what was typed beside the files is not lost.
 */
export async function receiveBody(
  application: Application,
  space: UploadSpace,
  incoming: IncomingMessage,
  url: URL,
): Promise<Received> {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') {
    return { kind: 'body', body: Buffer.alloc(0), release: nothing };
  }
  if (!isUpload(incoming, url)) return asReceived(await readBody(incoming, { keep: largestBody }), nothing);
  const limits = { drain: largestDrained, slow: true };
  const session = await readSession(application.accounts, readHeaders(incoming));
  if (!session) return asReceived(await readBody(incoming, { ...limits, keep: largestBody }), nothing);
  const announced = readLength(incoming);
  // What will be thrown away needs no room.
  if (announced > largestUpload) return asReceived(await readBody(incoming, { ...limits, keep: 0 }), nothing);
  const release = await space.enter(announced || largestUpload);
  if (!release) {
    const drained = await readBody(incoming, { ...limits, keep: 0 });
    return drained === 'too large' ? { kind: drained } : { kind: 'busy' };
  }
  try {
    return asReceived(await readBody(incoming, { ...limits, keep: largestUpload }), release);
  } catch (error) {
    release();
    throw error;
  }
}

function asReceived(body: Awaited<ReturnType<typeof readBody>>, release: () => void): Received {
  if (body !== 'too large') return { kind: 'body', body, release };
  release();
  return { kind: body };
}

/** A form with a file in it, from somebody who says that they have a session. */
function isUpload({ headers }: IncomingMessage, url: URL): boolean {
  return (
    (headers['content-type'] ?? '').startsWith('multipart/form-data') &&
    url.pathname.startsWith('/workspace/') &&
    (headers.cookie ?? '').includes('session_token=')
  );
}
