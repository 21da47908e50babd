import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import { SelectField, TextArea } from '#app/components/field.tsx';
import type { Comparability, KeptNote } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { comparabilityKinds } from '#server/domain/receipt/comparability.calculations.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import styles from './compile.module.css';

/** What was typed into the form of a note. */
export type TypedNote = {
  id: number | null;
  indicator: string;
  reporter: string;
  from: string;
  until: string;
  kind: string;
  note: string;
  withdrawn: boolean;
};

interface NoteFormProps {
  data: Pick<Comparability, 'rounds' | 'reporters'> & {
    indicators: readonly { code: string; title: string }[];
  };
  /** The note to change; null for a new one. */
  note: KeptNote | null;
  /** The indicator that a new note is about, where the page shows one. */
  indicator: string | null;
  typed: TypedNote | null;
  problems: readonly FieldProblem[];
  version: number;
  formId: string;
}

/** Fields of a note on comparability. Of a stored note the indicator and the reporter stay. */
export function NoteForm({ data, note, indicator, typed, problems, version, formId }: NoteFormProps) {
  const at = (path: string) => noteFieldId(note?.id ?? null, path);
  const error = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const rounds = data.rounds.map(({ code, title }) => ({ value: code, label: `${code}, ${title}` }));
  return (
    <Form method="post" className={styles.form} preventScrollReset>
      <input type="hidden" name="id" value={note?.id ?? ''} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
      {note ? (
        <>
          <input type="hidden" name="indicator" value={note.indicator} />
          <input type="hidden" name="reporter" value={note.reporter ?? ''} />
        </>
      ) : (
        <div className={styles.row}>
          <SelectField
            id={at('indicator')}
            name="indicator"
            label="Indicator"
            placeholder="Choose an indicator"
            options={data.indicators.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
            defaultValue={typed?.indicator ?? indicator ?? ''}
            error={error('indicator')}
          />
          <SelectField
            id={at('reporter')}
            name="reporter"
            label="About whom"
            placeholder="Everybody"
            options={data.reporters.map(({ code, kind, name }) => ({
              value: code,
              label: kind === 'state' ? name : code,
            }))}
            defaultValue={typed?.reporter ?? ''}
            error={error('reporter')}
          />
        </div>
      )}
      <div className={styles.row}>
        <SelectField
          id={at('kind')}
          name="kind"
          label="What is different"
          placeholder="Choose"
          options={comparabilityKinds.map((kind) => ({ value: kind, label: formatUpperFirst(kind) }))}
          defaultValue={typed?.kind ?? note?.kind ?? ''}
          error={error('kind')}
        />
        <SelectField
          id={at('from')}
          name="from"
          label="From round"
          placeholder="From the start"
          options={rounds}
          defaultValue={typed?.from ?? note?.from ?? ''}
          error={error('from')}
        />
        <SelectField
          id={at('until')}
          name="until"
          label="Up to round"
          placeholder="No end"
          options={rounds}
          defaultValue={typed?.until ?? note?.until ?? ''}
          error={error('until')}
        />
      </div>
      <TextArea
        id={at('note')}
        name="note"
        label="What readers need to know"
        hint="It is shown on public pages beside the figures, from the next publication."
        rows={3}
        limit={1000}
        defaultValue={typed?.note ?? note?.note ?? ''}
        error={error('note')}
      />
      {note ? (
        <Checkbox
          id={at('withdrawn')}
          name="withdrawn"
          label="It was written by mistake: leave it out of future publications"
          defaultChecked={typed?.withdrawn ?? note.withdrawn}
        />
      ) : null}
      <Button variant={note ? 'secondary' : 'primary'}>{note ? 'Save the note' : 'Add the note'}</Button>
    </Form>
  );
}

/** The id of a field in the form of a note. */
export const noteFieldId = (note: number | null, path: string): string => `note-${note ?? 'new'}-${path}`;
