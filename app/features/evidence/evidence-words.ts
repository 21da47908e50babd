import type { Disclosure } from '#server/domain/evidence/evidence.rules.ts';
import { formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { isPlainLink, describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';

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
