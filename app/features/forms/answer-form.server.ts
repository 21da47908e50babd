import { createHash, randomUUID } from 'node:crypto';
import { data, redirect } from 'react-router';
import { z } from 'zod';
import { getRefusalStatus, readRefusal, type Refusal, isAnswer } from '#app/features/errors/ask.ts';
import { serialiseRequestId } from '#app/features/http/http-client.ts';
import { DomainError } from '#server/domain/error/domain-error.ts';

type Entries = readonly FormDataEntryValue[];

/** One field of a form: reads all that was sent under its name. */
const field = <T>(read: (entries: Entries) => T) => z.custom<Entries>().transform(read);

const readText = ([first]: Entries): string =>
  typeof first === 'string' ? first.replace(/\r\n?/g, '\n') : '';
const readNumber = (entries: Entries): number | null =>
  /^\d{1,9}$/.test(readText(entries)) ? Number(readText(entries)) : null;

/** What was typed, with line ends as a field holds them. Nothing, or a file, is no text. */
export const text = field(readText);
/** A password. What was typed does not go back to the page. */
export const secret = field(readText);
/** A text without spaces around it. */
export const line = field((entries) => readText(entries).trim());
/** A whole number; 0 for anything else. */
export const number = field((entries) => readNumber(entries) ?? 0);
/** A whole number; null for anything else. */
export const numberOrNull = field(readNumber);
/** Whether the box was ticked. */
export const ticked = field((entries) => entries.length > 0);
/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) => text.pipe(z.enum(words));
/** Every text that was sent under this name. */
export const list = field((entries) => entries.filter((entry) => typeof entry === 'string'));
/** The files that were chosen, which do not go back to the page. A field without a choice sends one without a name. */
export const files = field((entries) =>
  entries
    .filter((entry) => entry instanceof File && (entry.size > 0 || entry.name !== ''))
    .map((file) => file as File),
);

/** What one button of a page sends, and what is done with it. */
export type FormIntent<Typed, Shown> = {
  read(form: FormData): Typed;
  /** What of it the page is shown again. */
  keep(typed: Typed): Typed;
  run(typed: Typed, id: string): Promise<Shown> | Shown;
  /** The field of the form for a path in the input of the contract. */
  place(path: string): string;
};

/**
 * One button of a page. `fields` are the fields of its form, or a function that reads them. `run` calls the contract
 * with what was typed and with an id that makes a repeated form harmless. It returns the address to go on to; or, for
 * a page that is to be shown again, anything else (null where what was typed says it all). What it throws is shown at
 * the fields; `place` names the field of the form for a path of the contract, where these differ.
 */
export function intent<Shape extends z.ZodRawShape, Shown>(
  fields: Shape,
  run: (typed: z.output<z.ZodObject<Shape>>, id: string) => Promise<Shown> | Shown,
  place?: (path: string) => string,
): FormIntent<z.output<z.ZodObject<Shape>>, Shown>;
export function intent<Typed, Shown>(
  fields: (form: FormData) => Typed,
  run: (typed: Typed, id: string) => Promise<Shown> | Shown,
  place?: (path: string) => string,
): FormIntent<Typed, Shown>;
export function intent(
  fields: z.ZodRawShape | ((form: FormData) => unknown),
  run: (typed: never, id: string) => unknown,
  place: (path: string) => string = (path) => path,
): FormIntent<unknown, unknown> {
  const own: FormIntent<unknown, unknown>['run'] = run;
  if (typeof fields === 'function') return { read: fields, keep: (typed) => typed, run: own, place };
  // A password is not sent back, and a file cannot be.
  const emptied = Object.fromEntries(
    Object.entries(fields).flatMap(([name, kind]): [string, unknown][] =>
      kind === secret ? [[name, '']] : kind === files ? [[name, []]] : [],
    ),
  );
  return {
    read: (form) => readFields(form, fields),
    keep: (typed) => ({ ...(typed as object), ...emptied }),
    run: own,
    place,
  };
}

