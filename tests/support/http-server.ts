import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerBuild } from 'react-router';
import { PageCache } from '#server/http/page-cache.ts';
import { type Application, NewestPublication } from '#server/http/application.ts';
import { createHandler } from '#server/http/handler.ts';
import type { PublicLimits } from '#server/http/public-limits.ts';
import type { ErrorData } from '#server/trpc/init.ts';
import { givePassword } from './accounts.ts';
import { noteCanary } from './test-log.ts';
import type { Person, World } from './world.ts';

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  bytes: Buffer;
};
export type Call = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** Sent with its length announced; an array in pieces without. */
  body?: string | Buffer | Buffer[];
};

export type HttpServer = {
  origin: string;
  port: number;
  /** What one call over the wire gets, byte for byte as sent. Resolves as soon as the answer is whole. */
  send: (call: Call) => Promise<Answer>;
  /** A mutation with a JSON body, by somebody signed in with this cookie. */
  mutate: (procedure: string, input: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Signs a person in over the wire; the value of the header "cookie". */
  signIn: (person: Pick<Person, 'id'>) => Promise<string>;
  /** Looks for what was published meanwhile, as a message of the database has it done. */
  refresh: () => Promise<void>;
  stop: () => Promise<void>;
};

/** What a test asks is not counted, unless it says so. */
export const noLimits: PublicLimits = { take: () => Promise.resolve({ states: [], wait: null }) };

/**
 * Serves a world over HTTP with the real handler. Without `loadBuild` there are no pages: whatever is not a procedure
 * meets a build that fails, which is what a procedure's tests want to notice.
 */
export async function serveWorld(
  world: World,
  {
    limits = noLimits,
    loadBuild = () => Promise.reject(new Error('There are no pages here.')),
  }: { limits?: PublicLimits; loadBuild?: () => Promise<ServerBuild> } = {},
): Promise<HttpServer> {
  const pages = new PageCache();
  const application: Application = {
    config: { origin: 'http://127.0.0.1:3000', https: false, demo: false, mode: 'production' },
    connections: world.connections,
    published: world.base.published,
    viewerSecret: world.base.viewerSecret,
    signer: world.base.signer,
    accounts: world.base.accounts,
    help: world.base.help,
    jobs: null,
    outbox: null,
    files: world.base.files,
    fileIntake: world.base.fileIntake,
    log: world.base.log,
    now: world.base.now,
    pages,
    publication: new NewestPublication(world.connections, () => pages.clear()),
    notice: '',
    publicScript: '',
    renderers: null,
  };
  const handle = createHandler(application, loadBuild, limits);
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const send = ({ method = 'GET', path, headers = {}, body }: Call) =>
    new Promise<Answer>((resolve, reject) => {
      const outgoing = httpRequest(
        { host: '127.0.0.1', port, method, path, headers, agent: false },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const text = bytes.toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, bytes });
            outgoing.destroy();
          });
        },
      );
      // A server that has answered may close while the rest of a large body is still on its way.
      outgoing.on('error', reject);
      if (Array.isArray(body)) {
        for (const piece of body) outgoing.write(piece);
        outgoing.end();
      } else outgoing.end(body);
    });

  const mutate: HttpServer['mutate'] = (procedure, input, headers = {}) => {
    const body = Buffer.from(JSON.stringify(input) ?? '');
    return send({
      method: 'POST',
      path: `/api/trpc/${procedure}`,
      headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
      body,
    });
  };

  return {
    origin,
    port,
    send,
    mutate,
    async signIn(person) {
      const answer = await mutate('session.signIn', await givePassword(world, person.id));
      if (answer.status !== 200) throw new Error(`Signing in failed: ${answer.text}`);
      const cookie = [answer.headers['set-cookie'] ?? []]
        .flat()
        .map((one) => one.split(';')[0])
        .join('; ');
      noteCanary('secret', cookie.split('=')[1] ?? cookie);
      return cookie;
    },
    refresh: () => application.publication.refresh(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What an answer says about its error. Throws when it is not an error in our form. */
export function readError({ text }: Answer): ErrorData {
  const parsed = JSON.parse(text) as { error: { data: ErrorData } } | { error: { data: ErrorData } }[];
  const [first] = [parsed].flat();
  if (!first?.error?.data) throw new Error(`This is no error: ${text.slice(0, 300)}`);
  return first.error.data;
}
