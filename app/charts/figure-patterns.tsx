import type { ReactNode } from 'react';
import { isStatusSymbolName, type StatusSymbolName } from '#server/domain/figure/symbol-shapes.ts';

const tile = 8;

/** What each filling looks like over an area. Told apart without colour; ink on paper by custom properties. */
const drawings: Record<StatusSymbolName, ReactNode> = {
  empty: null,
  dot: (
    <>
      <circle cx="2" cy="2" r="1.2" fill="var(--ink)" />
      <circle cx="6" cy="6" r="1.2" fill="var(--ink)" />
    </>
  ),
  half: <rect width={tile} height={tile} fill="var(--ink)" fillOpacity="0.42" />,
  hatched: <path d="M-2 2L2 -2M-2 10L10 -2M6 10L10 6" stroke="var(--ink)" strokeWidth="1.8" />,
  solid: <rect width={tile} height={tile} fill="var(--ink)" />,
  turn: (
    <>
      <rect width={tile} height={tile} fill="var(--ink)" />
      <circle cx="4" cy="4" r="1.7" fill="none" stroke="var(--paper)" strokeWidth="1.1" />
    </>
  ),
  bars: <path d="M2 0V8M6 0V8" stroke="var(--ink)" strokeWidth="1.2" />,
  stroke: <path d="M0 0L8 8" stroke="var(--ink)" strokeWidth="0.8" />,
  unknown: <path d="M0 4H4" stroke="var(--ink)" strokeWidth="0.8" />,
};

/** The `fill` that refers to the pattern of a mark defined by `SymbolPatterns` with the same prefix. */
export function patternFill(prefix: string, mark: string): string {
  return `url(#${prefix}-${isStatusSymbolName(mark) ? mark : 'unknown'})`;
}

/** `<defs>` with the patterns of the given marks. `prefix` must be unique on the page: take it from `useId`. */
export function SymbolPatterns({ prefix, marks }: { prefix: string; marks: readonly string[] }) {
  const names = [...new Set(marks.map((mark) => (isStatusSymbolName(mark) ? mark : 'unknown')))];
  return (
    <defs>
      {names.map((mark) => (
        <pattern key={mark} id={`${prefix}-${mark}`} width={tile} height={tile} patternUnits="userSpaceOnUse">
          <rect width={tile} height={tile} fill="var(--paper)" />
          {drawings[mark]}
        </pattern>
      ))}
    </defs>
  );
}
