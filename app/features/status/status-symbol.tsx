import { formatRange, formatRangeInWords } from '#server/domain/language/number-format.ts';
import type { CountRange } from '#server/domain/value/count-range.ts';
import type { ReactNode } from 'react';
import {
  type SymbolShape,
  findSymbolShape,
  getMissingValueShape,
  type NoNumberState,
  noNumberStates,
} from '#server/domain/figure/symbol-shapes.ts';
import { figure as english } from '#server/domain/language/messages/en/figure.ts';
import { findStatusMeaning, type StatusMeaning } from '#server/domain/figure/status-palette.ts';
import { classNames } from '#app/components/class-names.ts';
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
  colour,
}: {
  shape: SymbolShape;
  label?: string | undefined;
  size?: number | undefined;
  /** The meaning whose colour it takes; otherwise that of the text. */
  colour?: StatusMeaning | null | undefined;
}) {
  const box = {
    viewBox: '0 0 16 16',
    className: classNames(styles.mark, colour && styles[colour]),
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

/** The mark of a status, in the colour of its meaning. Give `label` where the word is not printed beside it. */
export function StatusSymbol({ mark, label, size }: StatusSymbolProps) {
  return (
    <SymbolSvg shape={findSymbolShape(mark)} label={label} size={size} colour={findStatusMeaning(mark)} />
  );
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

/** The word for each state and what it tells the reader, in English. */
export const noNumberWords = Object.fromEntries(
  noNumberStates.map((state) => [state, { word: english[state], meaning: english[`${state}Meaning`] }]),
) as Record<NoNumberState, { word: string; meaning: string }>;

/** What is said of a range, in English. */
export const rangeWords = {
  word: english.range,
  meaning: english.rangeMeaning,
  inWords: english.rangeInWords,
};

interface NoNumberProps {
  state: NoNumberState;
  /** The range of a suppressed figure, printed beside the mark in place of the word. */
  range?: CountRange | null | undefined;
  /** Prints the word beside the mark; in a table the mark alone stands, with the word on hover and for screen readers. */
  withWord?: boolean | undefined;
}

/** What stands in a cell that holds no number. Never use it for zero. */
export function NoNumber({ state, range, withWord }: NoNumberProps) {
  const translated = useSymbolWords();
  const { code } = useLanguage();
  const said = translated?.range ?? rangeWords;
  const { word, meaning } = range ? said : (translated?.noNumbers ?? noNumberWords)[state];
  return (
    <span
      className={styles.noNumber}
      lang={translated && code}
      title={withWord && !range ? undefined : `${word}: ${meaning}`}
    >
      <SymbolSvg shape={getMissingValueShape(state)} />
      {range ? (
        <>
          <span className={styles.range} aria-hidden="true">
            {formatRange(range)}
          </span>
          <VisuallyHidden>{` ${formatRangeInWords(range, said.inWords)}, ${word.toLowerCase()}`}</VisuallyHidden>
        </>
      ) : withWord ? (
        <span className={styles.noNumberWord}>{word}</span>
      ) : (
        <VisuallyHidden>{word}</VisuallyHidden>
      )}
    </span>
  );
}
