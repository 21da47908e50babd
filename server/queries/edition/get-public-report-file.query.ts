import { and, desc, eq } from 'drizzle-orm';
import { publishedReportFile, publishedReportDocument as stored } from '#db/schema/edition.ts';
import { publication as published, withdrawal } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type ReportFormat, reportTypes } from '#server/domain/report/document.types.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { createHash } from 'node:crypto';
import { renderReport } from '#server/reports/render-document.ts';
import { hashContent } from '#server/operation/hash-content.ts';
import { buildPrinted } from '#server/loaders/edition/load-printed-document.ts';

export type PublicReportFile = {
  format: ReportFormat;
  draft: number;
  sizeBytes: number;
  sha256: string;
  /** Of the edition, as it is printed in the file. */
  documentSha256: string;
  approvedAt: string;
};

type Row = PublicReportFile & LostReport & { withdrawnAt: string | null };

/** The newest approved public edition that shows what a publication shows: its files, or none. */
async function listRows(
  { connections }: Pick<OperationContext, 'connections'>,
  publication: number,
): Promise<Row[]> {
  const rows = await connections.public
    .select({
      format: publishedReportFile.format,
      draft: publishedReportFile.draftNumber,
      sizeBytes: publishedReportFile.sizeBytes,
      sha256: publishedReportFile.sha256,
      documentSha256: publishedReportFile.documentSha256,
      approvedAt: publishedReportFile.approvedAt,
      key: publishedReportFile.storageKey,
      compilationSha256: publishedReportFile.compilationSha256,
      contentSha256: publishedReportFile.contentSha256,
      withdrawnAt: withdrawal.withdrawnAt,
    })
    .from(publishedReportFile)
    .innerJoin(
      published,
      and(
        eq(published.compilationSha256, publishedReportFile.compilationSha256),
        eq(published.contentSha256, publishedReportFile.contentSha256),
      ),
    )
    .leftJoin(withdrawal, eq(withdrawal.publication, published.number))
    .where(eq(published.number, publication))
    .orderBy(desc(publishedReportFile.draftNumber), publishedReportFile.format);
  return rows.filter(({ draft }) => draft === rows[0]?.draft);
}

/** What the page of a publication offers. Empty while no approved edition shows the same. */
export async function listPublicReports(
  context: Pick<OperationContext, 'connections'>,
  input: { publication: number },
): Promise<PublicReportFile[]> {
  const rows = await listRows(context, input.publication);
  return rows.map(({ format, draft, sizeBytes, sha256, documentSha256, approvedAt }) => ({
    format,
    draft,
    sizeBytes,
    sha256,
    documentSha256,
    approvedAt,
  }));
}

export type OpenedPublicReport = {
  fileName: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  /** When the publication that it goes with was withdrawn (ISO); the file cannot say it. Null while it stands. */
  withdrawnAt: string | null;
  open: () => Promise<ReadableStream<Uint8Array> | null>;
  /** The file drawn again where it was lost; null where that cannot be. */
  redraw: () => Promise<RedrawnReport | null>;
};

/** A file of the public report. Throws NOT_FOUND where there is none. */
export async function getPublicReportFile(
  { connections, files }: Pick<FilesContext, 'connections' | 'files'>,
  input: { publication: number; format: ReportFormat },
): Promise<OpenedPublicReport> {
  const row = (await listRows({ connections }, input.publication)).find(
    ({ format }) => format === input.format,
  );
  if (!row) {
    throw new DomainError('NOT_FOUND', `Publication ${input.publication} has no report in this form.`);
  }
  const { sizeBytes, sha256, key, withdrawnAt } = row;
  return {
    fileName: `report-publication-${input.publication}.${input.format}`,
    contentType: reportTypes[input.format],
    sizeBytes,
    sha256,
    withdrawnAt: withdrawnAt && new Date(withdrawnAt).toISOString(),
    open: () => files.open(key),
    redraw: () => redrawPublicReport({ connections, files }, row),
  };
}

/** A public file as its row names it. */
type LostReport = {
  format: ReportFormat;
  draft: number;
  key: string;
  sha256: string;
  documentSha256: string;
  compilationSha256: string;
  contentSha256: string;
};

type RedrawnReport = {
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
function redrawPublicReport(
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
      emblem: stored.emblem,
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
