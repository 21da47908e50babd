import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useState,
} from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { Button, ButtonGroup } from './button.tsx';
import { useKeepTypedEarly } from './keep-typed-early.ts';

type Own<Attributes> = Omit<Attributes, 'id'> & FieldWords;

function split<T extends FieldWords>(props: T) {
  const { id, label, hint, error, optional, labelSize, ...rest } = props;
  return { words: { id, label, hint, error, optional, labelSize } satisfies FieldWords, rest };
}

export interface TextFieldProps extends Own<InputHTMLAttributes<HTMLInputElement>> {
  /** Width in characters, so that the box says how much is expected. */
  width?: 5 | 10 | 20 | 30 | 'full' | undefined;
  /** Words before and after the box: a unit, a currency. */
  prefix?: string | undefined;
  suffix?: ReactNode;
}

/** One line of text. Every attribute of `<input>` passes through; give `defaultValue` to keep what was typed. */
export function TextField(props: TextFieldProps) {
  const { words, rest } = split(props);
  const { width = 'full', prefix, suffix, className, 'aria-describedby': describedBy, ...input } = rest;
  const control = (
    <input
      type="text"
      {...input}
      id={words.id}
      className={classNames(styles.input, className)}
      data-width={width}
      {...describe(words, describedBy)}
    />
  );
  return (
    <FieldFrame words={words}>
      {prefix || suffix ? (
        <div className={styles.affixed}>
          {prefix ? <span className={styles.affix}>{prefix}</span> : null}
          {control}
          {suffix ? <span className={styles.affix}>{suffix}</span> : null}
        </div>
      ) : (
        control
      )}
    </FieldFrame>
  );
}

export interface TextAreaProps extends Own<TextareaHTMLAttributes<HTMLTextAreaElement>> {
  /** Most characters that the server takes. Typing past it is possible and said, never cut off. */
  limit?: number | undefined;
}

/** Several lines of text. With scripts it counts the characters that are left; without, the limit is said in words. */
export function TextArea(props: TextAreaProps) {
  const { words, rest } = split(props);
  const { limit, className, rows = 5, onChange, 'aria-describedby': describedBy, ...area } = rest;
  const [length, setLength] = useState<number | null>(null);
  const element = useKeepTypedEarly(words.id);
  const left = limit === undefined || length === null ? null : limit - length;
  const countId = `${words.id}-count`;
  return (
    <FieldFrame words={words}>
      <textarea
        ref={element}
        {...area}
        rows={rows}
        id={words.id}
        className={classNames(styles.input, styles.area, className)}
        onChange={(event) => {
          setLength(event.currentTarget.value.length);
          onChange?.(event);
        }}
        {...describe(words, classNames(describedBy, limit !== undefined && countId))}
      />
      {limit === undefined ? null : (
        <p id={countId} className={styles.count} data-over={left !== null && left < 0 ? '' : undefined}>
          {left === null
            ? `Up to ${formatNumber(limit)} characters`
            : left < 0
              ? `${formatNumber(-left)} characters too many`
              : `${formatNumber(left)} characters left`}
        </p>
      )}
    </FieldFrame>
  );
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean | undefined;
}

export interface SelectFieldProps extends Own<SelectHTMLAttributes<HTMLSelectElement>> {
  options: readonly SelectOption[];
  /** First, empty choice: "Choose a status". */
  placeholder?: string | undefined;
}

