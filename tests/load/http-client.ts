import { Agent, request } from 'node:http';

/** `cookie` is the session of somebody signed in; `body` is sent as JSON, by POST. */
export type Ask = { path: string; cookie?: string; body?: unknown; isPage?: boolean };

/** `location`: where the answer leads, without the server's own address. */
export type HttpAnswer = { status: number; location: string | null; bytes: number; text: () => string };

export type HttpClient = {
  /** One request over a connection that stays open; resolves when the answer has come whole, whatever its status. */
  ask: (ask: Ask) => Promise<HttpAnswer>;
  /** The same, and throws unless the status is 200. */
  get: (ask: Ask) => Promise<HttpAnswer>;
  close: () => void;
};

/** Opens a client that keeps as many connections as there are requests at once. */
export function openClient(url: string): HttpClient {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1000 });
  const ask = ({ path, cookie, body, isPage = false }: Ask) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const sent = body === undefined ? null : Buffer.from(JSON.stringify(body));
      const outgoing = request(
        {
          host: hostname,
          port,
          path,
          agent,
          method: sent ? 'POST' : 'GET',
          headers: {
            ...(cookie === undefined ? {} : { cookie }),
            ...(sent ? { 'content-type': 'application/json', 'content-length': sent.length } : {}),
            ...(isPage ? { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' } : {}),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          let bytes = 0;
          response.on('data', (part: Buffer) => {
            parts.push(part);
            bytes += part.length;
          });
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? null,
              bytes,
              text: () => Buffer.concat(parts).toString('utf8'),
            }),
          );
          response.once('error', reject);
        },
      );
      outgoing.once('error', reject);
      outgoing.end(sent ?? undefined);
    });
  return {
    ask,
    async get(asked) {
      const answer = await ask(asked);
      if (answer.status === 200) return answer;
      const said = asked.isPage ? '' : `: ${answer.text().slice(0, 300)}`;
      throw new Error(`${asked.path} was answered with ${answer.status}${said}`);
    },
    close: () => agent.destroy(),
  };
}

/** The request that calls a query of the API. */
export const askQuery = (procedure: string, input: unknown, cookie: string): Ask => ({
  path: `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
  cookie,
});

/** The request that calls a mutation of the API. */
export const askMutation = (procedure: string, input: unknown, cookie: string): Ask => ({
  path: `/api/trpc/${procedure}`,
  cookie,
  body: input,
});

/** What a procedure returned; the caller knows its shape. */
export const readResult = (answer: HttpAnswer) => JSON.parse(answer.text()).result.data;
