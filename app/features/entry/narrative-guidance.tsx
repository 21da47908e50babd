import { useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { useRuns } from '#app/components/use-runs.ts';
import type { FieldGuidance } from '#server/domain/submission/narrative-guidance.ts';
import styles from './help.module.css';

interface NarrativeGuidanceProps {
  /** The id of the field that a model is put into. */
  fieldId: string;
  /** The field by name: "Achievements". */
  label: string;
  guidance: FieldGuidance;
}

/** How to write a field well, folded under it: what belongs there, what does not, and texts to start from. */
export function NarrativeGuidance({ fieldId, label, guidance }: NarrativeGuidanceProps) {
  return (
    <div className={styles.guide}>
      <Details summary={`How to write ${label.toLowerCase()}, with examples`}>
        <dl className={styles.guidance}>
          <dt>Write</dt>
          <dd>{guidance.write}</dd>
          <dt>Leave out</dt>
          <dd>{guidance.leaveOut}</dd>
          <dt>Length</dt>
          <dd>{guidance.length}</dd>
          <dt>A figure with its source</dt>
          <dd>{guidance.figure}</dd>
        </dl>
        {guidance.models.map(({ kind, text }) => (
          <figure key={kind} className={styles.model}>
            <figcaption>{kind}</figcaption>
            <blockquote>{text}</blockquote>
            <InsertButton fieldId={fieldId} text={text} kind={kind} label={label} />
          </figure>
        ))}
      </Details>
    </div>
  );
}

/** Puts a model into an empty field, as if it had been typed: it is saved, counted and undone like typed text. */
function InsertButton({
  fieldId,
  text,
  kind,
  label,
}: {
  fieldId: string;
  text: string;
  kind: string;
  label: string;
}) {
  const runs = useRuns();
  const [said, setSaid] = useState('');
  if (!runs) return null;
  const insert = () => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    if (field.value.trim() !== '') {
      setSaid(`${label} already has text, which was not changed.`);
      return;
    }
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // The first gap to fill is selected, so that typing replaces it.
    const gap = /\[[^\]]+\]/.exec(text);
    if (gap) field.setSelectionRange(gap.index, gap.index + gap[0].length);
    setSaid('');
  };
  return (
    <p>
      <Button
        type="button"
        variant="secondary"
        compact
        onClick={insert}
        aria-label={`Insert as a template: ${kind}`}
      >
        Insert as a template
      </Button>{' '}
      <span role="status">{said}</span>
    </p>
  );
}