/** A choice from a list too long for radios. */
export function SelectField(props: SelectFieldProps) {
  const { words, rest } = split(props);
  const { options, placeholder, className, 'aria-describedby': describedBy, ...select } = rest;
  return (
    <FieldFrame words={words}>
      <select
        {...select}
        id={words.id}
        className={classNames(styles.input, styles.select, className)}
        {...describe(words, describedBy)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** What every field takes, whatever its control is. */
export interface FieldWords {
  /** Id of the control; the hint and error get `-hint` and `-error` after it. */
  id: string;
  label: ReactNode;
  /** Says how to answer; part of the accessible description. */
  hint?: ReactNode;
  /** One message or the list of them; only the first is shown at the field. */
  error?: string | readonly string[] | null | undefined;
  /** Adds "(optional)" to the label. */
  optional?: boolean | undefined;
  /** Size of the label; `heading` also makes it the `h1` of a page that asks one thing. */
  labelSize?: 'normal' | 'large' | 'heading' | undefined;
}

/** The first message of a field's error, or nothing. */
export function firstError(error: FieldWords['error']): string | undefined {
  if (error === null || error === undefined) return undefined;
  return typeof error === 'string' ? error || undefined : error[0];
}

/** Attributes that tie a control to its hint and error. `describedBy` adds further ids after them. */
export function describe(words: FieldWords, describedBy?: string | undefined) {
  const message = firstError(words.error);
  const own = [words.hint ? `${words.id}-hint` : '', message ? `${words.id}-error` : ''];
  // A form library may hand over the same ids; each is named once.
  const ids = [...new Set([...own, ...(describedBy ?? '').split(' ')])].filter(Boolean);
  return {
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': message ? (true as const) : undefined,
  };
}

/** The error line of a field. */
export function FieldError({ id, error }: { id: string; error: FieldWords['error'] }) {
  const message = firstError(error);
  if (!message) return null;
  return (
    <p id={`${id}-error`} className={styles.error}>
      <span className={styles.errorWord}>Error:</span> {message}
    </p>
  );
}

/** The words of a label or legend with the "(optional)" that may follow. */
export function LabelWords({ label, optional }: Pick<FieldWords, 'label' | 'optional'>) {
  return (
    <>
      {label}
      {optional ? <span className={styles.optional}> (optional)</span> : null}
    </>
  );
}

/** Label, hint and error around one control. For controls of your own; the ready ones are in `field.tsx`. */
function FieldFrame({ words, children }: { words: FieldWords; children: ReactNode }) {
  const label = (
    <label htmlFor={words.id} className={styles.label} data-size={words.labelSize ?? 'normal'}>
      <LabelWords label={words.label} optional={words.optional} />
    </label>
  );
  return (
    <div className={styles.field} data-invalid={firstError(words.error) ? '' : undefined}>
      {words.labelSize === 'heading' ? <h1 className={styles.labelHeading}>{label}</h1> : label}
      {words.hint ? (
        <div id={`${words.id}-hint`} className={styles.hint}>
          {words.hint}
        </div>
      ) : null}
      <FieldError id={words.id} error={words.error} />
      {children}
    </div>
  );
}

interface CellWords {
  id: string;
  /** Spoken name; usually row and column: "Female: number". The visible words are the headers of the table. */
  label: string;
  error?: FieldWords['error'];
}

interface CellInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>, CellWords {
  /** Width in characters. */
  width?: number | undefined;
}

/** A number typed into a cell of an entry table. The error is a `CellError` below its row: it changes no column. */
export function CellInput({ id, label, error, width = 9, ...input }: CellInputProps) {
  const message = firstError(error);
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      {...input}
      id={id}
      aria-label={label}
      aria-invalid={message ? true : undefined}
      aria-describedby={message ? `${id}-error` : input['aria-describedby']}
      className={styles.cellFieldInput}
      style={{ inlineSize: `calc(${width}ch + 1.25rem)` }}
    />
  );
}

/** What is wrong with a cell of an entry table. */
export function CellError({ id, error }: { id: string; error: FieldWords['error'] }) {
  const message = firstError(error);
  if (!message) return null;
  return (
    <p id={`${id}-error`} className={styles.cellFieldError}>
      {message}
    </p>
  );
}

interface CellSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>, CellWords {
  options: readonly SelectOption[];
}

/** A choice in a cell of an entry table. */
export function CellSelect({ id, label, error, options, ...select }: CellSelectProps) {
  const message = firstError(error);
  return (
    <select
      {...select}
      id={id}
      aria-label={label}
      aria-invalid={message ? true : undefined}
      aria-describedby={message ? `${id}-error` : select['aria-describedby']}
      className={styles.cellFieldSelect}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface UploadFormProps {
  /** Where it goes; the page itself without one. */
  action?: string;
  label: string;
  hint: string;
  accept: string;
  multiple?: boolean;
  problem: string | null | undefined;
}

/** A plain form: the file goes in one piece, and the answer is a page that shows what it would do. */
export function UploadForm({ action, problem, ...field }: UploadFormProps) {
  return (
    <form method="post" action={action} encType="multipart/form-data">
      <TextField id="file" name="file" type="file" required error={problem} {...field} />
      <ButtonGroup>
        <Button>Upload and preview</Button>
      </ButtonGroup>
    </form>
  );
}
