import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { answerWithinDays } from '#server/domain/consent/consent.rules.ts';
import type { ConsentMatrix, ConsentRow } from './answers.ts';
import { formatFigureCell } from './consent-table.tsx';

export interface AskFormProps {
  row: ConsentRow;
  indicators: ConsentMatrix['indicators'];
  typed: { indicators: string[]; message: string } | null;
  problems: readonly FieldProblem[];
  formId: string;
}

/** Asks one reporter by mail whether its own figures may be shown. */
export function AskForm({ row, indicators, typed, problems, formId }: AskFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  const open = row.cells.filter(({ release }) => release !== 'national');
  const titles = new Map(indicators.map(({ code, title }) => [code, title]));
  return (
    <Section
      id="ask"
      title={`Ask ${row.name}`}
      lead={
        <p>
          Its focal points and clearing officers get a mail that leads to the question. They sign in and
          answer under their own name, within {answerWithinDays} days. No figure stands in the mail.
        </p>
      }
    >
      {open.length === 0 ? (
        <p>{row.name} lets all of its figures be shown. There is nothing to ask.</p>
      ) : (
        <Form method="post" noValidate>
          <input type="hidden" name="reporter" value={row.code} />
          <input type="hidden" name="requestId" value={formId} />
          <CheckboxGroup
            id="indicators"
            name="indicators"
            label="Indicators to ask about"
            error={problem('indicators')}
            defaultValue={typed?.indicators ?? []}
            options={open.map((cell) => ({
              value: cell.indicator,
              label: `${cell.indicator} ${titles.get(cell.indicator) ?? ''}`,
              hint: formatFigureCell(cell),
            }))}
          />
          <TextArea
            id="message"
            name="message"
            label="A sentence to go along"
            hint="For instance for which meeting it is. It stands in the mail and on the page of the answer."
            optional
            rows={3}
            limit={2000}
            defaultValue={typed?.message}
            error={problem('message')}
          />
          <Button>Send the question</Button>
        </Form>
      )}
    </Section>
  );
}
