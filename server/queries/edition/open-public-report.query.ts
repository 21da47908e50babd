import { and, desc, eq } from 'drizzle-orm';
import { publishedReportFile } from '#db/schema/edition.ts';
import { publication as published, withdrawal } from '#db/schema/published.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { type ReportFormat, reportTypes } from '#server/domain/report/document.types.ts';
import type { FilesContext } from '#server/operation/files-context.ts';
import type { OperationContext } from '#server/operation/operation-context.ts';
import { type LostReport, type RedrawnReport, redrawPublicReport } from './redraw-public-report.ts';

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
export async function openPublicReport(
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
