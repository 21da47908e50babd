import type { ReportFormat } from './document.types.ts';

/** What a file of each format is to a browser. */
export const reportTypes: Record<ReportFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What people call each format. */
export const formatLabels: Record<ReportFormat, string> = { docx: 'Word', pdf: 'PDF', xlsx: 'Workbook' };
