import { CellInput, CellSelect } from '#app/components/field.tsx';
import { classNames } from '#app/components/class-names.ts';
import type { IndicatorEntry } from '#app/contract.ts';
import { formatPercentage } from '#server/domain/language/number-format.ts';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import {
  type CellDraft,
  type CellPlace,
  getCell,
  type IndicatorDraft,
  listFigureFields,
  nameCell,
  serialisePick,
} from '../entry/indicator-draft.ts';
import { calculateDraftPercentage } from '../entry/indicator-sums.ts';
import { stateOptions } from '../entry/indicator-table.tsx';
import { nameFigure } from '../entry/item-words.ts';
import { describeCell } from '../submission/report-words.ts';
import { readControl } from './grid-edits.ts';
import { type GridColumn, gridControlId, serialiseControl } from './grid-rows.ts';
import styles from './grid.module.css';

interface GridRowProps {
  indicator: IndicatorEntry['indicator'];
  place: CellPlace;
  cell: CellDraft;
  last: { draft: IndicatorDraft; round: string } | null;
  /** Whether the person writes this cell. */
  isWritable: boolean;
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
  /** What somebody else has stored meanwhile, where it differs from what stands in the fields. */
  theirs: string | null;
  onEdit: (key: string, column: GridColumn, text: string) => void;
}

/** One cell of an indicator: last round, this round, state. */
export function GridRowView(props: GridRowProps) {
  const { indicator, place, cell, last, isWritable, theirs } = props;
  const isAnswer = indicator.measure === 'choice' || indicator.measure === 'text';
  return (
    <tr role="row" className={styles.row}>
      <th scope="row" role="rowheader" className={styles.name}>
        {isAnswer ? 'Answer' : place.name}
      </th>
      <td role="cell" className={classNames(styles.last, !isAnswer && styles.lastFigure)}>
        <span className={styles.label} aria-hidden="true">
          {last?.round ?? 'Last round'}
        </span>
        {last ? shorten(describeCell({ ...indicator, unit: '' }, getCell(last.draft, place.key))) : '–'}
      </td>
      {isWritable && indicator.measure !== 'text' ? (
        <Controls {...props} />
      ) : (
        <td role="cell" colSpan={3} className={styles.still}>
          <span className={styles.label} aria-hidden="true">
            This round
          </span>
          {shorten(describeCell(indicator, cell))}
        </td>
      )}
      {theirs === null ? null : (
        <td role="cell" className={styles.theirs}>
          Now stored: {theirs}
        </td>
      )}
    </tr>
  );
}

/** An account of half a page is read on its own page. */
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

function Controls({ indicator, place, cell, errors, onEdit }: GridRowProps) {
  const { key } = place;
  const { code } = indicator;
  const control = (column: GridColumn) => {
    const id = gridControlId(code, key, column);
    return {
      id,
      name: serialiseControl({ code, key }, column),
      value: readControl(cell, column),
      error: errors[id],
    };
  };
  const name = `${code} ${nameCell(key, indicator)}`;
  if (indicator.measure === 'choice') {
    return (
      <td role="cell" colSpan={3} className={styles.pick}>
        <CellSelect
          {...control('pick')}
          label={`${code}: answer`}
          options={[
            { value: '', label: valueStateLabels.not_yet_reported },
            ...indicator.choices.map((choice) => ({
              value: serialisePick({ state: 'reported', choice: choice.code }),
              label: choice.label,
            })),
            { value: 'not_available', label: valueStateLabels.not_available },
            { value: 'not_applicable', label: valueStateLabels.not_applicable },
          ]}
          onChange={(event) => onEdit(key, 'pick', event.currentTarget.value)}
        />
      </td>
    );
  }
  const fields = listFigureFields(indicator.measure);
  const percentage = calculateDraftPercentage(cell);
  return (
    <>
      {fields.map((field) => (
        <td
          key={field}
          role="cell"
          colSpan={fields.length === 1 ? 2 : 1}
          className={classNames(styles.figure, fields.length === 1 && styles.single)}
        >
          <span className={styles.label} aria-hidden="true">
            {nameFigure(indicator, field)}
          </span>
          <CellInput
            {...control(field)}
            label={`${name}: ${nameFigure(indicator, field)}`}
            width={indicator.measure === 'money' ? 14 : 9}
            inputMode={indicator.measure === 'money' ? 'decimal' : 'numeric'}
            onChange={(event) => onEdit(key, field, event.currentTarget.value)}
          />
          {field === 'denominator' ? (
            <span className={styles.share}>{percentage === null ? null : formatPercentage(percentage)}</span>
          ) : null}
        </td>
      ))}
      <td role="cell" className={styles.state}>
        <span className={styles.label} aria-hidden="true">
          State
        </span>
        <CellSelect
          {...control('state')}
          label={`${name}: state`}
          options={stateOptions}
          onChange={(event) => onEdit(key, 'state', event.currentTarget.value)}
        />
      </td>
    </>
  );
}
