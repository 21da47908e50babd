import type { InputHTMLAttributes, SelectHTMLAttributes } from 'react';
import styles from './cell-field.module.css';
import type { SelectOption } from './field.tsx';
import { type FieldWords, firstError } from './field-frame.tsx';

interface CellWords {
  id: string;
  /** Spoken name; usually row and column: "Female: number". The visible words are the headers of the table. */
  label: string;
  error?: FieldWords['error'];
}

export interface CellInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'>, CellWords {
  /** Width in characters. */
  width?: number | undefined;
}

/** A number typed into a cell of an entry table. The error stands under it. */
export function CellInput({ id, label, error, width = 9, ...input }: CellInputProps) {
  const message = firstError(error);
  return (
    <div className={styles.cell}>
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
        className={styles.input}
        style={{ inlineSize: `calc(${width}ch + 1.25rem)` }}
      />
      {message ? (
        <p id={`${id}-error`} className={styles.error}>
          {message}
        </p>
      ) : null}
    </div>
  );
}

export interface CellSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'>, CellWords {
  options: readonly SelectOption[];
}

/** A choice in a cell of an entry table, for instance the state of a value. */
export function CellSelect({ id, label, error, options, ...select }: CellSelectProps) {
  const message = firstError(error);
  return (
    <div className={styles.cell}>
      <select
        {...select}
        id={id}
        aria-label={label}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${id}-error` : select['aria-describedby']}
        className={styles.select}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      {message ? (
        <p id={`${id}-error`} className={styles.error}>
          {message}
        </p>
      ) : null}
    </div>
  );
}
