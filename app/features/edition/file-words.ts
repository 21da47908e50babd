import type { DraftFile } from '#app/contract.ts';
import { formatLabels } from '#server/domain/report/report-types.ts';

/** "PDF (140 KB)", or that it is drawn anew with the names of those who have signed since it was made. */
export const sayFile = ({ format, sizeBytes, isCurrent }: DraftFile): string =>
  `${formatLabels[format]} (${isCurrent ? `${Math.ceil(sizeBytes / 1024)} KB` : 'signed since: drawn anew'})`;
