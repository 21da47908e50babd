import type { EvidenceItem } from '#server/queries/evidence/list-evidence.query.ts';

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

/**
 * Sends one file with the other fields of its form, and tells how much has left. Not `fetch`: that does not say how far
 * a request has come, and on a slow line that is what one wants to know.
 */
export function sendFile(
  path: string,
  form: FormData,
  onProgress: (share: number) => void,
): Promise<SentFile> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () => {
      if (isSentFile(request.response)) resolve(request.response);
      else resolve(request.status === 503 ? busy : lostLine);
    });
    request.addEventListener('error', () => resolve(lostLine));
    request.addEventListener('abort', () => resolve(lostLine));
    request.send(form);
  });
}

function isSentFile(answer: unknown): answer is SentFile {
  return typeof answer === 'object' && answer !== null && 'outcome' in answer;
}
