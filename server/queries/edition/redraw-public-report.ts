import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { ReportFormat } from '#server/domain/report/document.types.ts';
import { reportTypes } from '#server/domain/report/report-types.ts';
import { renderReport } from '#server/reports/render-document.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { buildPrinted, type StoredDocument } from '#server/loaders/edition/load-printed-document.ts';

/** A public file as its row names it. */
export type LostReport = {
  format: ReportFormat;
  draft: number;
  key: string;
  sha256: string;
  documentSha256: string;
  compilationSha256: string;
  contentSha256: string;
};

export type RedrawnReport = {
  content: Uint8Array;
  sha256: string;
  /** Whether it is the lost file byte for byte. Otherwise it says the same, and another version of the tracker drew it. */
  isSame: boolean;
};

/** Drawings that are under way: whoever asks meanwhile waits for the same one. */
const drawings = new Map<string, Promise<RedrawnReport | null>>();

/**
 * Draws a public file that was lost from the document that was frozen, under the checksum that is printed in it, and
 * stores it again where it is the same to the byte. Null where what is stored is not what was signed.
 */
export function redrawPublicReport(
  context: Pick<FilesContext, 'connections' | 'files'>,
  lost: LostReport,
): Promise<RedrawnReport | null> {
  const known = drawings.get(lost.key);
  if (known) return known;
  const drawing = redraw(context, lost).finally(() => drawings.delete(lost.key));
  drawings.set(lost.key, drawing);
  return drawing;
}

async function redraw(
  { connections, files }: Pick<FilesContext, 'connections' | 'files'>,
  { format, draft, key, sha256, ...lost }: LostReport,
): Promise<RedrawnReport | null> {
  const [stored] = await connections.public.execute<StoredDocument>(sql`
    select document, draft_number as draft, round_code as round, document_sha256 as sha256,
      to_json(made_at)#>>'{}' as "madeAt", made_by as "madeBy", approvals
    from published.report_document where compilation_sha256 = ${lost.compilationSha256}
      and content_sha256 = ${lost.contentSha256} and draft_number = ${draft}`);
  if (!stored || hashContent(stored.document) !== lost.documentSha256) return null;
  const content = await renderReport(buildPrinted(stored), format);
  const drawn = createHash('sha256').update(content).digest('hex');
  const isSame = drawn === sha256;
  // That it is served matters more than that it is kept: should it not be stored, the next reader's request does it.
  if (isSame) await files.put(key, content, reportTypes[format]).catch(() => undefined);
  return { content, sha256: drawn, isSame };
}
