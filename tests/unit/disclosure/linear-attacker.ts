import loadHighs from 'highs';
import type { Knowledge, Secret } from './attacker.ts';

/*
 * A reader with a solver: the least and the most that each secret can be, over all whole numbers that agree with
 * everything that is public. Exact, where the reader with pencil and paper tries values.
 */

const highs = await loadHighs();

/** Below this the solver's numbers are whole. */
const nearly = 1e-4;

type Programme = { names: string[]; constraints: string; bounds: string };

/** What is known, in the language of the solver. */
function writeProgramme({ constraints, bounds, truth }: Knowledge): Programme {
  const names = [...truth.keys()];
  const at = new Map(names.map((name, index) => [name, `x${index}`]));
  const lines = constraints.flatMap(({ terms, least, most }, index) => {
    const sum = writeSum(terms, at);
    if (sum === '') return [];
    if (least === most) return [` c${index}: ${sum} = ${least}`];
    return [
      ` c${index}: ${sum} >= ${least}`,
      ...(most >= 1_000_000 ? [] : [` d${index}: ${sum} <= ${most}`]),
    ];
  });
  return {
    names,
    constraints: lines.join('\n'),
    bounds: names
      .map((name, index) => {
        const [least, most] = bounds.get(name) ?? [0, 1_000_000];
        return ` ${least} <= x${index} <= ${most}`;
      })
      .join('\n'),
  };
}

const writeSum = (terms: ReadonlyMap<string, number>, at: ReadonlyMap<string, string>) =>
  [...terms]
    .filter(([, sign]) => sign !== 0)
    .map(([name, sign]) => `${sign < 0 ? '-' : '+'} ${Math.abs(sign)} ${at.get(name)}`)
    .join(' ');

/**
 * The secrets that the reader finds out, by name: those that can be nothing outside the narrow range that must stay
 * open around the truth. What one answer of the solver shows of other secrets is not asked for again.
 */
export function findLeaksExactly(knowledge: Knowledge): string[] {
  const { secrets } = knowledge;
  const programme = writeProgramme(knowledge);
  const seen = new Map(secrets.map(({ name }) => [name, new Set<number>()]));
  const look = (solution: ReadonlyMap<string, number>) => {
    for (const secret of secrets) {
      const sum = [...secret.terms].reduce(
        (added, [name, sign]) => added + sign * (solution.get(name) ?? Number.NaN),
        0,
      );
      seen.get(secret.name)?.add(Math.round(sum));
    }
  };
  const isOpen = (secret: Secret) => staysOpen(secret, [...(seen.get(secret.name) ?? [])]);
  return secrets
    .filter((secret) => {
      for (const sense of ['Maximize', 'Minimize'] as const) {
        if (isOpen(secret)) return false;
        look(solve(programme, sense, secret));
      }
      return !isOpen(secret);
    })
    .map(({ name }) => name);
}

/** Whether among the numbers that a secret can be are some that are far enough from the truth. */
function staysOpen({ truth, width }: Secret, possible: readonly number[]): boolean {
  if (possible.some((number) => Math.abs(number - truth) >= width)) return true;
  return width > 1 && possible.some((number) => number > truth) && possible.some((number) => number < truth);
}

function solve(programme: Programme, sense: 'Maximize' | 'Minimize', secret: Secret): Map<string, number> {
  const at = new Map(programme.names.map((name, index) => [name, `x${index}`]));
  const variables = programme.names.map((_, index) => `x${index}`).join(' ');
  const result = highs.solve(
    `${sense}\n goal: ${writeSum(secret.terms, at)}\nSubject To\n${programme.constraints}\nBounds\n${programme.bounds}\nGeneral\n ${variables}\nEnd`,
  );
  if (result.Status !== 'Optimal') throw new Error(`The solver says ${result.Status} of ${secret.name}.`);
  return new Map(
    programme.names.map((name, index) => {
      const column = result.Columns[`x${index}`];
      const value = column && 'Primal' in column ? column.Primal : Number.NaN;
      if (Math.abs(value - Math.round(value)) > nearly) throw new Error(`${name} is no whole number.`);
      return [name, Math.round(value)];
    }),
  );
}
