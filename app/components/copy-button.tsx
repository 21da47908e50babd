import { Button } from './button.tsx';

interface CopyButtonProps {
  /** The id of the element whose text is copied; its label has the same id with "-label". */
  of: string;
  label: string;
  /** The words of the button, and those after a press. */
  words: { copy: string; copied: string };
}

/** Copies a text at a press where scripts run; where they do not, people mark it by hand. */
export function CopyButton({ of, label, words }: CopyButtonProps) {
  return (
    <Button
      type="button"
      variant="quiet"
      compact
      hidden
      data-needs-script
      data-copy={of}
      data-copied={words.copied}
      aria-label={`${words.copy}: ${label}`}
    >
      {words.copy}
    </Button>
  );
}
