import type { EvidenceItem } from '#app/contract.ts';
import { upload } from '../http/http-client.ts';

/** What the server says of one file. */
export type SentFile =
  | { outcome: 'added'; item: EvidenceItem }
  | { outcome: 'refused'; sentence: string; fields: Record<string, string> };

const lostLine: SentFile = {
  outcome: 'refused',
  sentence: 'The line was lost before the file had arrived. Nothing was stored; send it again.',
  fields: {},
};

const busy: SentFile = {
  outcome: 'refused',
  sentence: 'Many files are arriving just now, and nothing was stored. Try again in a minute.',
  fields: {},
};

/** Sends one file with the other fields of its form, and tells how much has left. */
export async function sendFile(
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
