import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { type Disclosure, largestFile, formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { acceptedFiles, acceptedWords } from '#server/domain/evidence/file-kinds.rules.ts';
import type { EvidenceCell } from '#server/loaders/evidence/list-evidence-cells.ts';
import { DisclosureField } from './disclosure-field.tsx';
import styles from './evidence.module.css';
import { describeRefused, useSending } from './use-sending.ts';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import { SendingState } from './sending-state.tsx';

/** What was typed into a form that was refused; files have to be chosen again. */
export type TypedEvidence = { title: string; disclosure: Disclosure; cell: string; url: string };
export const nothingTyped: TypedEvidence = { title: '', disclosure: 'private', cell: '', url: '' };

interface FormProps {
  /** Where it is sent. */
  action: string;
  cells: readonly EvidenceCell[];
  typed?: TypedEvidence | undefined;
  /** Sentences by name of the field. */
  errors?: Readonly<Record<string, string>> | undefined;
  requestId: string;
}

const sizeHint = `Up to ${formatFileSize(largestFile)} each.`;

/** One or more files. With scripts they go one by one, with a bar, and the page stays; without, all at once. */
export function FileForm({
  sendPath,
  onAdded,
  ...props
}: FormProps & { sendPath: string | null; onAdded: (items: EvidenceItem[]) => void }) {
  const { action, cells, typed = nothingTyped, errors = {}, requestId } = props;
  const sending = useSending(sendPath, onAdded);
  return (
    <Form
      method="post"
      action={action}
      encType="multipart/form-data"
      className={styles.form}
      onSubmit={sending.onSubmit}
    >
      <input type="hidden" name="intent" value="file" />
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="file"
        name="file"
        type="file"
        label="Files"
        multiple
        required
        accept={acceptedFiles}
        className={styles.file}
        error={errors['file'] ?? describeRefused(sending.results)}
        hint={
          <>
            {acceptedWords}. {sizeHint} What a file says of who made it, when and where is taken out; what can
            be read or seen in it stays. No names or pictures of victims.
          </>
        }
      />
      <SendingState sending={sending} />
      <TextField
        id="title"
        name="title"
        label="What it is"
        optional
        error={errors['title']}
        hint="Without it, each file goes by its own name."
        defaultValue={typed.title}
      />
      <CellField cells={cells} typed={typed} error={errors['cell']} />
      <DisclosureField id="disclosure" value={typed.disclosure} error={errors['disclosure']} />
      <ButtonGroup>
        <Button variant="secondary" disabled={sending.isBusy}>
          {sending.isBusy ? 'Sending…' : 'Attach files'}
        </Button>
      </ButtonGroup>
    </Form>
  );
}

/** One link. */
export function LinkForm({ action, cells, typed = nothingTyped, errors = {}, requestId }: FormProps) {
  return (
    <Form method="post" action={action} className={styles.form}>
      <input type="hidden" name="intent" value="link" />
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="url"
        name="url"
        label="Address"
        required
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        error={errors['url']}
        hint="Of a page that whoever sees this report can open, such as https://example.org/report."
        defaultValue={typed.url}
      />
      <TextField
        id="link-title"
        name="title"
        label="What it is"
        optional
        error={errors['title']}
        hint="Without it, the name of the site is shown."
        defaultValue={typed.title}
      />
      <CellField cells={cells} typed={typed} error={errors['cell']} prefix="link-" />
      <DisclosureField id="link-disclosure" value={typed.disclosure} error={errors['disclosure']} />
      <ButtonGroup>
        <Button variant="secondary">Add link</Button>
      </ButtonGroup>
    </Form>
  );
}

function CellField({
  cells,
  typed,
  error,
  prefix = '',
}: Pick<FormProps, 'cells'> & { typed: TypedEvidence; error: string | undefined; prefix?: string }) {
  // With one figure only there is nothing to choose.
  if (cells.length < 2) return null;
  return (
    <SelectField
      id={`${prefix}cell`}
      name="cell"
      label="What it supports"
      error={error}
      placeholder="The indicator as a whole"
      options={cells.map(({ cell, label }) => ({ value: cell, label }))}
      defaultValue={typed.cell}
    />
  );
}
