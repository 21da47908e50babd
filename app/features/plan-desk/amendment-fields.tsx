import { Link } from 'react-router';
import { SelectField, TextArea, TextField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';

export type TypedAmendment = { effectiveRound: string; title: string; reason: string };

/** What was typed into the fields of an amendment. */
export function readAmendment(form: FormData): TypedAmendment {
  const text = (name: string) => String(form.get(name) ?? '');
  return { effectiveRound: text('effectiveRound'), title: text('amendmentTitle'), reason: text('reason') };
}

/** From which round a change of the plan counts, and why it is made. */
export function AmendmentFields({
  rounds,
  typed,
  problems,
}: {
  rounds: readonly { code: string; title: string }[];
  typed: TypedAmendment | null;
  problems: readonly FieldProblem[];
}) {
  const problemAt = (path: string) =>
    problems.find((problem) => problem.path === path || problem.path === `amendment.${path}`)?.message ??
    null;
  return (
    <>
      {rounds.length === 0 ? (
        <Notice kind="warning" title="Every round of the plan has opened">
          <p>
            What is asked in them is settled. Add a later round to the sheet rounds of the workbook first:{' '}
            <Link to="/secretariat/plan/import">bring in the plan with one more round</Link>.
          </p>
        </Notice>
      ) : null}
      <SelectField
        id="effectiveRound"
        name="effectiveRound"
        label="Counts from"
        hint="Rounds before it keep the wording that they have. A round that has opened cannot be chosen."
        placeholder="Choose a round"
        options={rounds.map(({ code, title }) => ({ value: code, label: `${title} (${code})` }))}
        defaultValue={typed?.effectiveRound ?? ''}
        error={problemAt('effectiveRound')}
      />
      <TextField
        id="amendmentTitle"
        name="amendmentTitle"
        label="Title of the amendment"
        hint="For example: Decision of the 24th SOMTC."
        defaultValue={typed?.title ?? ''}
        error={problemAt('amendmentTitle')}
      />
      <TextArea
        id="reason"
        name="reason"
        label="Reason"
        hint="StatusRows in the list of amendments; it is not published."
        limit={2000}
        rows={3}
        defaultValue={typed?.reason ?? ''}
        error={problemAt('reason')}
      />
    </>
  );
}
