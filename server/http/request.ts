import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Viewer } from '#server/domain/access/can.rules.ts';
import type { TrpcContext } from '#server/trpc/context.ts';
import type { Application } from './application.ts';
import type { Caller } from './caller.ts';

/** Returns a reference that a person can read out on the telephone. */
export function createRequestId(): string {
  const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
  const characters = [...randomBytes(10)].map((byte) => letters[byte % letters.length]);
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}

/**
 * The header that tells a page that an upload was too large and was dropped: its size in bytes. The form is
 * then empty.
 */
export const droppedUpload = 'x-upload-dropped';

/**
 * The header in which a page names the person that it speaks for, and a response the person that it was made
 * for.
 */
export const forPerson = 'x-person';

/**
 * Returns the headers of a Node request as web headers. Ignores a client's own claim that an upload was
 * dropped.
 */
export function toWebHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value === undefined || name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  headers.delete(droppedUpload);
  return headers;
}

type RequestParts = {
  /** The bytes of a procedure call; null for pages, whose form is already parsed. */
  body: Buffer | null;
  /** The form sent to a page's action. */
  form: FormData | null;
  /** How many bytes were too large and were dropped; the form is then empty. */
  dropped: number;
  caller: Caller;
  /** The IP address of the person. */
  address: string;
  requestId: string;
  log: Logger;
  method: string;
  /** Whether a page or file is read, which has connections of its own. */
  isPage: boolean;
};

/** Turns a Node request into a web Request and the contexts in which procedures run. */
export function createRequestContexts(
  application: Application,
  incoming: IncomingMessage,
  url: URL,
  { body, form, dropped, caller, address, requestId, log, method, isPage }: RequestParts,
) {
  const headers = toWebHeaders(incoming);
  if (dropped > 0) headers.set(droppedUpload, String(dropped));
  if (!body) {
    headers.delete('content-length');
    headers.delete('transfer-encoding');
  }
  const ended = new AbortController();
  incoming.once('aborted', () => ended.abort());
  const request = new Request(url, {
    method,
    headers,
    signal: ended.signal,
    ...(body && body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  // What one person typed must not be saved under the name of somebody who has signed in since.
  const expected = headers.get(forPerson);
  const session =
    caller.kind === 'member' && (expected === null || expected === caller.session.viewer.personId)
      ? caller.session
      : null;
  const cookies: string[] = [];
  const wait = { seconds: 0 };
  const base: Omit<TrpcContext, 'viewer'> = {
    database: isPage ? application.connections.pages : application.connections.app,
    connections: application.connections,
    viewerSecret: application.viewerSecret,
    published: application.published,
    signer: application.signer,
    now: application.now,
    accounts: application.accounts,
    help: application.help,
    files: application.files,
    fileIntake: application.fileIntake,
    // Only the demo shows the outbox: elsewhere its mails contain links that open other people's accounts.
    outbox: application.config.demo ? application.outbox : null,
    headers,
    ip: address,
    requestId,
    log,
    cookies,
    wait,
    onPublished: () => application.publication.refresh(),
  };
  const viewer = (): Promise<Viewer | null> => Promise.resolve(session?.viewer ?? null);
  return {
    request,
    form,
    requestId,
    cookies,
    wait,
    viewer,
    publicContext: { ...base, viewer: null },
    context: async (): Promise<TrpcContext> => ({ ...base, viewer: await viewer() }),
  };
}

export type OpenRequest = ReturnType<typeof createRequestContexts>;

/** Whether an address or host name is this machine's own. */
export const isLoopback = (text: string): boolean => /^(127\.|\[?::1\]?$|::ffff:127\.|localhost$)/.test(text);

/**
 * Returns the IP address of the person. Trusts a forwarded address only from a proxy on this machine in front
 * of a public ORIGIN, and then only the last entry, which the proxy wrote itself.
 */
export function getClientAddress(incoming: IncomingMessage, origin: string): string {
  const address = incoming.socket.remoteAddress ?? 'unknown';
  if (!isLoopback(address) || isLoopback(new URL(origin).hostname)) return address;
  const forwarded = String(incoming.headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return forwarded || address;
}
