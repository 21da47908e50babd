import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { usePinnedPublication } from '#app/features/publication/use-publication-link.ts';
import type { ListedIndicator } from '#server/trpc/routers/dashboard-figures.router.ts';
import styles from './indicator-list.module.css';

/** What each measure is called where readers choose by it. */
export const measureWords: Record<ListedIndicator['measure'], string> = {
  count: 'Counts',
  percentage: 'Percentages',
  money: 'Amounts of money',
  choice: 'States by answer',
  text: 'Accounts in words',
};

export interface IndicatorChoices {
  areas: readonly { code: string; title: string }[];
  lenses: readonly { code: string; title: string }[];
  measures: readonly ListedIndicator['measure'][];
  states?: readonly { code: string; name: string }[] | undefined;
}

export interface ChosenIndicators {
  area: string;
  lens: string;
  measure: string;
  state: string;
}

/** Narrows the list of indicators. A plain form: the choice is in the address and can be passed on. */
export function IndicatorFilter({
  choices,
  chosen,
}: {
  choices: IndicatorChoices;
  chosen: ChosenIndicators;
}) {
  const pinned = usePinnedPublication();
  return (
    <Form method="get" role="search" aria-label="Narrow the list" className={styles.filter}>
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      {choices.states ? <input type="hidden" name="by" value="state" /> : null}
      {choices.states ? (
        <SelectField
          id="state"
          name="state"
          label="State"
          defaultValue={chosen.state}
          placeholder="All states"
          options={choices.states.map(({ code, name }) => ({ value: code, label: name }))}
        />
      ) : null}
      <SelectField
        id="area"
        name="area"
        label="Thematic area"
        defaultValue={chosen.area}
        placeholder="All areas"
        options={choices.areas.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <SelectField
        id="lens"
        name="lens"
        label="Lens"
        defaultValue={chosen.lens}
        placeholder="Whole plan"
        options={choices.lenses.map(({ code, title }) => ({ value: code, label: title }))}
      />
      <SelectField
        id="measure"
        name="measure"
        label="Kind of figure"
        defaultValue={chosen.measure}
        placeholder="All kinds"
        options={choices.measures.map((measure) => ({ value: measure, label: measureWords[measure] }))}
      />
      <Button variant="secondary">Show</Button>
    </Form>
  );
}
