import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkPlanFiles } from '#server/domain/plan/plan-file.rules.ts';
import type { RawPlanFileRow } from '#server/domain/plan/plan-file.schema.ts';
import { comparePlanFiles, countChanges } from '#server/domain/plan/plan-changes.calculations.ts';
import { formatPlanFile } from '#server/domain/plan/plan-file-format.calculations.ts';
import { findSettableRule, settableRules } from '#server/domain/validation/rule-registry.ts';
import { readPlanFiles, readReference } from './seed-files.ts';
import { rounds } from '#tests/support/rounds.ts';

const seed = readPlanFiles();
const reference = readReference();
/** The plan without counting rules, whose words would ask for rules. */
const silent = { ...seed, indicators: seed.indicators.map((cells) => ({ ...cells, counting_rule: '' })) };
const check = (rules: readonly RawPlanFileRow[] | undefined) =>
  checkPlanFiles({ ...silent, rules }, reference);
const row = (indicator: string, rule: string, severity: string, parameters: string) => ({
  indicator,
  rule,
  severity,
  parameters,
});

test('the rules that come with the tracker fit its plan', () => {
  const { plan, problems } = checkPlanFiles(seed, reference);
  expect(problems).toEqual([]);
  expect(plan?.rules).toHaveLength(seed.rules?.length ?? 0);
  expect(plan?.rules?.[0]).toEqual({
    indicator: null,
    rule: 'status_contradicted',
    severity: 'warning',
    parameters: { idle: ['not_started'] },
  });
});

test('the file may be left out, which is not the same as empty', () => {
  expect(check(undefined).plan?.rules).toBeNull();
  expect(check([]).plan?.rules).toEqual([]);
  const stored = check(seed.rules).plan ?? null;
  const changes = (rules: readonly RawPlanFileRow[] | undefined) => {
    const given = check(rules).plan;
    if (!given) throw new Error('The rules fit.');
    return countChanges(comparePlanFiles(stored, given));
  };
  const others = Object.values(silent).flat().length - (seed.rules?.length ?? 0);
  expect(changes(undefined)).toEqual({ added: 0, changed: 0, unchanged: others, removed: 0 });
  expect(changes([])).toMatchObject({ removed: seed.rules?.length });
});

describe('an equality that is stated in words', () => {
  const equality = (cells: RawPlanFileRow) => cells['rule'] === 'unequal_to_other';
  const place = (code: string) => seed.indicators.findIndex((cells) => cells['code'] === code) + 2;
  const declared = seed.rules?.filter(equality) ?? [];

  it.each(declared)('is declared by $indicator $parameters, and refused without', (missing) => {
    const { indicator = '', parameters } = missing;
    const { plan, problems } = checkPlanFiles(
      { ...seed, rules: seed.rules?.filter((cells) => cells !== missing) },
      reference,
    );
    expect(plan).toBeUndefined();
    expect(problems).toEqual([
      {
        file: 'indicators.csv',
        row: place(indicator),
        column: 'counting_rule',
        message: expect.stringContaining(
          `indicator ${indicator}, rule unequal_to_other, severity warning, parameters ${parameters}.`,
        ),
      },
    ]);
    expect(problems[0]?.message).toMatch(/^“.*\.$/u);
  });

  it('is not declared by a rule that is off', () => {
    const rules = seed.rules?.map((cells) => (equality(cells) ? { ...cells, severity: 'off' } : cells));
    expect(checkPlanFiles({ ...seed, rules }, reference).problems).toHaveLength(declared.length);
  });

  it('is declared by the stored rules where the file is left out', () => {
    const { plan } = checkPlanFiles(seed, reference);
    const without = { ...seed, rules: undefined };
    expect(checkPlanFiles(without, { ...reference, rules: plan?.rules ?? [] }).problems).toEqual([]);
    expect(checkPlanFiles(without, reference).problems).toHaveLength(declared.length);
  });

  it('is not asked for while a rule cannot be read', () => {
    const { problems } = checkPlanFiles({ ...seed, rules: [row('', 'unlikely', 'warning', '')] }, reference);
    expect(problems.map(({ file }) => file)).toEqual(['validation-rules.csv']);
  });
});

