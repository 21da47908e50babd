import loadHighs from 'highs';
import type { Reading } from './linked-reader.ts';

/*
 * The least and the most that an unknown can be, over all whole numbers that agree with what is known. Linear programmes
 * first: most of their answers are whole. Where one is not, an integer programme follows.
 */

const highs = await loadHighs();
const { minimize, maximize } = highs.constants.objectiveSense;
const { optimal, infeasible } = highs.constants.modelStatus;
const { integer } = highs.constants.variableType;

/** Answers of the solver that are this near to a whole number are one. */
const nearly = 1e-4;

type Bounds = { lower: Float64Array; upper: Float64Array };
export type Programme = {
  columns: number;
  rows: { terms: Iterable<[number, number]>; least: number; most: number }[];
  bounds: Bounds;
};

function writeModel({ columns, rows, bounds }: Programme, costs: Float64Array) {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of rows) {
    for (const [column, value] of terms) {
      indices.push(column);
      values.push(value);
    }
    starts.push(indices.length);
  }
  const bound = (number: number) => (Number.isFinite(number) ? number : Math.sign(number) * highs.infinity);
  return {
    numCols: columns,
    numRows: rows.length,
    colCost: costs,
    colLower: bounds.lower.map(bound),
    colUpper: bounds.upper.map(bound),
    rowLower: rows.map(({ least }) => bound(least)),
    rowUpper: rows.map(({ most }) => bound(most)),
    matrix: { format: 'csr' as const, numRows: rows.length, numCols: columns, starts, indices, values },
  };
}

/**
 * Maximises a sum once; `whole` are the columns that must be whole numbers. Null if nothing agrees with all rows.
 */
export function maximise(
  programme: Programme,
  goal: Iterable<[number, number]>,
  whole: readonly number[] = [],
): Float64Array | null {
  const costs = new Float64Array(programme.columns);
  for (const [column, value] of goal) costs[column] = value;
  const integrality = new Int32Array(programme.columns);
  for (const column of whole) integrality[column] = integer;
  const model = highs.createModel({
    ...writeModel(programme, costs),
    sense: maximize,
    ...(whole.length > 0 ? { integrality } : {}),
  });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 });
    model.run();
    const status = model.getModelStatus();
    if (status === infeasible) return null;
    if (status !== optimal) throw new Error(`The solver says ${status}.`);
    return model.getSolution().colValue;
  } finally {
    model.dispose();
  }
}

export type Solver = {
  /** A possible world in which an unknown (or a weighted sum) is as small or as large as it can be. */
  solve: (goal: readonly [number, number][], sense: 'least' | 'most') => Float64Array;
  /** Tells the solver the true values of these, in place of those told before. */
  tell: (known: readonly number[]) => void;
  dispose: () => void;
};

/** A solver over everything that a reading says. Dispose it at the end: its memory is not collected. */
export function createSolver({ unknowns, sums }: Pick<Reading, 'unknowns' | 'sums'>): Solver {
  // More than anything in the world together: what is above makes no difference.
  const cap = 1000 + 2 * unknowns.reduce((sum, { truth }) => sum + truth, 0);
  const free: Bounds = {
    lower: Float64Array.from(unknowns, ({ small }) => (small ? 1 : 0)),
    upper: Float64Array.from(unknowns, ({ small }) => (small ? 10 : cap)),
  };
  const bounds: Bounds = { lower: free.lower.slice(), upper: free.upper.slice() };
  const programme: Programme = { columns: unknowns.length, rows: sums, bounds };
  const model = highs.createModel(writeModel(programme, new Float64Array(unknowns.length)));
  model.options.set({ output_flag: false });
  let told: readonly number[] = [];
  const setBounds = (column: number, lower: number, upper: number) => {
    bounds.lower[column] = lower;
    bounds.upper[column] = upper;
    model.changeColBounds(column, lower, upper);
  };
  return {
    solve(goal, sense) {
      for (const [column, value] of goal) model.changeColCost(column, value);
      model.changeObjectiveSense(sense === 'most' ? maximize : minimize);
      model.run();
      // To be read before anything is changed.
      const status = model.getModelStatus();
      const point = model.getSolution().colValue;
      for (const [column] of goal) model.changeColCost(column, 0);
      if (status === optimal && point.every((value) => Math.abs(value - Math.round(value)) < nearly))
        return point.map(Math.round);
      const way = sense === 'most' ? 1 : -1;
      const whole = maximise(
        programme,
        goal.map(([column, value]) => [column, way * value]),
        unknowns.map((_, column) => column),
      );
      if (!whole) throw new Error('Not even the truth is possible.');
      return whole.map(Math.round);
    },
    tell(known) {
      for (const column of told) setBounds(column, free.lower[column]!, free.upper[column]!);
      for (const column of known) setBounds(column, unknowns[column]!.truth, unknowns[column]!.truth);
      told = known;
    },
    dispose: () => model.dispose(),
  };
}
