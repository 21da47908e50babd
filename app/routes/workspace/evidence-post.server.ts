import type { TypedEvidence } from '#app/features/evidence/evidence-forms.tsx';
import { readDroppedSize, readFields, text } from '#app/features/forms/answer-form.server.ts';
import type { RequestContext } from '#app/request-context.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';
import { disclosures, largestFile, formatFileSize } from '#server/domain/evidence/evidence.rules.ts';

type Caller = RequestContext['caller'];

/** Which item a form is about: it stands in the address. */
export function readItem(url: string): { kind: 'activity' | 'indicator'; code: string } | null {
  const search = new URL(url).searchParams;
  const [activity, indicator] = [search.get('activity'), search.get('indicator')];
  if (activity) return { kind: 'activity', code: activity };
  return indicator ? { kind: 'indicator', code: indicator } : null;
}

/** Refuses a form that was too large to arrive. */
export function refuseDropped(request: Request): void {
  const size = readDroppedSize(request);
  if (size === null) return;
  const message = `This was ${formatFileSize(size)}, which is too large to send at once. A file can be up to ${formatFileSize(largestFile)}, and several in one form up to 25 MB together.`;
  throw new DomainError('TOO_LARGE', message, { fields: [{ path: 'file', message }] });
}

/** What was typed beside the files. */
export function readTyped(form: FormData): TypedEvidence {
  const typed = readFields(form, { title: text, disclosure: text, cell: text, url: text });
  return { ...typed, disclosure: disclosures.find((known) => known === typed.disclosure) ?? 'private' };
}

type Place = {
  key: { round: string; reporter: string };
  item: { kind: 'activity' | 'indicator'; code: string };
};

const placeOf = ({ key, item }: Place, typed: TypedEvidence) => ({
  round: key.round,
  reporter: key.reporter,
  subject: item.kind,
  code: item.code,
  title: typed.title,
  disclosure: typed.disclosure,
  ...(typed.cell === '' ? {} : { cell: typed.cell }),
});

/** Attaches one file with what was typed beside it. */
export function addFile(caller: Caller, place: Place, file: File, typed: TypedEvidence, requestId?: string) {
  return caller.evidence.addFile({ ...placeOf(place, typed), file, requestId });
}

/** Adds the link that was typed. */
export function addLink(caller: Caller, place: Place, typed: TypedEvidence, requestId: string) {
  return caller.evidence.addLink({ ...placeOf(place, typed), url: typed.url, requestId });
}
