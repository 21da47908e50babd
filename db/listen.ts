import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { quoteName } from './statement.ts';

/**
 * What to do when something is said on a channel. It is also done whenever the channel is followed anew, since
 * nobody knows what was said meanwhile. When it fails it is done again.
 */
export type Channels = Readonly<Record<string, () => unknown>>;

export type Listening = { stop(): Promise<void> };

const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** A connection whose other end has vanished says nothing; a question now and then finds that out. */
const askEveryMs = 30_000;
const answerWithinMs = 10_000;

/** Half to the whole of a pause that doubles: those who lost the same server must not all come back at once. */
export const waitBefore = (attempt: number, random = Math.random()): number =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + random / 2);

/**
 * Follows channels of the database on a connection of its own, which is made anew for as long as it takes. The
 * promise is kept when the channels are followed, or when the first attempt has failed and others will follow.
 */
export async function listenOn(config: pg.ClientConfig, channels: Channels): Promise<Listening> {
  const stopping = new AbortController();
  let begun: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let attempt = 0;
  const follow = async () => {
    while (!stopping.signal.aborted) {
      try {
        await followOnce(config, channels, stopping.signal, () => {
          attempt = 0;
          begun();
        });
      } catch {
        // The database is away. Others say so; here it is only tried again.
      }
      begun();
      await pause(waitBefore(attempt), undefined, { signal: stopping.signal, ref: false }).catch(() => {});
      attempt += 1;
    }
  };
  const following = follow();
  await first;
  return {
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

/** Until the connection is lost, what is to be done fails, or `signal` ends it. */
async function followOnce(
  config: pg.ClientConfig,
  channels: Channels,
  signal: AbortSignal,
  onFollowed: () => void,
): Promise<void> {
  const client = new pg.Client(config);
  let leave: () => void = () => {};
  const lost = new Promise<void>((resolve) => {
    leave = resolve;
  });
  client.on('error', leave);
  client.on('end', leave);
  signal.addEventListener('abort', leave);
  let failed: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  failure.catch(() => {});
  const heard = async (channel: string) => {
    try {
      await channels[channel]?.();
    } catch (error) {
      failed(error);
    }
  };
  client.on('notification', ({ channel }) => void heard(channel));
  let asking: NodeJS.Timeout | undefined;
  try {
    await Promise.race([client.connect(), lost]);
    if (signal.aborted) return;
    for (const channel of Object.keys(channels)) await client.query(`listen ${quoteName(channel)}`);
    asking = setInterval(() => {
      const question = { text: 'select 1', query_timeout: answerWithinMs };
      client.query(question).catch(failed);
    }, askEveryMs);
    asking.unref();
    for (const channel of Object.keys(channels)) await Promise.race([heard(channel), lost, failure]);
    onFollowed();
    await Promise.race([lost, failure]);
  } finally {
    clearInterval(asking);
    signal.removeEventListener('abort', leave);
    client.connection.stream.destroy();
  }
}
