import type { ReactNode } from 'react';
import {
  type SymbolShape,
  findSymbolShape,
  getMissingValueShape,
  type NoNumberState,
} from '#server/domain/figure/symbol-shapes.ts';
import styles from './status-symbol.module.css';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { useLanguage, useSymbolWords } from '#app/features/language/language-context.tsx';

/** A shape as SVG children on a grid of 16, for drawing inside another SVG. Takes the current colour. */
export function SymbolPaths({ shape }: { shape: SymbolShape }) {
  return (
    <>
      {shape.fill ? <path d={shape.fill} fill="currentColor" fillRule="evenodd" stroke="none" /> : null}
      {shape.stroke ? (
        <path
          d={shape.stroke}
          fill="none"
          stroke="currentColor"
          strokeWidth={shape.strokeWidth ?? 1.5}
          {...(shape.dash ? { pathLength: 60, strokeDasharray: shape.dash } : {})}
        />
      ) : null}
    </>
  );
}

/** A shape as an inline SVG of the height of capitals, at least 12 px. Named by `label`, else hidden from screen readers. */
export function SymbolSvg({
  shape,
  label,
  size,
}: {
  shape: SymbolShape;
  label?: string | undefined;
  size?: number | undefined;
}) {
  const box = {
    viewBox: '0 0 16 16',
    className: styles.mark,
    focusable: 'false' as const,
    ...(size === undefined ? {} : { style: { inlineSize: size, blockSize: size } }),
  };
  if (!label) {
    return (
      <svg {...box} aria-hidden="true">
        <SymbolPaths shape={shape} />
      </svg>
    );
  }
  return (
    <svg {...box} role="img" aria-label={label}>
      <title>{label}</title>
      <SymbolPaths shape={shape} />
    </svg>
  );
}

export interface StatusSymbolProps {
  /** `empty`, `dot`, `half`, `hatched`, `solid`, `turn`, `bars`, `stroke` or `unknown`; anything else is drawn as `unknown`. */
  mark: string;
  /** The status word, when it does not stand beside the mark. */
  label?: string | undefined;
  /** Side in px; without it the mark follows the size of the text. */
  size?: number | undefined;
}

/** The mark of a status. Give `label` where the word is not printed beside it. */
export function StatusSymbol({ mark, label, size }: StatusSymbolProps) {
  return <SymbolSvg shape={findSymbolShape(mark)} label={label} size={size} />;
}

/** Mark and word together, kept on one line: the usual way to show a status. */
export function StatusWord({ mark, children }: { mark: string; children: ReactNode }) {
  return (
    <span className={styles.word}>
      <StatusSymbol mark={mark} />
      <span>{children}</span>
    </span>
  );
}

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

interface NoNumberProps {
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
      <SymbolSvg shape={getMissingValueShape(state)} />
      {withWord ? (
        <span className={styles.noNumberWord}>{word}</span>
      ) : (
        <VisuallyHidden>{word}</VisuallyHidden>
      )}
    </span>
  );
}
