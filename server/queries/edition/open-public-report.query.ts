import { sql } from 'drizzle-orm';
import { DomainError } from '#server/domain/error/domain-error.ts';
import type { ReportFormat } from '#server/domain/report/document.types.ts';
import { reportTypes } from '#server/domain/report/report-types.ts';
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
  const rows = await connections.public.execute<Row>(sql`
    select f.format, f.draft_number as draft, f.size_bytes::integer as "sizeBytes", f.sha256,
      f.document_sha256 as "documentSha256", to_json(f.approved_at)#>>'{}' as "approvedAt", f.storage_key as key,
      f.compilation_sha256 as "compilationSha256", f.content_sha256 as "contentSha256",
      (select to_json(w.withdrawn_at)#>>'{}' from published.withdrawal w where w.publication = p.number) as "withdrawnAt"
    from published.report_file f
    join published.publication p on p.compilation_sha256 = f.compilation_sha256
      and p.content_sha256 = f.content_sha256
    where p.number = ${publication} order by f.draft_number desc, f.format`);
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
