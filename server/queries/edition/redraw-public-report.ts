import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { publishedReportDocument as stored } from '#db/schema/edition.ts';
import { type ReportFormat, reportTypes } from '#server/domain/report/document.types.ts';
import { renderReport } from '#server/reports/render-document.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { buildPrinted } from '#server/loaders/edition/load-printed-document.ts';

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
  const [found] = await connections.public
    .select({
      document: stored.document,
      draft: stored.draftNumber,
      round: stored.roundCode,
      sha256: stored.documentSha256,
      madeAt: stored.madeAt,
      madeBy: stored.madeBy,
      approvals: stored.approvals,
    })
    .from(stored)
    .where(
      and(
        eq(stored.compilationSha256, lost.compilationSha256),
        eq(stored.contentSha256, lost.contentSha256),
        eq(stored.draftNumber, draft),
      ),
    );
  if (!found || hashContent(found.document) !== lost.documentSha256) return null;
  const content = await renderReport(buildPrinted(found), format);
  const drawn = createHash('sha256').update(content).digest('hex');
  const isSame = drawn === sha256;
  // That it is served matters more than that it is kept: should it not be stored, the next reader's request does it.
  if (isSame) await files.put(key, content, reportTypes[format]).catch(() => undefined);
  return { content, sha256: drawn, isSame };
}
