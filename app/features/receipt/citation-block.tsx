import { Button } from '#app/components/button.tsx';
import { Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import type { Citation } from '#server/domain/receipt/citation.ts';
import styles from './receipt.module.css';

export interface CitationBlockProps {
  citation: Citation;
  /** Where it stays, absolute. */
  address: string;
  /** Paths of the entries for reference managers. */
  files: { bibtex: string; ris: string };
}

/** How to cite what the page shows: two wordings and the permanent link, each to copy, and files for lists of references. */
export function CitationBlock({ citation, address, files }: CitationBlockProps) {
  const words = useWords('receipt');
  return (
    <Section id="cite" title={words('cite')} lead={words('citeLead')}>
      <Quote id="cite-apa" label={words('citeApa')} text={citation.apa} />
      <Quote id="cite-plain" label={words('citePlain')} text={citation.plain} />
      <Quote id="permanent-link" label={words('permanent')} text={address} />
      <ul className={styles.downloads}>
        <li>
          <a href={files.bibtex}>{words('bibtex')}</a>
        </li>
        <li>
          <a href={files.ris}>{words('ris')}</a>
        </li>
      </ul>
    </Section>
  );
}

function Quote({ id, label, text }: { id: string; label: string; text: string }) {
  const words = useWords('receipt');
  return (
    <div className={styles.citation}>
      <p className={styles.label}>
        <span id={`${id}-label`}>{label}</span>{' '}
        <Button
          type="button"
          variant="quiet"
          compact
          hidden
          data-needs-script
          data-copy={id}
          data-copied={words('copied')}
          aria-label={`${words('copy')}: ${label}`}
        >
          {words('copy')}
        </Button>
      </p>
      <blockquote id={id} aria-labelledby={`${id}-label`}>
        {text}
      </blockquote>
    </div>
  );
}
