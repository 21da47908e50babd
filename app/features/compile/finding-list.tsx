import { Button } from '#app/components/button.tsx';
import type { SectionPage } from '#app/contract.ts';
import styles from './compile.module.css';
import { NarrativeView } from './narrative-view.tsx';

interface FindingListProps {
  findings: SectionPage['findings'];
  /** What stands in the field now. */
  text: string;
  onTake: (finding: string) => void;
}

/** Draft findings, each with a button that takes it in: by script at once, otherwise with the form. */
export function FindingList({ findings, text, onTake }: FindingListProps) {
  if (findings.length === 0)
    return <p className={styles.muted}>The figures offer no sentence for this section.</p>;
  return (
    <ol className={styles.findings}>
      {findings.map((finding) => {
        const isTaken = text.includes(finding.text);
        return (
          <li key={finding.id} className={styles.finding}>
            <NarrativeView blocks={finding.shown} />
            <Button
              variant="secondary"
              compact
              name="take"
              value={finding.id}
              disabled={isTaken}
              aria-label={isTaken ? `Finding ${finding.id} is in the text` : `Take in finding ${finding.id}`}
              onClick={(event) => {
                event.preventDefault();
                onTake(finding.text);
              }}
            >
              {isTaken ? 'In the text' : 'Take in'}
            </Button>
          </li>
        );
      })}
    </ol>
  );
}
