import { z } from 'zod';
import type { ValidationRule } from './rule.ts';

/** A parameter as it is stored. */
const parameterValue = z.union([z.number(), z.boolean(), z.string(), z.array(z.string()).readonly()]);
export type ParameterValue = z.infer<typeof parameterValue>;
export const parametersSchema = z.record(z.string(), parameterValue).readonly();
export type Parameters = z.infer<typeof parametersSchema>;

type Kind =
  | { kind: 'number'; min: number; max: number }
  | { kind: 'flag' }
  | { kind: 'list' }
  | { kind: 'word'; words: readonly string[] | null };

const number = /^\d{1,10}(\.\d{1,6})?$/;

/** Finds the kind of value that a parameter takes, from its schema. */
function findKind(schema: unknown): Kind {
  const inner = schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (inner instanceof z.ZodNumber) {
    return { kind: 'number', min: inner.minValue ?? 0, max: inner.maxValue ?? Number.MAX_SAFE_INTEGER };
  }
  if (inner instanceof z.ZodBoolean) return { kind: 'flag' };
  if (inner instanceof z.ZodArray) return { kind: 'list' };
  return { kind: 'word', words: inner instanceof z.ZodEnum ? inner.options.map(String) : null };
}

/** Lists the names of a rule's parameters. */
export const listParameters = (rule: Pick<ValidationRule, 'parameters'>): string[] =>
  Object.keys(rule.parameters.shape);

/**
 * Parses parameters from a cell, by name, into their stored form. Stores only what is given: a missing one
 * keeps the rule's default. `problems` has a sentence for each that does not fit.
 */
export function parseParameters(
  name: string,
  rule: Pick<ValidationRule, 'parameters'>,
  given: Readonly<Record<string, string>>,
): { parameters: Parameters; problems: string[] } {
  const parameters: Record<string, ParameterValue> = {};
  const problems: string[] = [];
  const known = listParameters(rule);
  for (const [key, text] of Object.entries(given)) {
    const schema = known.includes(key) ? rule.parameters.shape[key] : undefined;
    if (schema === undefined) {
      const has = known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`;
      problems.push(`${name} has no parameter “${key}”. ${has}`);
      continue;
    }
    const kind = findKind(schema);
    const value = readValue(kind, text);
    // The schema knows more than the kind, such as whether a number is whole.
    if (value !== null && z.safeParse(schema, value).success) parameters[key] = value;
    else problems.push(`“${text}” does not fit ${key}. ${describeKind(kind)}`);
  }
  return { parameters, problems };
}

function readValue(kind: Kind, text: string): ParameterValue | null {
  switch (kind.kind) {
    case 'number':
      return number.test(text) ? Number(text) : null;
    case 'flag':
      return text === 'yes' ? true : text === 'no' ? false : null;
    case 'list':
      return text
        .split('|')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'word':
      return text;
  }
}

function describeKind(kind: Kind): string {
  switch (kind.kind) {
    case 'number':
      return `Write a number from ${kind.min} to ${kind.max}.`;
    case 'flag':
      return 'Write yes or no.';
    case 'list':
      return 'Separate the items with |.';
    case 'word':
      return kind.words === null ? 'Write one word.' : `Write one of: ${kind.words.join(', ')}.`;
  }
}

/**
 * Formats parameters for a cell, "factor=5; dimensions=sex | age", so that parseParameters reads the same
 * back.
 */
export function formatParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${formatValue(value)}`)
    .join('; ');
}

function formatValue(value: ParameterValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'object' ? value.join(' | ') : String(value);
}
