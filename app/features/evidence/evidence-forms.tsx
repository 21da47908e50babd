import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import type { EvidenceCell, EvidenceItem } from '#app/contract.ts';
import type { Refusal } from '#app/features/errors/ask.ts';
import {
  type Disclosure,
  findSizeProblem,
  largestFile,
  formatFileSize,
} from '#server/domain/evidence/evidence.rules.ts';
import { acceptedFiles, acceptedWords } from '#server/domain/evidence/file-kinds.rules.ts';
import { DisclosureField } from './evidence-list.tsx';
import styles from './evidence.module.css';
import { type FormEvent, useState } from 'react';
import { createRequestId, upload } from '#app/features/http/http-client.ts';

/** What was typed into a form that was refused; files have to be chosen again. */
export type TypedEvidence = { title: string; disclosure: Disclosure; cell: string; url: string };
export const nothingTyped: TypedEvidence = { title: '', disclosure: 'private', cell: '', url: '' };

/** Sentences of a refusal by field; what is about no field stands at the file or the address. */
export function errorsOf(refusal: Refusal, otherwise: 'file' | 'url'): Record<string, string> {
  if (refusal.fields.length === 0) return { [otherwise]: refusal.sentence };
  return Object.fromEntries(refusal.fields.map(({ path, message }) => [path, message]));
}

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
            {acceptedWords}. {sizeHint} We remove hidden details from files, such as author, time and place.
            What can be read or seen in them stays. No names or pictures of victims.
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
        hint="Without a title, the file name is shown."
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
        hint="A page that readers of this report can open, such as https://example.org/report."
        defaultValue={typed.url}
      />
      <TextField
        id="link-title"
        name="title"
        label="What it is"
        optional
        error={errors['title']}
        hint="Without a title, the name of the site is shown."
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

/** How far the files on their way have come, and which have arrived; said aloud. Refusals stand at the field. */
function SendingState({ sending: { now, results } }: { sending: Sending }) {
  const added = results.filter(({ sent }) => sent.outcome === 'added');
  const share = now ? Math.round(now.share * 100) : 0;
  return (
    <>
      {now ? (
        <div className={styles.progress}>
          <label htmlFor="sending">
            {now.share < 1 ? 'Sending' : 'Checking'} {now.name}
            {now.of > 1 ? `, ${now.index + 1} of ${now.of}` : ''}
          </label>
          <progress id="sending" max={100} value={share}>
            {share} %
          </progress>
        </div>
      ) : null}
      <div role="status">
        {added.length > 0 ? <p>Attached: {added.map(({ name }) => name).join(', ')}.</p> : null}
      </div>
    </>
  );
}

type SendingResult = { name: string; sent: SentFile };

type Sending = {
  isBusy: boolean;
  /** The file on its way: its name, which of how many, and how much of it has left (0 to 1). */
  now: { name: string; index: number; of: number; share: number } | null;
  results: readonly SendingResult[];
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
};

/** What is to be said at the field of files: the sentence of each that was refused, by its name. */
function describeRefused(results: readonly SendingResult[]): string | undefined {
  const refused = results.flatMap(({ name, sent }) =>
    sent.outcome === 'refused' ? [`${name}: ${sent.fields['title'] ?? sent.sentence}`] : [],
  );
  return refused.length > 0 ? refused.join(' ') : undefined;
}

/** Sends the files of a form one after another and keeps the page. Without a path the form goes its ordinary way. */
function useSending(path: string | null, onAdded: (items: EvidenceItem[]) => void): Sending {
  const [now, setNow] = useState<Sending['now']>(null);
  const [results, setResults] = useState<readonly SendingResult[]>([]);

  async function send(path: string, form: HTMLFormElement) {
    const fields = new FormData(form);
    const files = fields.getAll('file').filter((file) => file instanceof File && file.name !== '') as File[];
    fields.delete('file');
    // One title for several files would name none of them.
    if (files.length > 1) fields.delete('title');
    const done: SendingResult[] = [];
    setResults([]);
    for (const [index, file] of files.entries()) {
      const about = { name: file.name, index, of: files.length };
      setNow({ ...about, share: 0 });
      const problem = findSizeProblem(file.size);
      const one = new FormData();
      for (const [name, value] of fields) one.append(name, value);
      one.set('requestId', createRequestId());
      one.append('file', file);
      const sent: SentFile = problem
        ? { outcome: 'refused', sentence: problem, fields: { file: problem } }
        : await sendFile(path, one, (share) => setNow({ ...about, share }));
      done.push({ name: file.name, sent });
      setResults([...done]);
    }
    setNow(null);
    const added = done.flatMap(({ sent }) => (sent.outcome === 'added' ? [sent.item] : []));
    onAdded(added);
    if (added.length === files.length) form.reset();
    // What has arrived is not sent again with what has not.
    const field = form.elements.namedItem('file');
    if (field instanceof HTMLInputElement) {
      field.value = '';
      if (added.length < files.length) field.focus();
    }
  }

  return {
    isBusy: now !== null,
    now,
    results,
    onSubmit(event) {
      if (path === null) return;
      event.preventDefault();
      if (now === null) void send(path, event.currentTarget);
    },
  };
}

/** What the server says of one file. */
export type SentFile =
  | { outcome: 'added'; item: EvidenceItem }
  | { outcome: 'refused'; sentence: string; fields: Record<string, string> };

const lostLine: SentFile = {
  outcome: 'refused',
  sentence: 'The connection was lost before the file had arrived. Nothing was stored. Send it again.',
  fields: {},
};

const busy: SentFile = {
  outcome: 'refused',
  sentence: 'Too many files are being uploaded. Nothing was stored. Try again in a minute.',
  fields: {},
};

/** Sends one file with the other fields of its form, and tells how much has left. */
async function sendFile(
  path: string,
  form: FormData,
  onProgress: (share: number) => void,
): Promise<SentFile> {
  const { status, body } = await upload(path, form, onProgress);
  if (isSentFile(body)) return body;
  return status === 503 ? busy : lostLine;
}

function isSentFile(answer: unknown): answer is SentFile {
  return typeof answer === 'object' && answer !== null && 'outcome' in answer;
}
