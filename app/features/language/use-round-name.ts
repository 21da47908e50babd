import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { useLabel } from './language-context.ts';

/** A round within a sentence, in the language of the page: "the second half of 2025". */
export function useRoundName(): (round: { code: string; title: string }) => string {
  const label = useLabel();
  return ({ code, title }) => {
    const found = label('round', code, '');
    return found === '' ? nameRound(title) : found.charAt(0).toLocaleLowerCase() + found.slice(1);
  };
}
