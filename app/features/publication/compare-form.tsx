import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import type { ComparisonChoices } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import styles from './compare.module.css';
import type { AskedComparison } from './read-comparison.ts';

/** Chooses what to compare. A plain form: the choice is in the address and can be passed on. */
export function CompareForm({ choices, asked }: { choices: ComparisonChoices; asked: AskedComparison }) {
  const words = useWords('publication');
  const { plan, areas, indicators } = choices;
  const publications = choices.publications.filter((each) => each.plan === plan?.code);
  const options = publications.map(({ number, title, publishedAt }) => ({
    value: String(number),
    label: words('compareOption', { number: String(number), title, date: formatDate(publishedAt) }),
  }));
  const [newest, previous] = publications;
  // Of an area that is chosen only its own indicators are offered.
  const offered = indicators.filter(({ area }) => !asked.area || area === asked.area);
  return (
    <Form
      method="get"
      aria-label={words('compareFormLabel')}
      className={styles.form}
      // A step back shows what the address says, not what was chosen last.
      autoComplete="off"
    >
      <SelectField
        id="from"
        name="from"
        label={words('compareFrom')}
        defaultValue={asked.from || String(previous?.number ?? '')}
        options={options}
      />
      <SelectField
        id="to"
        name="to"
        label={words('compareTo')}
        defaultValue={asked.to || String(newest?.number ?? '')}
        options={options}
      />
      <SelectField
        id="area"
        name="area"
        label={words('compareArea')}
        defaultValue={asked.area}
        placeholder={words('compareAllAreas')}
        options={areas.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <SelectField
        id="indicator"
        name="indicator"
        label={words('compareIndicator')}
        defaultValue={asked.indicator}
        placeholder={words('compareAllIndicators')}
        options={offered.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
      <Button variant="secondary">{words('compareShow')}</Button>
    </Form>
  );
}
