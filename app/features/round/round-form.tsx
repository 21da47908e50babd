import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import confirmStyles from '#app/components/confirm-step.module.css';
import { TextField } from '#app/components/field.tsx';
import type { RoundSummary } from '#app/contract.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { PlannedRound } from '#server/domain/round/round-days.rules.ts';

interface RoundFormProps {
  round: RoundSummary;
  /** What was typed and refused; without it the form has what is stored. */
  typed: PlannedRound | null;
  problems: readonly FieldProblem[];
  requestId: string;
}

const days = [
  { name: 'opensOn', label: 'Opens on' },
  { name: 'dueOn', label: 'Reports are due on' },
  { name: 'closesOn', label: 'Closes on' },
] as const;

/** The title and the days of a round that has not opened. */
export function RoundForm({ round, typed, problems, requestId }: RoundFormProps) {
  const values = typed ?? round;
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <section className={confirmStyles.step} aria-labelledby="confirm-title" id="confirm">
      <h2 id="confirm-title" tabIndex={-1} className={confirmStyles.title}>
        Change the round {round.code}
      </h2>
      <div className={confirmStyles.body}>
        <p>
          It opens by itself on its first day. After that its days move only by more time for reporters and by
          reopening it. Its period and code are changed with the workbook of the plan.
        </p>
      </div>
      <Form method="post" className={confirmStyles.form} noValidate>
        <input type="hidden" name="round" value={round.code} />
        <input type="hidden" name="requestId" value={requestId} />
        {(['title', 'opensOn', 'dueOn', 'closesOn'] as const).map((name) => (
          <input key={name} type="hidden" name={`read.${name}`} value={round[name]} />
        ))}
        <TextField
          id="title"
          name="title"
          label="Title"
          defaultValue={values.title}
          error={errorOf('title')}
        />
        {days.map(({ name, label }) => (
          <TextField
            key={name}
            id={name}
            name={name}
            type="date"
            label={label}
            width={20}
            defaultValue={values[name]}
            error={errorOf(name)}
          />
        ))}
        <ButtonGroup>
          <Button name="intent" value="change">
            Save round
          </Button>
          <Link to="/secretariat/rounds" className={confirmStyles.cancel}>
            Cancel
          </Link>
        </ButtonGroup>
      </Form>
    </section>
  );
}
