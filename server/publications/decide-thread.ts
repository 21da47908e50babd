import {
  type DecidedFigures,
  decideFigures,
  type FigureInput,
} from '#server/domain/publication/decide-figures.ts';
import type { DisclosureRules } from '#server/domain/disclosure/disclosure-settings.rules.ts';
import type { Remember } from '#server/domain/disclosure/disclosure.types.ts';
import type { Reuse } from '#server/domain/publication/unchanged-figures.rules.ts';
import { createJobThread } from './job-thread.ts';
import { addDecided, type Decided, decideOnce } from './remembered-decisions.ts';

/** `rules` differ for restricted editions; figures of `unchanged` values are left out. */
type Asked = {
  figures: FigureInput;
  rules: Partial<DisclosureRules>;
  unchanged?: Reuse['unchanged'] | undefined;
};
export type DecidingWork = { job: Asked; answer: Decided };

const decide = createJobThread<DecidingWork>(new URL('./decide-worker.ts', import.meta.url), {
  // The thread needs no environment variables, so it gets none.
  env: {},
});

/**
 * Decides these figures, and has a separate thread decide what is not decided yet of them, which takes seconds: the server
 * goes on answering meanwhile. Whoever decides the same afterwards, with `decideOnce`, has the answer at once.
 */
export async function decideInThread(
  figures: FigureInput,
  rules: Partial<DisclosureRules> = {},
  unchanged?: Reuse['unchanged'],
): Promise<DecidedFigures> {
  const decided = findDecided({ figures, rules, unchanged });
  if (decided) return decided;
  // A function cannot be given to a thread.
  const input = { ...figures };
  delete input.remember;
  addDecided(await decide({ figures: input, rules, unchanged }));
  return decideFigures({ ...figures, remember: decideOnce }, rules, unchanged);
}

class Undecided extends Error {}

/** The figures where all of them are decided already; null otherwise. */
function findDecided({ figures, rules, unchanged }: Asked): DecidedFigures | null {
  const remember: Remember = (key) =>
    decideOnce(key, () => {
      throw new Undecided();
    });
  try {
    return decideFigures({ ...figures, remember }, rules, unchanged);
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
}
