import { type ClipboardEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { formatList } from '#server/domain/language/list-format.ts';
import { narrativeFields } from './activity-draft.ts';
import { activityWords } from './item-words.ts';
import { type PastedRow, readPastedRow } from './pasted-row.ts';
import styles from './row-paste.module.css';

interface RowPasteProps {
  statuses: readonly { code: string; label: string }[];
  /** The status and the texts of the activity. */
  children: ReactNode;
}

/** The questions of an activity, into which a row of a spreadsheet can be pasted; one press takes it back. */
export function RowPaste({ statuses, children }: RowPasteProps) {
  const box = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState<{ words: string; before: PastedRow } | null>(null);

  const onPaste = (event: ClipboardEvent<HTMLDivElement>) => {
    const field = narrativeFields.find((one) => one === (event.target as HTMLElement).id);
    const row = field && readPastedRow(event.clipboardData.getData('text/plain'), field, statuses);
    if (!row || !box.current) return;
    event.preventDefault();
    const before = readAnswers(box.current);
    writeAnswers(box.current, row);
    const filled = [
      ...(row.status === null ? [] : [activityWords.status.label]),
      ...row.texts.map((text) => activityWords[text.field].label),
    ];
    setDone({ words: `Pasted into ${formatList(filled)}.`, before });
  };

  const undo = () => {
    if (!box.current || !done) return;
    writeAnswers(box.current, done.before);
    setDone(null);
  };

  return (
    // The clipboard works on the controls inside.
    <div ref={box} className={styles.fields} onPaste={onPaste}>
      <p role="status" className={styles.said}>
        {done?.words}{' '}
        {done ? (
          <Button type="button" variant="quiet" compact onClick={undo}>
            Undo
          </Button>
        ) : null}
      </p>
      {children}
    </div>
  );
}

function readAnswers(box: HTMLElement): PastedRow {
  return {
    status: box.querySelector<HTMLInputElement>('input[name="status"]:checked')?.value ?? '',
    texts: narrativeFields.map((field) => ({ field, text: findText(box, field)?.value ?? '' })),
  };
}

const findText = (box: HTMLElement, field: string) =>
  box.querySelector<HTMLTextAreaElement>(`textarea[name="${field}"]`);

/** Writes as if somebody typed, so that the fields count, check and save what is in them. */
function writeAnswers(box: HTMLElement, { status, texts }: PastedRow): void {
  for (const { field, text } of texts) {
    const area = findText(box, field);
    if (!area || area.value === text) continue;
    // React overrides the property of the element itself, and would take the text for its own.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (status === null) return;
  for (const radio of box.querySelectorAll<HTMLInputElement>('input[name="status"]')) {
    if (radio.checked === (radio.value === status)) continue;
    radio.checked = radio.value === status;
    radio.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
