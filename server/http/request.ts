import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';
import type { Logger } from 'pino';
import { readSession } from '#server/auth/sign-in.ts';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import type { TrpcContext } from '#server/trpc/context.ts';
import { asDomainError, describeOutage, outage } from '#server/trpc/errors.ts';
import type { Application } from './application.ts';

/** A reference that a person can read out on the telephone. */
export function createRequestId(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
  const characters = [...randomBytes(10)].map((byte) => letters[byte % letters.length]);
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}

/**
 * The header by which a page learns that what was uploaded was too large and is gone: its size in bytes. The form
 * then arrives empty.
 */
export const droppedUpload = 'x-upload-dropped';

/** The header by which a page says in whose name it speaks, and by which an answer says for whom it was made. */
export const forPerson = 'x-person';

/** The headers of a Node request in the form of the web. Only we say that an upload was too large to be kept. */
export function readHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.delete(droppedUpload);
  return headers;
}

/**
 * Turns a Node request into a web Request and the contexts in which procedures run. The session is read when
 * somebody first asks for the viewer, once, and never for public pages.
 */
export function openRequest(
  application: Application,
  incoming: IncomingMessage,
  url: URL,
  body: Buffer | { dropped: number },
  { requestId, log, method }: { requestId: string; log: Logger; method: string },
) {
  const headers = readHeaders(incoming);
  if (!Buffer.isBuffer(body)) {
    headers.set(droppedUpload, String(body.dropped));
    headers.set('content-type', 'application/x-www-form-urlencoded');
    headers.delete('content-length');
  }
  const ended = new AbortController();
  incoming.once('aborted', () => ended.abort());
  const request = new Request(url, {
    method,
    headers,
    signal: ended.signal,
    ...(Buffer.isBuffer(body) && body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  // What one person typed must not be saved under the name of whoever has signed in since.
  const expected = headers.get(forPerson);
  const cookies: string[] = [];
  const base: Omit<TrpcContext, 'viewer'> = {
    database: application.connections.app,
    connections: application.connections,
    viewerSecret: application.viewerSecret,
    now: application.now,
    accounts: application.accounts,
    files: application.files,
    fileIntake: application.fileIntake,
    // Only the demo shows it: elsewhere it holds links that open other people's accounts.
    outbox: application.config.demo ? application.outbox : null,
    headers,
    ip: readAddress(incoming, application.config.origin),
    requestId,
    log,
    cookies,
    onPublished: () => application.publication.refresh(),
  };
  let session: Promise<Viewer | null> | null = null;
  const viewer = () => {
    session ??= readSession(application.accounts, headers).then(
      (found) => {
        if (!found || (expected !== null && expected !== found.viewer.personId)) return null;
        cookies.push(...found.cookies);
        return found.viewer;
      },
      (error: unknown) => {
        const domain = asDomainError(error);
        if (domain?.code !== 'UNAVAILABLE') throw error;
        log.warn(describeOutage(error), outage);
        throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: domain.message, cause: domain });
      },
    );
    return session;
  };
  return {
    request,
    requestId,
    cookies,
    viewer,
    publicContext: { ...base, viewer: null },
    context: async (): Promise<TrpcContext> => ({ ...base, viewer: await viewer() }),
  };
}

/**
 * The address of the person. Only a proxy on this machine, in front of a public ORIGIN, is believed when it says
 * whom it speaks for; then the last entry is the one that it wrote itself.
 */
export function readAddress(incoming: IncomingMessage, origin: string): string {
  const address = incoming.socket.remoteAddress ?? 'unknown';
  const isLoopback = (text: string) => /^(127\.|::1$|::ffff:127\.|localhost$)/.test(text);
  if (!isLoopback(address) || isLoopback(new URL(origin).hostname)) return address;
  const forwarded = String(incoming.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return forwarded || address;
}
