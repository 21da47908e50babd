import type { ReportKey } from '../submission/report-paths.ts';

type Item = { kind: 'activity' | 'indicator'; code: string };

const search = ({ reporter, several }: ReportKey, more: Record<string, string> = {}) => {
  const params = new URLSearchParams({ ...(several ? { reporter } : {}), ...more });
  return params.size > 0 ? `?${params}` : '';
};

/**
 * Where evidence of an item is sent: a page of its own, which leads back. The item stands in the address, so that a
 * form that was too large to be kept is still known.
 */
export const buildEvidencePath = (key: ReportKey, { kind, code }: Item): string =>
  `/workspace/${key.round}/evidence${search(key, { [kind]: code })}`;

/** The same for scripts, which are answered in JSON. */
export const buildEvidenceSendPath = (key: ReportKey, { kind, code }: Item): string =>
  `/workspace/${key.round}/evidence/send${search(key, { [kind]: code })}`;

/** Where signed scans are sent. */
export const buildScanPath = (key: ReportKey): string =>
  `/workspace/${key.round}/evidence/scan${search(key)}`;

/** Where one piece of evidence is changed or removed. */
export const buildEvidenceItemPath = (key: ReportKey, id: number): string =>
  `/workspace/${key.round}/evidence/${id}${search(key)}`;

/** Where a file is downloaded. */
export const buildDownloadPath = (id: number): string => `/evidence/${id}`;
