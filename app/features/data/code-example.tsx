import { Button } from '#app/components/button.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import styles from './code-example.module.css';

export interface CodeExampleProps {
  id: string;
  label: string;
  code: string;
}

/** Lines of code to copy: at a press where scripts run, by hand where they do not. */
export function CodeExample({ id, label, code }: CodeExampleProps) {
  const words = useWords('data');
  return (
    <div className={styles.example}>
      <p className={styles.head}>
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
      <pre id={id} className={styles.code} lang="en" translate="no">
        {code}
      </pre>
    </div>
  );
}
