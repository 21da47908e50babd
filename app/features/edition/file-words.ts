import { formatLabels } from '#server/domain/report/report-types.ts';
import type { DraftFile } from '#server/queries/edition/list-drafts.query.ts';

/** "PDF (140 KB)", or that it is drawn anew with the names of those who have signed since it was made. */
export const describeFile = ({ format, sizeBytes, isCurrent }: DraftFile): string =>
  `${formatLabels[format]} (${isCurrent ? `${Math.ceil(sizeBytes / 1024)} KB` : 'signed since: drawn anew'})`;
