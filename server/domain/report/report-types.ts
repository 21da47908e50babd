import type { ReportFormat } from './document.types.ts';

/** The media type of each format. */
export const reportTypes: Record<ReportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const formatLabels: Record<ReportFormat, string> = { docx: 'Word', pdf: 'PDF', xlsx: 'Workbook' };
