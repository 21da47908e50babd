import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageWords, MailTransport } from './build-message.ts';

/** A mail that lies in the outbox. */
export type OutboxMail = MessageWords & { id: number; writtenAt: string };

export type Outbox = MailTransport & {
  /** The newest mails, at most `limit`, and how many there are. */
  list(limit: number): Promise<{ mails: OutboxMail[]; total: number }>;
  /** One mail, with the whole message as it would have gone out; null when there is none of this number. */
  read(id: number): Promise<(OutboxMail & { raw: string }) | null>;
};

/**
 * The place where mail lands while no SMTP server is set: for each mail the whole message (.eml, which any mail
 * program opens) and its words (.json), in a folder that only the tracker's own account reads.
 */
export function openOutbox(dataDir: string): Outbox {
  const folder = join(dataDir, 'outbox');
  const pathOf = (id: number, ending: 'eml' | 'json') =>
    join(folder, `${String(id).padStart(8, '0')}.${ending}`);
  const write = async (path: string, content: string | Buffer) => {
    await writeFile(`${path}.new`, content, { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  };
  const readWords = async (id: number) =>
    JSON.parse(await readFile(pathOf(id, 'json'), 'utf8')) as OutboxMail;
  return {
    async send(id, message, at) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await write(pathOf(id, 'eml'), message.raw);
      await write(pathOf(id, 'json'), JSON.stringify({ ...message.words, id, writtenAt: at.toISOString() }));
      return { kind: 'sent' };
    },
    async read(id) {
      const found = await orNothing(
        Promise.all([readWords(id), readFile(pathOf(id, 'eml'), 'utf8')] as const),
      );
      return found ? { ...found[0], raw: found[1] } : null;
    },
    async list(limit) {
      const names = (await orNothing(readdir(folder))) ?? [];
      const ids = names
        .flatMap((name) => (/^\d{8,}\.json$/.test(name) ? [Number(name.slice(0, -5))] : []))
        .sort((a, b) => b - a);
      return { mails: await Promise.all(ids.slice(0, limit).map(readWords)), total: ids.length };
    },
  };
}

/** Null for a file or folder that is not there. */
async function orNothing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
