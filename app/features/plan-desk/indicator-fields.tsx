import { TextArea, TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import type { indicatorWordColumns } from '#server/domain/plan/plan-edit.schema.ts';
import { buildCellField } from './build-cell-field.ts';

type Column = (typeof indicatorWordColumns)[number];

/** The words of an indicator: what an amendment of it changes. */
export function IndicatorFields({
  isPercentage,
  cells,
  problems,
}: {
  isPercentage: boolean;
  cells: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}) {
  const field = buildCellField<Column>(cells, problems);
  return (
    <>
      <TextArea {...field('title')} limit={300} rows={2} />
      <TextArea {...field('definition')} limit={2000} rows={4} />
      <TextArea {...field('counting_rule')} optional limit={2000} rows={4} />
      {isPercentage ? (
        <>
          <TextField {...field('numerator_label')} />
          <TextField {...field('denominator_label')} />
        </>
      ) : null}
    </>
  );
}