/** Reads the named fields of a form; one that no form of ours can have sent is an error page. */
export function readFields<Shape extends z.ZodRawShape>(form: FormData, shape: Shape) {
  const sent = Object.fromEntries(Object.keys(shape).map((name) => [name, form.getAll(name)]));
  const read = z.object(shape).safeParse(sent);
  if (!read.success) throw refuseUnknown();
  return read.data;
}

/** What a page is shown after a form: which button, what was typed, and why it was refused. */
type Answer<Name, Typed, Shown> = {
  intent: Name;
  typed: Typed;
  refusal: Refusal | null;
  shown: Shown | null;
};

/** For `run` to return: a refusal with what a page shows beside it. */
export class Refused<Shown> {
  readonly refusal: Refusal;
  readonly shown: Shown;
  constructor(refusal: Refusal, shown: Shown) {
    this.refusal = refusal;
    this.shown = shown;
  }
}

type Intents = Record<string, FormIntent<unknown, unknown>>;
type ShownOf<Returned> = Returned extends string
  ? never
  : Returned extends Refused<infer Shown>
    ? Shown
    : Returned;
type AnswerOf<Known extends Intents> = {
  [Name in keyof Known]: Known[Name] extends FormIntent<infer Typed, infer Shown>
    ? Answer<Name, Typed, ShownOf<Shown>>
    : never;
}[keyof Known];

/** For a form that asks for something its page does not do: an old page, or no page of ours. */
function refuseUnknown() {
  const sentence = 'The page has changed since you opened it. Reload it and try again.';
  const refusal = readRefusal(new DomainError('BAD_INPUT', sentence), '');
  return data(refusal, { status: getRefusalStatus(refusal) });
}

/**
 * Answers a form: finds the intent by the button that was pressed ('' where it has no name), reads its fields, does
 * it, and leads on. What the contract refuses goes back to the page with its status and with what was typed.
 */
export async function answerForm<const Known extends Intents>(
  posted: { form: FormData | null; requestId: string },
  intents: Known,
) {
  const form = posted.form ?? new FormData();
  const pressed = form.get('intent') ?? '';
  const found = typeof pressed === 'string' && Object.hasOwn(intents, pressed) ? intents[pressed] : undefined;
  if (!found) throw refuseUnknown();
  const typed = found.read(form);
  const show = (shown: unknown, refusal: Refusal | null) =>
    data({ intent: pressed, typed: found.keep(typed), shown, refusal } as AnswerOf<Known>, {
      status: refusal ? getRefusalStatus(refusal) : 200,
    });
  try {
    const shown = await found.run(typed, deriveRequestId(form, [pressed, typed]));
    if (shown instanceof Refused) return show(shown.shown, shown.refusal);
    if (typeof shown !== 'string') return show(shown, null);
    throw redirect(shown, 303);
  } catch (error) {
    if (isAnswer(error)) throw error;
    const refusal = readRefusal(error, posted.requestId);
    const fields = refusal.fields.map(({ path, message }) => ({ path: found.place(path), message }));
    return show(null, { ...refusal, fields });
  }
}

/**
 * A request id for exactly this content of a form: sent twice it is harmless, while a form that was changed and sent
 * from an old page is not taken for a repetition of the first. Several buttons of one form differ in content.
 */
export function deriveRequestId(form: FormData, content: unknown): string {
  const formId = form.get('requestId');
  if (typeof formId !== 'string' || formId === '') return randomUUID();
  return serialiseRequestId(
    createHash('sha256')
      .update(`${formId}\n${JSON.stringify(content)}`)
      .digest('hex'),
  );
}

/** Refuses what was typed into one field, before the contract is asked. */
export const refuseField = (path: string, message: string): DomainError =>
  new DomainError('BAD_INPUT', message, { fields: [{ path, message }] });

/** The header by which the server says that an upload was too large and is gone; see server/http. */
const dropped = 'x-upload-dropped';

/** The size in bytes of an upload that was too large to be taken in; null where there is none. */
export function readDroppedSize(request: Request): number | null {
  const size = request.headers.get(dropped);
  return size === null ? null : Number(size);
}

/** The content of a file as the contract takes it. */
export const readBase64 = async (file: File): Promise<string> =>
  Buffer.from(await file.arrayBuffer()).toString('base64');
