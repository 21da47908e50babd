import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { readRows } from '#db/rows.ts';
import { reportFormats, reportTypes } from '#server/domain/report/document.types.ts';
import type { FileStorage } from '#server/files/file-storage.ts';
import { formatCount as describeCount } from '#server/domain/language/counted-nouns.ts';
import { hasTable } from '../tracker-database.ts';

/** A file as its row names it; `of` is what an administrator looks for: "evidence 12". */
export type NamedFile = {
  kind: 'evidence' | 'report';
  of: string;
  key: string;
  sha256: string | null;
  contentType: string;
};

/**
 * The files of evidence that was not removed, and those of the drafts of reports. Works on databases of older versions
 * too.
 */
export async function listNamedFiles(owner: Sql): Promise<NamedFile[]> {
  return [...(await listEvidenceFiles(owner)), ...(await listReportFiles(owner))];
}

async function listEvidenceFiles(owner: Sql): Promise<NamedFile[]> {
  if (!(await hasTable(owner, 'tracker.evidence'))) return [];
  return readRows(
    owner,
    {
      kind: z.literal('evidence'),
      of: z.string(),
      key: z.string(),
      sha256: z.string().nullable(),
      contentType: z.string(),
    },
    sql`select 'evidence' as kind, 'evidence ' || id as of, storage_key as key, to_jsonb(e)->>'sha256' as sha256,
      coalesce(to_jsonb(e)->>'content_type', 'application/octet-stream') as "contentType"
    from tracker.evidence e where storage_key is not null and removed_at is null order by id`,
  );
}

/** What the public downloads is among them: it is the same file. */
async function listReportFiles(owner: Sql): Promise<NamedFile[]> {
  if (!(await hasTable(owner, 'tracker.report_file'))) return [];
  const files = await readRows(
    owner,
    { of: z.string(), key: z.string(), sha256: z.string(), format: z.enum(reportFormats) },
    sql`select 'draft ' || d.number || ' of ' || r.code || ', '
        || concat_ws('-', f.edition, nullif(f.scope, '')) || '.' || f.format as of,
      f.storage_key as key, f.sha256, f.format
    from tracker.report_file f join tracker.report_draft d on d.id = f.draft_id
    join tracker.round r on r.id = d.round_id
    order by f.draft_id, f.edition, f.scope, f.format, f.approvals`,
  );
  return files.map(({ format, ...file }) => ({ ...file, kind: 'report', contentType: reportTypes[format] }));
}

export type CopiedFiles = {
  copied: number;
  bytes: number;
  /** Already where they were to go. */
  there: number;
  /** By what they are of: not where they should come from, or not what they were. */
  missing: string[];
  damaged: string[];
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
  for (const { of, key, sha256, contentType } of files) {
    if (there.has(key)) {
      done.there += 1;
      continue;
    }
    const stream = await from.open(key);
    if (!stream) {
      done.missing.push(of);
      continue;
    }
    const content = new Uint8Array(await new Response(stream).arrayBuffer());
    if (sha256 !== null && createHash('sha256').update(content).digest('hex') !== sha256) {
      done.damaged.push(of);
      continue;
    }
    await to.put(key, content, contentType);
    done.copied += 1;
    done.bytes += content.length;
  }
  return done;
}

/** What went wrong, as a sentence; null when nothing did. */
export function describeProblems({ missing, damaged }: CopiedFiles): string | null {
  const say = (names: string[], what: string) =>
    names.length === 0
      ? ''
      : `${describeCount(names.length, 'files')} ${what} (${names.slice(0, 20).join('; ')}${names.length > 20 ? ' …' : ''}).`;
  const said = [say(missing, 'could not be found'), say(damaged, 'did not match the checksum')].filter(
    Boolean,
  );
  return said.length > 0 ? said.join(' ') : null;
}

/** "3 uploaded files and 12 files of reports". */
export function countFiles(files: readonly NamedFile[]): string {
  const reports = files.filter(({ kind }) => kind === 'report').length;
  return [
    ...(files.length > reports ? [`${files.length - reports} uploaded files`] : []),
    ...(reports > 0 ? [`${reports} files of reports`] : []),
  ].join(' and ');
}
