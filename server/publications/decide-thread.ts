import { decideFigures, type FigureInput } from '#server/domain/publication/decide-figures.ts';
import { createJobThread } from './job-thread.ts';
import { addDecided, type Decided, decideOnce } from './remembered-decisions.ts';

export type DecidingWork = { job: FigureInput; answer: Decided };

const decide = createJobThread<DecidingWork>(new URL('./decide-worker.ts', import.meta.url), {
  // The thread needs no environment variables, so it gets none.
  env: {},
});

/**
 * Has a separate thread decide what is not decided yet of these figures, which takes seconds: the server goes on answering
 * meanwhile. Whoever decides the same afterwards, with `decideOnce`, has the answer at once.
 */
export async function decideInThread(figures: FigureInput): Promise<void> {
  // A function cannot be given to a thread.
  const input = { ...figures };
  delete input.remember;
  if (isDecided(input)) return;
  addDecided(await decide(input));
}

class Undecided extends Error {}

function isDecided(input: FigureInput): boolean {
  try {
    decideFigures({
      ...input,
      remember: (key) =>
        decideOnce(key, () => {
          throw new Undecided();
        }),
    });
    return true;
  } catch (error) {
    if (error instanceof Undecided) return false;
    throw error;
  }
}
