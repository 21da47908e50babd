import { createHash } from 'node:crypto';
import type { Sql } from '#db/client.ts';
import type { FileStorage } from '#server/files/file-storage.ts';

/** A file as its row names it. */
export type NamedFile = { id: number; key: string; sha256: string | null; contentType: string };

/** The files of evidence that was not removed. Works on databases of older versions too. */
export async function listNamedFiles(owner: Sql): Promise<NamedFile[]> {
  const [table] = await owner<{ there: boolean }[]>`
    select to_regclass('tracker.evidence') is not null as there`;
  if (!table?.there) return [];
  return owner<NamedFile[]>`
    select id, storage_key as key, to_jsonb(e)->>'sha256' as sha256,
      coalesce(to_jsonb(e)->>'content_type', 'application/octet-stream') as "contentType"
    from tracker.evidence e where storage_key is not null and removed_at is null order by id`;
}

export type CopiedFiles = {
  copied: number;
  bytes: number;
  /** Already where they were to go. */
  there: number;
  /** By id of the evidence: not where they should come from, or not what they were. */
  missing: number[];
  damaged: number[];
};

/**
 * Copies files from one storage to another, one at a time. A stored file never changes, so what is there already is
 * left alone: the second copy into one directory takes what is new. Each is compared with the checksum of its row.
 */
export async function copyFiles(
  files: readonly NamedFile[],
  from: FileStorage,
  to: FileStorage,
): Promise<CopiedFiles> {
  const there = new Set<string>();
  for await (const { key } of to.list()) there.add(key);
  const done: CopiedFiles = { copied: 0, bytes: 0, there: 0, missing: [], damaged: [] };
  for (const { id, key, sha256, contentType } of files) {
    if (there.has(key)) {
      done.there += 1;
      continue;
    }
    const stream = await from.open(key);
    if (!stream) {
      done.missing.push(id);
      continue;
    }
    const content = new Uint8Array(await new Response(stream).arrayBuffer());
    if (sha256 !== null && createHash('sha256').update(content).digest('hex') !== sha256) {
      done.damaged.push(id);
      continue;
    }
    await to.put(key, content, contentType);
    done.copied += 1;
    done.bytes += content.length;
  }
  return done;
}

/** What went wrong, as a sentence; null when nothing did. */
export function sayProblems({ missing, damaged }: CopiedFiles): string | null {
  const say = (ids: number[], what: string) =>
    ids.length === 0
      ? ''
      : `${ids.length === 1 ? '1 file' : `${ids.length} files`} ${what} (evidence ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ' …' : ''}).`;
  const said = [say(missing, 'could not be found'), say(damaged, 'did not match the checksum')].filter(
    Boolean,
  );
  return said.length > 0 ? said.join(' ') : null;
}
