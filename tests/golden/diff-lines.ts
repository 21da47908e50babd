/** Lines of context around what differs, and how many lines of a difference are shown. */
const context = 2;
const mostCompared = 4000;

type Step = { sign: ' ' | '-' | '+'; line: string };

/**
 * What differs between two texts, line by line, as a unified difference of at most so many lines; empty where nothing
 * does.
 */
export function diffLines(was: string, is: string, most = 30): string {
  if (was === is) return '';
  const [a, b] = [was.split('\n'), is.split('\n')];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const steps = findSteps(a.slice(from, endA), b.slice(from, endB));
  const before = a.slice(Math.max(0, from - context), from).map((line): Step => ({ sign: ' ', line }));
  const after = a.slice(endA, endA + context).map((line): Step => ({ sign: ' ', line }));
  const near = keepNear([...before, ...steps, ...after]);
  const shown = near.slice(0, most).map(({ sign, line }) => `${sign} ${line.slice(0, 400)}`);
  const rest = near.length - shown.length;
  return [`@@ line ${from + 1} @@`, ...shown, ...(rest > 0 ? [`… and ${rest} more lines`] : [])].join('\n');
}

/** The shortest way from one list of lines to the other; of long ones all that went and all that came. */
function findSteps(a: string[], b: string[]): Step[] {
  const went = (line: string): Step => ({ sign: '-', line });
  const came = (line: string): Step => ({ sign: '+', line });
  if (a.length * b.length > mostCompared * mostCompared) return [...a.map(went), ...b.map(came)];
  const width = b.length + 1;
  // The longest common part of what is left from each place.
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [lineA = '', lineB = ''] = [a[i], b[j]];
    if (i < a.length && j < b.length && lineA === lineB) {
      steps.push({ sign: ' ', line: lineA });
      [i, j] = [i + 1, j + 1];
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      steps.push(went(lineA));
      i += 1;
    } else {
      steps.push(came(lineB));
      j += 1;
    }
  }
  return steps;
}

/** Leaves out what is the same on both sides, but for some lines beside each difference. */
function keepNear(steps: Step[]): Step[] {
  const kept: Step[] = [];
  let skipped = false;
  for (const [at, step] of steps.entries()) {
    const isNear = steps.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' ');
    if (isNear) {
      if (skipped && kept.length > 0) kept.push({ sign: ' ', line: '⋯' });
      kept.push(step);
    }
    skipped = !isNear;
  }
  return kept;
}
