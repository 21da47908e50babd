import type { InputHTMLAttributes, ReactNode } from 'react';
import styles from './field.module.css';
import { describe, FieldError, type FieldWords, firstError, LabelWords } from './field.tsx';

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Drawn between the control and the label, for instance a status mark. */
  mark?: ReactNode;
  disabled?: boolean | undefined;
}

interface GroupProps extends FieldWords {
  name: string;
  options: readonly Choice[];
  /** Side by side where there is room; for two or three short answers. */
  inline?: boolean | undefined;
  /** In columns where there is room; for many short answers. */
  columns?: boolean | undefined;
  form?: string | undefined;
  onChange?: InputHTMLAttributes<HTMLInputElement>['onChange'];
}

export interface RadioGroupProps extends GroupProps {
  defaultValue?: string | undefined;
  /** Set together with `onChange` for a controlled group. */
  value?: string | undefined;
  required?: boolean | undefined;
}

export interface CheckboxGroupProps extends GroupProps {
  defaultValue?: readonly string[] | undefined;
  value?: readonly string[] | undefined;
}

/** A fieldset with legend, hint and error, for any set of controls that answer one question. */
export function Fieldset({ words, children }: { words: FieldWords; children: ReactNode }) {
  const legend = <LabelWords label={words.label} optional={words.optional} />;
  return (
    <fieldset
      className={styles.field}
      data-invalid={firstError(words.error) ? '' : undefined}
      aria-describedby={describe(words)['aria-describedby']}
    >
      <legend className={styles.label} data-size={words.labelSize ?? 'normal'}>
        {words.labelSize === 'heading' ? <h1 className={styles.labelHeading}>{legend}</h1> : legend}
      </legend>
      {words.hint ? (
        <div id={`${words.id}-hint`} className={styles.hint}>
          {words.hint}
        </div>
      ) : null}
      <FieldError id={words.id} error={words.error} />
      {children}
    </fieldset>
  );
}

interface ItemProps {
  type: 'radio' | 'checkbox';
  id: string;
  choice: Choice;
  input: InputHTMLAttributes<HTMLInputElement>;
}

function ChoiceItem({ type, id, choice, input }: ItemProps) {
  const hintId = choice.hint ? `${id}-hint` : undefined;
  return (
    <div className={styles.choice}>
      <input
        {...input}
        type={type}
        id={id}
        value={choice.value}
        disabled={choice.disabled}
        className={styles.choiceInput}
        aria-describedby={hintId}
      />
      <label htmlFor={id} className={styles.choiceLabel}>
        {choice.mark ? <span className={styles.choiceMark}>{choice.mark}</span> : null}
        <span>{choice.label}</span>
      </label>
      {choice.hint ? (
        <div id={hintId} className={styles.choiceHint}>
          {choice.hint}
        </div>
      ) : null}
    </div>
  );
}

/** The id of the nth choice. The first carries the id of the group, so that the error summary leads to it. */
function choiceId(groupId: string, index: number): string {
  return index === 0 ? groupId : `${groupId}-${index + 1}`;
}

/** One answer of a few. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, options, inline, columns, defaultValue, value, required, form, onChange, ...words } = props;
  return (
    <Fieldset words={words}>
      <div
        className={styles.choices}
        data-inline={inline ? '' : undefined}
        data-columns={columns ? '' : undefined}
      >
        {options.map((choice, index) => (
          <ChoiceItem
            key={choice.value}
            type="radio"
            id={choiceId(words.id, index)}
            choice={choice}
            input={{
              name,
              form,
              required,
              onChange,
              ...(value === undefined
                ? { defaultChecked: choice.value === defaultValue }
                : { checked: choice.value === value }),
            }}
          />
        ))}
      </div>
    </Fieldset>
  );
}

/** Any number of answers of a few; each is sent under the same name. */
export function CheckboxGroup(props: CheckboxGroupProps) {
  const { name, options, inline, columns, defaultValue, value, form, onChange, ...words } = props;
  return (
    <Fieldset words={words}>
      <div
        className={styles.choices}
        data-inline={inline ? '' : undefined}
        data-columns={columns ? '' : undefined}
      >
        {options.map((choice, index) => (
          <ChoiceItem
            key={choice.value}
            type="checkbox"
            id={choiceId(words.id, index)}
            choice={choice}
            input={{
              name,
              form,
              onChange,
              ...(value === undefined
                ? { defaultChecked: defaultValue?.includes(choice.value) }
                : { checked: value.includes(choice.value) }),
            }}
          />
        ))}
      </div>
    </Fieldset>
  );
}

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'type'> {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: FieldWords['error'];
}

/** A single checkbox, for one statement to agree to. */
export function Checkbox({ id, label, hint, error, ...input }: CheckboxProps) {
  return (
    <div className={styles.field} data-invalid={firstError(error) ? '' : undefined}>
      <FieldError id={id} error={error} />
      <div className={styles.choice}>
        <input
          value="on"
          {...input}
          type="checkbox"
          id={id}
          className={styles.choiceInput}
          {...describe({ id, label, hint, error })}
        />
        <label htmlFor={id} className={styles.choiceLabel}>
          {label}
        </label>
        {hint ? (
          <div id={`${id}-hint`} className={styles.choiceHint}>
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}
