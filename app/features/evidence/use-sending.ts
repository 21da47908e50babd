import { type FormEvent, useState } from 'react';
import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';
import { findSizeProblem } from '#server/domain/evidence/evidence.rules.ts';
import { createRequestId } from '../offline/request-id.ts';
import { sendFile, type SentFile } from './send-file.ts';

export type SendingResult = { name: string; sent: SentFile };

export type Sending = {
  isBusy: boolean;
  /** The file on its way: its name, which of how many, and how much of it has left (0 to 1). */
  now: { name: string; index: number; of: number; share: number } | null;
  results: readonly SendingResult[];
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
};

/** What is to be said at the field of files: the sentence of each that was refused, by its name. */
export function describeRefused(results: readonly SendingResult[]): string | undefined {
  const refused = results.flatMap(({ name, sent }) =>
    sent.outcome === 'refused' ? [`${name}: ${sent.fields['title'] ?? sent.sentence}`] : [],
  );
  return refused.length > 0 ? refused.join(' ') : undefined;
}

/** Sends the files of a form one after another and keeps the page. Without a path the form goes its ordinary way. */
export function useSending(path: string | null, onAdded: (items: EvidenceItem[]) => void): Sending {
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
