import { attempt, type Refusal } from '#app/features/errors/ask.ts';
import type { TypedEvidence } from '#app/features/evidence/evidence-forms.tsx';
import type { RequestContext } from '#app/request-context.ts';
import { disclosures, largestFile, formatFileSize } from '#server/domain/evidence/evidence.rules.ts';

/** The header by which the server says that an upload was too large and is gone. */
const dropped = 'x-upload-dropped';

/** Which item a form is about: it stands in the address. */
export function readItem(url: string): { kind: 'activity' | 'indicator'; code: string } | null {
  const search = new URL(url).searchParams;
  const [activity, indicator] = [search.get('activity'), search.get('indicator')];
  if (activity) return { kind: 'activity', code: activity };
  return indicator ? { kind: 'indicator', code: indicator } : null;
}

/** The refusal of a form that did not arrive, or null. */
export function readDropped(request: Request): Refusal | null {
  const bytes = request.headers.get(dropped);
  if (bytes === null) return null;
  const sentence = `This was ${formatFileSize(Number(bytes))}: too large to be sent at once. A file may have ${formatFileSize(largestFile)}, several in one form 25 MB together.`;
  return {
    code: 'TOO_LARGE',
    sentence,
    fields: [{ path: 'file', message: sentence }],
    current: null,
    reference: null,
  };
}

const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What was typed beside the files. */
export function readTyped(form: FormData): TypedEvidence {
  const disclosure = textOf(form, 'disclosure');
  return {
    title: textOf(form, 'title'),
    disclosure: disclosures.find((known) => known === disclosure) ?? 'private',
    cell: textOf(form, 'cell'),
    url: textOf(form, 'url'),
  };
}

/** The files that were chosen. A field without a choice sends a file without a name. */
export function readFiles(form: FormData): File[] {
  return form.getAll('file').filter((file): file is File => file instanceof File && file.name !== '');
}

type Place = {
  caller: RequestContext['caller'];
  requestId: string;
  key: { round: string; reporter: string };
  item: { kind: 'activity' | 'indicator'; code: string };
};

const placeOf = ({ key, item }: Place, typed: TypedEvidence) => ({
  round: key.round,
  reporter: key.reporter,
  subject: item.kind,
  code: item.code,
  disclosure: typed.disclosure,
  ...(typed.cell === '' ? {} : { cell: typed.cell }),
});

/** Attaches one file with what was typed beside it. */
export function addFile(place: Place, file: File, typed: TypedEvidence, id: string | undefined) {
  return attempt(place.requestId, () =>
    place.caller.evidence.addFile({ ...placeOf(place, typed), title: typed.title, file, requestId: id }),
  );
}

/** Adds the link that was typed. */
export function addLink(place: Place, form: FormData) {
  const typed = readTyped(form);
  return attempt(place.requestId, () =>
    place.caller.evidence.addLink({
      ...placeOf(place, typed),
      title: typed.title,
      url: typed.url,
      requestId: readRequestId(form),
    }),
  );
}

/** The id that makes a repeated form harmless. */
export function readRequestId(form: FormData): string | undefined {
  return textOf(form, 'requestId') || undefined;
}

/** Sentences of a refusal by field; what is about no field stands at the file or the address. */
export function errorsOf(refusal: Refusal, otherwise: 'file' | 'url'): Record<string, string> {
  if (refusal.fields.length === 0) return { [otherwise]: refusal.sentence };
  return Object.fromEntries(refusal.fields.map(({ path, message }) => [path, message]));
}
