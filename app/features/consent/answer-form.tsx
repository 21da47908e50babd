import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { TextArea } from '#app/components/field.tsx';
import type { AskedIndicator } from '#app/contract.ts';
import { longestChangeReason } from '#server/domain/consent/consent-answers.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import styles from './consent.module.css';

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** The answers that were chosen, by code; what was left open is not in it. */
export function readChosenAnswers(form: FormData): Record<string, boolean> {
  return Object.fromEntries(
    [...form.entries()].flatMap(([name, value]) =>
      name.startsWith('answer-') && (value === 'yes' || value === 'no')
        ? [[name.slice('answer-'.length), value === 'yes'] as const]
        : [],
    ),
  );
}

/** First answers: yes or no to each indicator that has none. */
export function AnswerForm({
  indicators,
  problems,
}: {
  indicators: readonly AskedIndicator[];
  problems: readonly FieldProblem[];
}) {
  const problem = problems.find(({ path }) => path === 'answers')?.message;
  return (
    <Form method="post" noValidate>
      {indicators.map(({ code, title }, index) => (
        <RadioGroup
          key={code}
          id={index === 0 ? 'answers' : `answer-${code}`}
          name={`answer-${code}`}
          label={`${code} ${title}`}
          options={yesOrNo}
          inline
          error={index === 0 ? problem : undefined}
        />
      ))}
      <p className={styles.act}>
        <Button name="intent" value="answer">
          {indicators.length === 1 ? 'Send the answer' : 'Send the answers'}
        </Button>
      </p>
    </Form>
  );
}

/** Puts the other answer in the place of one that was given: the old one in view, and a reason. */
export function ChangeForm({
  indicator,
  typed,
  problems,
  cancelTo,
}: {
  indicator: AskedIndicator;
  typed: string;
  problems: readonly FieldProblem[];
  /** Where one goes who leaves it as it is. */
  cancelTo: string;
}) {
  const [newest] = indicator.answers;
  if (!newest) return null;
  return (
    <Form method="post" noValidate className={styles.act}>
      <input type="hidden" name="indicator" value={indicator.code} />
      <input type="hidden" name="insteadOf" value={newest.id} />
      <input type="hidden" name="agreed" value={newest.agreed ? 'no' : 'yes'} />
      <TextArea
        id="reason"
        name="reason"
        label="Why does the answer change?"
        hint="It is kept with the answer, under your name, and the secretariat reads it."
        rows={3}
        limit={longestChangeReason}
        defaultValue={typed}
        error={problems.find(({ path }) => path === 'reason')?.message}
      />
      <ButtonGroup>
        <Button name="intent" value="change">
          Change the answer to {newest.agreed ? 'no' : 'yes'}
        </Button>
        <Link to={cancelTo}>Leave it as it is</Link>
      </ButtonGroup>
    </Form>
  );
}
