import { useRef } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/layout.tsx';
import { SelectField, TextArea } from '#app/components/field.tsx';
import type { Review, ReviewItem } from '#app/contract.ts';
import { listItemFields } from './fields.ts';
import styles from './review.module.css';

/**
 * Puts words into a box where its caret is, in the place of what is selected, with a blank where two words would
 * touch, and leaves the caret behind them.
 */
function insertAtCaret(
  box: Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd' | 'setRangeText' | 'focus'>,
  words: string,
): void {
  const { text, from, to } = placeWords(box.value, box.selectionStart, box.selectionEnd, words);
  box.setRangeText(text, from, to, 'end');
  box.focus();
}

/** What is put where: the words with the blanks that they need. */
export function placeWords(
  value: string,
  from: number,
  to: number,
  words: string,
): { text: string; from: number; to: number } {
  const before = from > 0 && !/\s$/.test(value.slice(0, from)) ? ' ' : '';
  const after = to < value.length && !/^\s/.test(value.slice(to)) ? ' ' : '';
  return { text: `${before}${words}${after}`, from, to };
}

/** What was typed into a question that was refused, and why. */
export type RefusedQuestion = { field: string; question: string; message: string };

/** The id of the question's box, for the error summary and for links. */
export const questionId = 'ask';

/**
 * A question on one field of the item, folded under a line. A saved phrase is put in where the caret is; without
 * scripts it is put before what was typed when the form is sent.
 */
export function AskForm({
  item,
  about,
  refused,
  requestId,
  phrases,
}: {
  item: ReviewItem;
  /** The field that a link has chosen; null: the form is folded. */
  about: string | null;
  refused: RefusedQuestion | null;
  requestId: string;
  phrases: Review['phrases'];
}) {
  const form = useRef<HTMLFormElement>(null);
  const fields = listItemFields(item);
  const first = item.findings.find(({ field }) => fields.some(({ key }) => key === field))?.field;
  return (
    <Details summary="Ask a question" open={refused !== null || about !== null} flush screenOnly>
      <Form method="post" noValidate preventScrollReset ref={form} id="ask-form">
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="subject" value={item.subject} />
        <input type="hidden" name="code" value={item.code} />
        <SelectField
          id="ask-field"
          name="field"
          label="About"
          options={fields.map(({ key, label }) => ({ value: key, label }))}
          defaultValue={refused?.field ?? about ?? first ?? fields[0]?.key}
        />
        {phrases.length > 0 ? (
          <SelectField
            id="ask-phrase"
            name="phrase"
            label="Saved phrase"
            optional
            options={[
              { value: '', label: 'None' },
              ...phrases.map((phrase) => ({ value: String(phrase.id), label: phrase.title })),
            ]}
            onChange={(event) => {
              const words = phrases.find((phrase) => String(phrase.id) === event.target.value)?.words;
              const box = form.current?.querySelector('textarea');
              if (!words || !box) return;
              insertAtCaret(box, words);
              // It is in the box now: it must not be sent a second time.
              event.target.value = '';
            }}
          />
        ) : null}
        <TextArea
          id={questionId}
          name="question"
          label={`Question on ${item.code}`}
          hint="It is not sent until you send your questions, or return the report."
          rows={3}
          defaultValue={refused?.question}
          error={refused?.message}
        />
        <p className={styles.act}>
          <Button variant="secondary" compact name="intent" value="ask">
            Save question
          </Button>
        </p>
      </Form>
    </Details>
  );
}
