import type { EvidenceItem } from '#app/contract.ts';
import { type Disclosure, formatFileSize, disclosures } from '#server/domain/evidence/evidence.rules.ts';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { isPlainLink, describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import styles from './evidence.module.css';
import { RadioGroup } from '#app/components/choice-field.tsx';

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
    hint: 'As ASEAN, and it may be published with the report. For documents that are public anyway.',
  },
};

/** What an item is in a few words: "PDF, 340 KB", "Link to example.org". */
function formatEvidence(item: EvidenceItem): string {
  if (item.kind === 'file') return `${describeFileKind(item.contentType)}, ${formatFileSize(item.sizeBytes)}`;
  return `Link to ${describeLinkHost(item.url)}${isPlainLink(item.url) ? ', not encrypted (http)' : ''}`;
}

/** What to know of a file that no scanner has seen. */
const notScanned = 'not checked for viruses';

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
const buildDownloadPath = (id: number): string => `/evidence/${id}`;

interface EvidenceListProps {
  items: readonly EvidenceItem[];
  /** Where one of them is changed; without it nothing can be. */
  changePath?: ((id: number) => string) | undefined;
  /** Signed scans are private by nature; saying it of each says nothing. */
  withoutDisclosure?: boolean | undefined;
  /** What the list is about, for those who hear it. */
  label: string;
}

/** Files and links with what is known of them. A file opens as a download, a link in a new tab without our address. */
export function EvidenceList({ items, changePath, withoutDisclosure, label }: EvidenceListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={styles.item}>
          <p className={styles.title}>
            <EvidenceLink item={item} />
          </p>
          <p className={styles.about}>
            {[
              formatEvidence(item),
              ...(item.kind === 'file' && item.scan === 'not_scanned' ? [notScanned] : []),
              ...(item.cellLabel ? [`for ${item.cellLabel}`] : []),
              ...(item.packReference ? [`draft ${item.packReference}`] : []),
              ...(withoutDisclosure ? [] : [disclosureWords[item.disclosure].label]),
            ].join(' · ')}
          </p>
          {item.kind === 'file' && item.removed ? <p className={styles.about}>{item.removed}</p> : null}
          <p className={styles.about}>
            Added by {item.addedBy}, <DateText iso={item.addedAt} />
            {changePath ? (
              <>
                {' · '}
                <Link to={changePath(item.id)} aria-label={`Change or remove ${item.title}`}>
                  Change or remove
                </Link>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The title as a link to the content. */
function EvidenceLink({ item }: { item: EvidenceItem }) {
  return item.kind === 'file' ? (
    // No page of ours: the browser has to fetch it itself.
    <a href={buildDownloadPath(item.id)} download={item.fileName}>
      {item.title}
    </a>
  ) : (
    <a href={item.url} rel="noreferrer noopener nofollow" target="_blank">
      {item.title}
    </a>
  );
}

/** The question who may see a piece of evidence. Private unless somebody says otherwise. */
export function DisclosureField({
  id,
  value,
  error,
}: {
  id: string;
  value: Disclosure;
  error?: string | undefined;
}) {
  return (
    <RadioGroup
      id={id}
      name="disclosure"
      label="Who may see it"
      error={error}
      defaultValue={value}
      options={disclosures.map((disclosure) => ({ value: disclosure, ...disclosureWords[disclosure] }))}
    />
  );
}
