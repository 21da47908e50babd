import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { SelectField, TextArea } from '#app/components/field.tsx';
import type { ReviewItem } from './answers.ts';
import { listItemFields } from './field-words.ts';
import { buildItemId } from './review-groups.ts';
import styles from './review.module.css';

/** What was typed into a question that was refused, and why. */
export type RefusedQuestion = { field: string; question: string; message: string };

/** The id of the question's box, for the error summary. */
export const buildQuestionId = (item: Pick<ReviewItem, 'subject' | 'code'>) => `ask-${buildItemId(item)}`;

/** A question on one field of an item, folded under a line. The reporter sees it when the report is returned. */
export function AskForm({
  item,
  refused,
  requestId,
}: {
  item: ReviewItem;
  refused: RefusedQuestion | null;
  requestId: string;
}) {
  const id = buildQuestionId(item);
  const fields = listItemFields(item);
  const first = item.findings.find(({ field }) => fields.some(({ key }) => key === field))?.field;
  return (
    <Details summary="Ask about this" open={refused !== null} flush>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="requestId" value={requestId} />
        <input type="hidden" name="subject" value={item.subject} />
        <input type="hidden" name="code" value={item.code} />
        <SelectField
          id={`${id}-field`}
          name="field"
          label="About"
          options={fields.map(({ key, label }) => ({ value: key, label }))}
          defaultValue={refused?.field ?? first ?? fields[0]?.key}
        />
        <TextArea
          id={id}
          name="question"
          label={`Question on ${item.code}`}
          hint="It is sent when you return the report."
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
