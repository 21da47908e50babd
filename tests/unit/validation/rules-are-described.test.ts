import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesOf } from '#server/domain/validation/rule-registry.ts';

const described = readFileSync(new URL('../../../docs/methodology/validation.md', import.meta.url), 'utf8');

test.each([...rulesOf.activity, ...rulesOf.indicator])(
  'the methodology describes %s as it is',
  (name, { asks, severity, fixed, parameters }) => {
    const names = Object.keys(parameters.shape).map((parameter) => `\`${parameter}\``);
    const usually = `${severity}${fixed ? ', always' : ''}`;
    expect(described).toContain(`| \`${name}\` | ${asks} | ${usually} | ${names.join(', ')} |`);
    for (const parameter of names) expect(described.split('## Setting the rules')[1]).toContain(parameter);
  },
);
