import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';

const common = {
  id: 1,
  code: 'I-X',
  title: 'Example',
  unit: 'persons',
  numeratorLabel: null,
  denominatorLabel: null,
  choiceList: null,
  choices: [],
  dimensions: [],
};

const sex = {
  code: 'sex',
  name: 'Sex',
  categories: [
    { code: 'female', name: 'Female' },
    { code: 'male', name: 'Male' },
    { code: 'unknown', name: 'Unknown' },
  ],
};
const age = {
  code: 'age',
  name: 'Age',
  categories: [
    { code: 'under_18', name: '0 to 17 years' },
    { code: 'adult', name: '18 years and over' },
  ],
};

export const persons: IndicatorDefinition = { ...common, measure: 'count', dimensions: [sex, age] };
export const money: IndicatorDefinition = { ...common, measure: 'money', unit: 'USD', dimensions: [sex] };
export const share: IndicatorDefinition = {
  ...common,
  measure: 'percentage',
  unit: '%',
  numeratorLabel: 'Screened',
  denominatorLabel: 'Found',
  dimensions: [sex],
};
export const choice: IndicatorDefinition = {
  ...common,
  measure: 'choice',
  unit: 'states',
  choiceList: 'yes_no',
  choices: [
    { code: 'yes', label: 'Yes' },
    { code: 'no', label: 'No' },
  ],
};
export const account: IndicatorDefinition = { ...common, measure: 'text', unit: '' };
