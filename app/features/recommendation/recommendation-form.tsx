import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import { Details } from '#app/components/layout.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { longestOf, type TypedRecommendation } from '#server/domain/recommendation/recommendation.rules.ts';
import type { RecommendationLists } from '#server/domain/recommendation/recommendation.schema.ts';
import record from '#app/features/forms/record.module.css';

export const emptyRecommendation: TypedRecommendation = {
  text: '',
  place: '',
  madeOn: '',
  addressedTo: [],
  activities: '',
  indicators: '',
  answerBy: '',
};

interface RecommendationFormProps {
  lists: RecommendationLists;
  typed: TypedRecommendation;
  /** What was read; 0 for a new recommendation. */
  version: number;
  formId: string;
  problems: readonly FieldProblem[];
}

/** The fields of a recommendation. Needs no scripts. */
export function RecommendationForm({ lists, typed, version, formId, problems }: RecommendationFormProps) {
  const field = (name: keyof TypedRecommendation) => ({
    id: name,
    name,
    error: problems.find(({ path }) => path === name)?.message,
  });
  const asked = typed.addressedTo.join(', ') || 'nobody yet';
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <TextArea
        {...field('text')}
        label="What is recommended"
        hint="In the words of the document, or in your own. No names of persons: everybody can read it."
        rows={4}
        limit={longestOf.text}
        defaultValue={typed.text}
      />
      <TextField
        {...field('place')}
        label="Where in the document"
        optional
        hint="Such as page 12, or section 3."
        width={20}
        autoComplete="off"
        defaultValue={typed.place}
      />
      <Details
        summary={`Who is to respond: ${asked}`}
        open={version === 0 || field('addressedTo').error !== undefined}
      >
        <CheckboxGroup
          {...field('addressedTo')}
          label="Who is to respond"
          hint="The states and bodies to which it is addressed."
          options={lists.reporters.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={typed.addressedTo}
        />
      </Details>
      <div className={record.row}>
        <TextField
          {...field('madeOn')}
          type="date"
          label="Made on"
          optional
          hint="If it is not the day of the study or event."
          width={20}
          defaultValue={typed.madeOn}
        />
        <TextField
          {...field('answerBy')}
          type="date"
          label="Response due on"
          optional
          hint="After this day it is shown as overdue."
          width={20}
          defaultValue={typed.answerBy}
        />
      </div>
      <TextField
        {...field('activities')}
        label="Activities of the plan"
        optional
        hint="Codes of the activities that it is about, such as A1.1, C3.1."
        width={30}
        autoComplete="off"
        defaultValue={typed.activities}
      />
      <TextField
        {...field('indicators')}
        label="Indicators of the plan"
        optional
        hint="Codes, such as I-B3."
        width={30}
        autoComplete="off"
        defaultValue={typed.indicators}
      />
      <Button name="intent" value="save">
        Save
      </Button>
    </Form>
  );
}
