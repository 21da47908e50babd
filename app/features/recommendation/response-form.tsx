import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import {
  longestOf,
  type TypedFollowUp,
  type TypedResponse,
} from '#server/domain/recommendation/recommendation.rules.ts';
import {
  followUpLabels,
  followUpStatuses,
  responseKinds,
  responseLabels,
} from '#server/domain/recommendation/recommendation.schema.ts';
import record from '#app/features/forms/record.module.css';

/** The fields of the page for the paths of the contract: a page has several forms, and each field its own name. */
export const responseFields = {
  by: 'by',
  kind: 'kind',
  reason: 'reason',
  on: 'on',
  dueOn: 'dueOn',
  activities: 'responseActivities',
  indicators: 'responseIndicators',
  source: 'source',
} as const satisfies Record<keyof TypedResponse, string>;
export const followUpFields = {
  by: 'statusBy',
  status: 'status',
  on: 'statusOn',
  note: 'note',
} as const satisfies Record<keyof TypedFollowUp, string>;

export const emptyResponse: TypedResponse = {
  by: '',
  kind: '',
  reason: '',
  on: '',
  dueOn: '',
  activities: '',
  indicators: '',
  source: '',
};
export const emptyFollowUp: TypedFollowUp = { by: '', status: '', on: '', note: '' };

type Choice = { code: string; name: string };

interface FormProps<Typed> {
  /** Whose response or status it may be. */
  reporters: readonly Choice[];
  typed: Typed;
  /** The version of the recommendation that was read. */
  version: number;
  formId: string;
  problems: readonly FieldProblem[];
}

const toOptions = (reporters: readonly Choice[]) =>
  reporters.map(({ code, name }) => ({ value: code, label: name }));

/** What a state or body says to a recommendation. Needs no scripts. */
export function ResponseForm({ reporters, typed, version, formId, problems }: FormProps<TypedResponse>) {
  const field = (key: keyof TypedResponse) => ({
    id: responseFields[key],
    name: responseFields[key],
    defaultValue: typed[key],
    error: problems.find(({ path }) => path === responseFields[key])?.message,
  });
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <SelectField
        {...field('by')}
        label="Whose response"
        placeholder="Choose a state or body"
        options={toOptions(reporters)}
      />
      <RadioGroup
        {...field('kind')}
        label="Response"
        inline
        options={responseKinds.map((value) => ({ value, label: responseLabels[value] }))}
      />
      <TextArea
        {...field('reason')}
        label="Reason"
        hint="Needed unless it is accepted or under study. No names of persons: everybody can read it."
        rows={3}
        limit={longestOf.reason}
      />
      <div className={record.row}>
        <TextField {...field('on')} type="date" label="Day of the response" width={20} />
        <TextField
          {...field('dueOn')}
          type="date"
          label="To be done by"
          optional
          hint="After this day it is overdue until it is done."
          width={20}
        />
      </div>
      <TextField
        {...field('activities')}
        label="Activities that carry it out"
        optional
        hint="Codes, such as A1.1, C3.1."
        width={30}
        autoComplete="off"
      />
      <TextField
        {...field('indicators')}
        label="Indicators that measure it"
        optional
        hint="Codes, such as I-B3."
        width={30}
        autoComplete="off"
      />
      <TextField
        {...field('source')}
        label="Source of the response"
        hint="The letter, minutes or report from which it is known. Everybody can read it."
        autoComplete="off"
      />
      <Button name="intent" value="respond">
        Record the response
      </Button>
    </Form>
  );
}

/** How far a state or body has come with what it accepted. Needs no scripts. */
export function FollowUpForm({ reporters, typed, version, formId, problems }: FormProps<TypedFollowUp>) {
  const field = (key: keyof TypedFollowUp) => ({
    id: followUpFields[key],
    name: followUpFields[key],
    defaultValue: typed[key],
    error: problems.find(({ path }) => path === followUpFields[key])?.message,
  });
  return (
    <Form method="post" noValidate className={record.form}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      <SelectField
        {...field('by')}
        label="Whose status"
        placeholder="Choose a state or body"
        options={toOptions(reporters)}
      />
      <RadioGroup
        {...field('status')}
        label="Status"
        inline
        options={followUpStatuses.map((value) => ({ value, label: followUpLabels[value] }))}
      />
      <TextField {...field('on')} type="date" label="As of" width={20} />
      <TextArea
        {...field('note')}
        label="Note"
        optional
        hint="What was done, or why it was stopped. No names of persons: everybody can read it."
        rows={3}
        limit={longestOf.note}
      />
      <Button name="intent" value="record">
        Record the status
      </Button>
    </Form>
  );
}
