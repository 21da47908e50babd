import {
  type DecidedFigures,
  decideFigures,
  type FigureInput,
} from '#server/domain/publication/decide-figures.ts';
import { createJobThread } from './job-thread.ts';
import { addDecided, type Decided, decideOnce } from './remembered-decisions.ts';

export type DecidingWork = { job: FigureInput; answer: Decided };

const decide = createJobThread<DecidingWork>(new URL('./decide-worker.ts', import.meta.url), {
  // The thread needs no environment variables, so it gets none.
  env: {},
});

/**
 * Decides these figures, and has a separate thread decide what is not decided yet of them, which takes seconds: the server
 * goes on answering meanwhile. Whoever decides the same afterwards, with `decideOnce`, has the answer at once.
 */
export async function decideInThread(figures: FigureInput): Promise<DecidedFigures> {
  const decided = findDecided(figures);
  if (decided) return decided;
  // A function cannot be given to a thread.
  const input = { ...figures };
  delete input.remember;
  addDecided(await decide(input));
  return decideFigures({ ...figures, remember: decideOnce });
}

class Undecided extends Error {}

/** The figures where all of them are decided already; null otherwise. */
function findDecided(input: FigureInput): DecidedFigures | null {
  try {
    return decideFigures({
      ...input,
      remember: (key) =>
        decideOnce(key, () => {
          throw new Undecided();
        }),
    });
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
}
