import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { useLanguage, useSymbolWords } from '#app/features/language/language-context.ts';
import { type NoNumberState, noNumberShape } from '#server/domain/figure/symbol-shapes.ts';
import { SymbolSvg } from './status-symbol.tsx';
import styles from './status-symbol.module.css';

/** The word for each state and what it tells the reader, in English; see the catalogue's part "figure". */
export const noNumberWords: Record<NoNumberState, { word: string; meaning: string }> = {
  suppressed: {
    word: 'Suppressed',
    meaning: 'hidden so that no small number of persons can be read or worked out',
  },
  withheld: { word: 'Withheld', meaning: 'reported, but the reporter has not released it' },
  not_available: { word: 'Not available', meaning: 'the reporter answered that it holds no figure' },
  not_applicable: { word: 'Not applicable', meaning: 'the question does not arise for this reporter' },
  not_yet_reported: { word: 'Not yet reported', meaning: 'no answer has been given for this round' },
};

export interface NoNumberProps {
  state: NoNumberState;
  /** Prints the word beside the mark; in a table the mark alone stands, with the word on hover and for screen readers. */
  withWord?: boolean | undefined;
}

/** What stands in a cell that holds no number. Never use it for zero. */
export function NoNumber({ state, withWord }: NoNumberProps) {
  const translated = useSymbolWords();
  const { code } = useLanguage();
  const { word, meaning } = (translated?.noNumbers ?? noNumberWords)[state];
  return (
    <span
      className={styles.noNumber}
      lang={translated && code}
      title={withWord ? undefined : `${word}: ${meaning}`}
    >
      <SymbolSvg shape={noNumberShape(state)} />
      {withWord ? (
        <span className={styles.noNumberWord}>{word}</span>
      ) : (
        <VisuallyHidden>{word}</VisuallyHidden>
      )}
    </span>
  );
}