describe('what does not fit is named by row and column', () => {
  it.each<[string, RawPlanFileRow, string, RegExp]>([
    ['an unknown rule', row('', 'unlikely', 'warning', ''), 'rule', /no rule “unlikely”. The rules are: /],
    ['no rule', row('', '', 'warning', ''), 'rule', /Name the rule/],
    [
      'a rule that cannot be set',
      row('', 'parts_exceed_total', 'off', ''),
      'rule',
      /part of how reports work/,
    ],
    ['an unknown severity', row('', 'unlikely_jump', 'fatal', ''), 'severity', /error, warning, off/],
    ['an unknown indicator', row('I-Z9', 'unlikely_jump', 'off', ''), 'indicator', /no indicator “I-Z9”/],
    [
      'an indicator for an activity',
      row('I-B1', 'ended_but_open', 'off', ''),
      'indicator',
      /about activities/,
    ],
    ['no parameter', row('', 'unlikely_jump', 'warning', 'five'), 'parameters', /name=value/],
    [
      'an unknown parameter',
      row('', 'unlikely_jump', 'warning', 'faktor=5'),
      'parameters',
      /no parameter “faktor”. It has: factor, minimum, points, rounds/,
    ],
    ['a parameter twice', row('', 'unlikely_jump', 'warning', 'factor=5; factor=6'), 'parameters', /twice/],
    [
      'no number',
      row('', 'unlikely_jump', 'warning', 'factor=many'),
      'parameters',
      /number from 1.1 to 1000/,
    ],
    ['a number too small', row('', 'unlikely_jump', 'warning', 'factor=1'), 'parameters', /from 1.1/],
    ['half a round', row('', 'unlikely_jump', 'warning', 'rounds=1.5'), 'parameters', /does not fit rounds/],
    [
      'neither yes nor no',
      row('I-A4', 'cumulative_falls', 'error', 'cumulative=1'),
      'parameters',
      /yes or no/,
    ],
    [
      'an unknown dimension',
      row('', 'split_missing', 'error', 'dimensions=gender'),
      'parameters',
      /no dimension/,
    ],
    [
      'a dimension of others',
      row('I-B4', 'split_missing', 'error', 'dimensions=form'),
      'parameters',
      /I-B4 is not split by form/,
    ],
    [
      'an unknown other',
      row('I-B4', 'slice_above_total', 'error', 'other=i-b3'),
      'parameters',
      /Write “I-B3”/,
    ],
    [
      'a cell of others',
      row('I-B4', 'slice_above_total', 'error', 'other=I-B3; other_cell=sector=farming'),
      'parameters',
      /not a cell|not split/,
    ],
    [
      'a figure that is not there',
      row('I-B4', 'slice_above_total', 'error', 'other=I-B3; figure=denominator'),
      'parameters',
      /I-B4 is a count and has no denominator/,
    ],
    [
      'a comparison of nobody',
      row('', 'slice_above_total', 'error', 'other=I-B3'),
      'parameters',
      /Name the indicator/,
    ],
  ])('%s', (_, broken, column, says) => {
    const { plan, problems } = check([{}, broken]);
    expect(plan).toBeUndefined();
    expect(problems[0]).toMatchObject({ file: 'validation-rules.csv', row: 3, column });
    expect(problems[0]?.message).toMatch(says);
  });

  it('a rule that is set twice', () => {
    const twice = row('I-B3', 'unlikely_jump', 'warning', '');
    expect(check([twice, { ...twice, severity: 'off' }]).problems).toEqual([
      {
        file: 'validation-rules.csv',
        row: 3,
        column: 'rule',
        message: 'Row 2 already sets unlikely_jump for I-B3.',
      },
    ]);
  });

  it('a missing column', () => {
    expect(check([{ rule: 'unlikely_jump', severity: 'off', parameters: '' }]).problems[0]).toMatchObject({
      row: 1,
      column: 'indicator',
    });
  });
});

test('whatever fits comes back the same after it went out', () => {
  const word = fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/);
  const parameterOf: Record<string, fc.Arbitrary<string>> = {
    factor: fc.integer({ min: 2, max: 1000 }).map(String),
    minimum: fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n.toFixed(3)),
    points: fc.integer({ min: 1, max: 100 }).map(String),
    rounds: fc.integer({ min: 1, max: 40 }).map(String),
    grace: fc.integer({ min: 0, max: 10 }).map(String),
    cumulative: fc.constantFrom('yes', 'no'),
    dimensions: fc.subarray(['sex', 'age']).map((list) => list.join('|')),
    except: fc.subarray(['sex', 'age']).map((list) => list.join(' | ')),
  };
  const parameters = (rule: string) =>
    fc
      .subarray(Object.keys(findSettableRule(rule)?.parameters.shape ?? {}))
      .chain((names) =>
        fc.tuple(
          ...names
            .filter((name) => !['other', 'cell', 'figure', 'other_cell', 'other_figure'].includes(name))
            .map((name) =>
              (parameterOf[name] ?? fc.array(word, { maxLength: 3 }).map((list) => list.join(' | '))).map(
                (text) => `${name}=${text}`,
              ),
            ),
        ),
      )
      .map((list) => list.join(';'));
  const anyRow = fc.constantFrom(...settableRules).chain((rule) =>
    fc.record({
      indicator: fc.constantFrom(
        ...(findSettableRule(rule)?.about === 'activity' ? [''] : ['', 'I-B3', 'I-A2']),
      ),
      rule: fc.constant(rule),
      severity: fc.constantFrom('error', 'warning', 'off'),
      parameters: parameters(rule),
    }),
  );
  const rows = fc.uniqueArray(anyRow, {
    selector: ({ indicator, rule }) => `${indicator}/${rule}`,
    maxLength: 12,
  });
  fc.assert(
    fc.property(rows, (given) => {
      const first = check(given);
      expect(first.problems).toEqual([]);
      if (!first.plan) throw new Error('It fits.');
      const again = check(formatPlanFile(first.plan).rules);
      expect(again.plan?.rules).toEqual(first.plan.rules);
      expect(countChanges(comparePlanFiles(first.plan, again.plan ?? first.plan))).toMatchObject({
        added: 0,
        changed: 0,
        removed: 0,
      });
    }),
    { numRuns: rounds(20, 60) },
  );
});
