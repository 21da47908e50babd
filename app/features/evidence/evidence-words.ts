import type { EvidenceItem } from '#app/contract.ts';
import type { Disclosure } from '#server/domain/evidence/evidence.rules.ts';
import { sayFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { sayFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { isPlainLink, sayLinkHost } from '#server/domain/evidence/link.rules.ts';

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
export function sayEvidence(item: EvidenceItem): string {
  if (item.kind === 'file') return `${sayFileKind(item.contentType)}, ${sayFileSize(item.sizeBytes)}`;
  return `Link to ${sayLinkHost(item.url)}${isPlainLink(item.url) ? ', not protected on its way (http)' : ''}`;
}

/** What to know of a file that no scanner has seen. */
export const notScanned = 'not checked for viruses';
