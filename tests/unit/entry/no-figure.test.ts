import { expect, test } from 'vitest';
import { describeChoice, findYesNo } from '#server/domain/value/choice-question.rules.ts';
import { getCell, readIndicatorForm } from '#app/features/entry/indicator-draft.ts';
import { readStateKey } from '#app/features/entry/no-figure.tsx';
import { choice, persons } from './indicators.ts';

const at = (value: string, selectionStart: number, selectionEnd: number) => ({
  value,
  selectionStart,
  selectionEnd,
});

test('N and X say that there is no figure where they would take the place of what stands there', () => {
  expect(readStateKey({ key: 'n', input: at('', 0, 0), state: '' })).toBe('not_available');
  expect(readStateKey({ key: 'X', input: at('125', 0, 3), state: 'reported' })).toBe('not_applicable');
  expect(readStateKey({ key: 'n', input: at('125', 3, 3), state: 'reported' })).toBeNull();
  expect(readStateKey({ key: '1', input: at('', 0, 0), state: '' })).toBeNull();
});

test('Delete in an empty field takes back that there is none, and is otherwise its own', () => {
  expect(readStateKey({ key: 'Delete', input: at('', 0, 0), state: 'not_available' })).toBe('');
  expect(readStateKey({ key: 'Backspace', input: at('', 0, 0), state: 'not_applicable' })).toBe('');
  expect(readStateKey({ key: 'Delete', input: at('', 0, 0), state: '' })).toBeNull();
  expect(readStateKey({ key: 'Delete', input: at('7', 0, 1), state: 'reported' })).toBeNull();
});

test('the form that asks only why there is no figure gives a figure its state', () => {
  const form = new FormData();
  form.set('state.total', '');
  form.set('value.total', '0');
  form.set('state.sex.female', 'not_available');
  const draft = readIndicatorForm(form, persons);
  expect(getCell(draft, 'total').state).toBe('reported');
  expect(getCell(draft, 'sex=female').state).toBe('not_available');
  expect(getCell(draft, 'sex=male').state).toBe('');
});

test('a list with yes and no is asked about by the name of the indicator', () => {
  expect(describeChoice({ ...choice, title: 'States with rules covering online recruiters' })).toBe(
    'Answer yes or no: States with rules covering online recruiters',
  );
  const degrees = [
    { code: 'none', label: 'None' },
    { code: 'full', label: 'Full' },
  ];
  expect(describeChoice({ title: 'Data mapped', choices: degrees })).toBe('Answer');
  expect(findYesNo({ choices: degrees })).toBeNull();
  const partly = [{ code: 'partly', label: 'Partly' }, ...choice.choices];
  expect(findYesNo({ choices: partly })).toBe('partly, yes or no');
});
