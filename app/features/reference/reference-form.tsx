import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { ReferenceRowPage } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { languages } from '#server/domain/language/languages.ts';
import { type ReferenceField, referenceLists } from '#server/domain/reference/reference-lists.ts';
import { translatedLanguages } from '#server/domain/reference/reference-row.rules.ts';
import styles from './reference.module.css';

/** What a form of a row has in it, as typed. */
export type TypedRow = {
  cells: Record<string, string>;
  words: Record<string, Record<string, string>>;
  /** The row that it comes after, '' for the first place, null where it is not moved. */
  after: string | null;
};

const stay = '=';

/** Reads the form of a row of any list. */
export function readTypedRow(list: ReferenceRowPage['list'], form: FormData): TypedRow {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const { fields } = referenceLists[list];
  const after = form.has('after') ? text('after') : stay;
  return {
    cells: Object.fromEntries(fields.map(({ name }) => [name, text(name)])),
    words: Object.fromEntries(
      fields.flatMap(({ name, translated }) =>
        translated
          ? [[name, Object.fromEntries(translatedLanguages.map((code) => [code, text(`${name}.${code}`)]))]]
          : [],
      ),
    ),
    after: after === stay ? null : after,
  };
}

type RowFormProps = {
  page: ReferenceRowPage;
  typed: TypedRow | null;
  version: string;
  problems: readonly FieldProblem[];
  formId: string;
};

/** Every field of a row of a list. Needs no scripts. */
export function ReferenceForm({ page, typed, version, problems, formId }: RowFormProps) {
  const { row, order } = page;
  const { fields, isOrdered, one } = referenceLists[page.list];
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const translated = fields.filter(({ translated: list }) => list);
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      {fields.map((field) =>
        field.fixed && row ? null : (
          <CellField
            key={field.name}
            field={field}
            options={page.choices[field.name]}
            value={(typed?.cells ?? row?.cells)?.[field.name]}
            error={errorOf(field.name)}
          />
        ),
      )}
      {isOrdered ? (
        <SelectField
          id="after"
          name="after"
          label="Place in the list"
          defaultValue={typed?.after ?? stay}
          options={[
            { value: stay, label: row ? 'Where it is now' : 'Last' },
            { value: '', label: 'First' },
            ...order
              .filter(({ value }) => value !== row?.row)
              .map(({ value, label }) => ({ value, label: `After “${label}”` })),
          ]}
        />
      ) : null}
      {translated.map((field) => (
        <fieldset key={field.name} className={styles.words}>
          <legend>
            {translated.length > 1 ? `${field.label} in other languages` : 'In other languages'}
          </legend>
          {translatedLanguages.map((code) => (
            <WordsField
              key={code}
              field={field}
              code={code}
              value={(typed?.words ?? row?.words)?.[field.name]?.[code]}
              error={errorOf(`${field.name}.${code}`)}
            />
          ))}
        </fieldset>
      ))}
      <Button name="intent" value="save">
        {row ? 'Save' : `Add ${one}`}
      </Button>
    </Form>
  );
}

function CellField({
  field: { name, label, hint, kind, options, optional },
  options: among,
  value,
  error,
}: {
  field: ReferenceField;
  options: ReferenceField['options'] | undefined;
  value: string | undefined;
  error: string | undefined;
}) {
  const shared = { id: name, name, label, hint, error, optional, defaultValue: value };
  switch (kind) {
    case 'lines':
      return <TextArea {...shared} rows={6} />;
    case 'choice':
      return <SelectField {...shared} placeholder="Choose one" options={among ?? options ?? []} />;
    case 'yesNo':
      return (
        <RadioGroup
          {...shared}
          defaultValue={value || 'no'}
          inline
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
      );
    case 'day':
      return <TextField {...shared} type="date" width={20} />;
    case 'line':
      return <TextField {...shared} autoComplete="off" />;
  }
}

function WordsField({
  field,
  code,
  value,
  error,
}: {
  field: ReferenceField;
  code: string;
  value: string | undefined;
  error: string | undefined;
}) {
  const language = languages.find((one) => one.code === code);
  const path = `${field.name}.${code}`;
  const shared = { id: path, name: path, error, defaultValue: value, lang: language?.tag, optional: true };
  const label = <span lang={language?.tag}>{language?.name}</span>;
  return field.kind === 'lines' ? (
    <TextArea {...shared} label={label} rows={6} />
  ) : (
    <TextField {...shared} label={label} autoComplete="off" />
  );
}

/** For administrators, who see the lists and run the system, but change nothing of the plan. */
export const ReadOnlyLists = () => (
  <Notice title="You can read and download the lists">
    <p>They are part of the plan, so only officers of the secretariat change them.</p>
  </Notice>
);
