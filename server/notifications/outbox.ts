import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailTransport } from './mail-transport.ts';

/** A mail that lies in the outbox, as it would have gone out. */
export type OutboxMail = { id: number; writtenAt: string; raw: Buffer };

export type Outbox = MailTransport & {
  /** The newest mails, at most `limit`. */
  list(limit: number): Promise<{ mails: OutboxMail[]; total: number }>;
  /** One mail; null when there is none of this number. */
  read(id: number): Promise<OutboxMail | null>;
};

/**
 * The place where mail lands while no SMTP server is set: one file a mail, in a folder that only the tracker's own
 * account reads. The files are whole messages, which any mail program opens.
 */
export function openOutbox(dataDir: string): Outbox {
  const folder = join(dataDir, 'outbox');
  const pathOf = (id: number) => join(folder, `${String(id).padStart(8, '0')}.eml`);
  const read = async (id: number): Promise<OutboxMail | null> => {
    try {
      const [raw, { mtime }] = await Promise.all([readFile(pathOf(id)), stat(pathOf(id))]);
      return { id, writtenAt: mtime.toISOString(), raw };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
  return {
    async send(id, message) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = pathOf(id);
      await writeFile(`${path}.new`, message.raw, { mode: 0o600, flush: true });
      await rename(`${path}.new`, path);
      return { kind: 'sent' };
    },
    read,
    async list(limit) {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const ids = names
        .flatMap((name) => (/^\d{8,}\.eml$/.test(name) ? [Number(name.slice(0, -4))] : []))
        .sort((a, b) => b - a);
      const mails = await Promise.all(ids.slice(0, limit).map(read));
      return { mails: mails.filter((mail) => mail !== null), total: ids.length };
    },
  };
}
