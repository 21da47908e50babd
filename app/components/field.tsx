import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useState } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { describe, FieldFrame, type FieldWords } from './field-frame.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';

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

export interface NumberFieldProps extends Omit<TextFieldProps, 'type' | 'inputMode'> {
  /** Whether a decimal point may be typed. */
  decimal?: boolean | undefined;
}

/** A number typed as text: no spinner, no change by the mouse wheel, right-aligned tabular figures. */
export function NumberField({ decimal, width = 10, ...rest }: NumberFieldProps) {
  return (
    <TextField
      autoComplete="off"
      spellCheck={false}
      {...rest}
      width={width}
      inputMode={decimal ? 'decimal' : 'numeric'}
      className={classNames(styles.number, rest.className)}
    />
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
  const left = limit === undefined || length === null ? null : limit - length;
  const countId = `${words.id}-count`;
  return (
    <FieldFrame words={words}>
      <textarea
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
