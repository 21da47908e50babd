import type { EvidenceItem } from '#app/contract.ts';
import { type Disclosure, formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { isPlainLink, describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import type { ReportKey } from '../submission/report-paths.ts';

/** Who will see it, said so that nobody has to guess. */
export const disclosureWords: Record<Disclosure, { label: string; hint: string }> = {
  private: {
    label: 'Private',
    hint: 'Only those who work on this report. The secretariat never sees it.',
  },
  asean: {
    label: 'ASEAN',
    hint: 'The ASEAN Secretariat too, once the report is submitted; it may pass it on to the ASEAN bodies with the report.',
  },
  public: {
    label: 'Public',
    hint: 'As ASEAN, and it may be shown to everybody when the report is published. For what is no secret anyway.',
  },
};

/** What an item is in a few words: "PDF, 340 KB", "Link to example.org". */
export function formatEvidence(item: EvidenceItem): string {
  if (item.kind === 'file') return `${describeFileKind(item.contentType)}, ${formatFileSize(item.sizeBytes)}`;
  return `Link to ${describeLinkHost(item.url)}${isPlainLink(item.url) ? ', not protected on its way (http)' : ''}`;
}

/** What to know of a file that no scanner has seen. */
export const notScanned = 'not checked for viruses';

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
