import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import type { EvidenceItem } from '#app/contract.ts';
import { buildDownloadPath, disclosureWords, notScanned, formatEvidence } from './evidence-words.ts';
import styles from './evidence.module.css';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { type Disclosure, disclosures } from '#server/domain/evidence/evidence.rules.ts';

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
export function EvidenceLink({ item }: { item: EvidenceItem }) {
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
