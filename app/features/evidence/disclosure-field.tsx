import { RadioGroup } from '#app/components/choice-field.tsx';
import { type Disclosure, disclosures } from '#server/domain/evidence/evidence.rules.ts';
import { disclosureWords } from './evidence-words.ts';

/** The question who may see a piece of evidence. Private unless somebody says otherwise. */
export function DisclosureField({
  id,
  value,
  error,
}: {
  id: string;
  value: Disclosure;
  error?: string | undefined;
}) {
  return (
    <RadioGroup
      id={id}
      name="disclosure"
      label="Who may see it"
      error={error}
      defaultValue={value}
      options={disclosures.map((disclosure) => ({ value: disclosure, ...disclosureWords[disclosure] }))}
    />
  );
}
