/**
 * One colour for one meaning of a status, wherever a status is shown: symbols, bars, timelines, cards, Word, PDF
 * and slides. A plan brings its own status words; the symbol of a word names its meaning. A met target has the
 * colour of `completed`, a missed one that of `delayed`. A member state never has a colour of its own.
 *
 * Any two fills differ by a CIEDE2000 of at least 15, as they are and under simulated protanopia, deuteranopia and
 * tritanopia (Machado et al. 2009), in light and in dark: see tests/unit/figure/status-palette.test.ts, which also
 * holds app/styles/tokens.css to this table.
 */

export type StatusColours = {
  /** The area of a bar. */
  fill: string;
  /** Outlines and symbols: at least 3:1 on paper. */
  edge: string;
  /** Text on the fill: at least 4.5:1. */
  on: string;
};

/** The meanings of a status, each with the symbol that names it in a plan's list. */
const symbolOf = {
  completed: 'solid',
  recurring: 'turn',
  'on-track': 'half',
  planned: 'dot',
  'not-started': 'empty',
  delayed: 'hatched',
  'on-hold': 'bars',
  ended: 'stroke',
} as const;

export type StatusMeaning = keyof typeof symbolOf;
export const statusMeanings = Object.keys(symbolOf) as StatusMeaning[];

type Palette = Record<StatusMeaning, StatusColours>;

/** On warm white; also in files, on paper and in slides. */
export const lightPalette: Palette = {
  completed: { fill: '#0b4f6a', edge: '#0b4f6a', on: '#ffffff' },
  recurring: { fill: '#2a7e9d', edge: '#2a7e9d', on: '#ffffff' },
  'on-track': { fill: '#80bdd4', edge: '#3a89a6', on: '#1e1d1a' },
  planned: { fill: '#c9c2b0', edge: '#7a7569', on: '#1e1d1a' },
  'not-started': { fill: '#ffffff', edge: '#7a7569', on: '#1e1d1a' },
  delayed: { fill: '#c4511a', edge: '#c4511a', on: '#ffffff' },
  'on-hold': { fill: '#f0b23e', edge: '#99680a', on: '#1e1d1a' },
  ended: { fill: '#8c877b', edge: '#6b675c', on: '#1e1d1a' },
};

/** On a dark ground, where the strongest is the lightest. */
export const darkPalette: Palette = {
  completed: { fill: '#d7f0f8', edge: '#d7f0f8', on: '#171714' },
  recurring: { fill: '#66b5d3', edge: '#66b5d3', on: '#171714' },
  'on-track': { fill: '#2f6f8a', edge: '#4a93ab', on: '#ffffff' },
  planned: { fill: '#4a463c', edge: '#8c8677', on: '#ffffff' },
  'not-started': { fill: '#171714', edge: '#8c8677', on: '#ebe7dd' },
  delayed: { fill: '#de602a', edge: '#de602a', on: '#171714' },
  'on-hold': { fill: '#ffd27a', edge: '#ffd27a', on: '#171714' },
  ended: { fill: '#959084', edge: '#959084', on: '#171714' },
};

/** Returns the meaning that a status symbol names; null for "not yet reported", "not due" and unknown symbols. */
export const findStatusMeaning = (mark: string | undefined): StatusMeaning | null =>
  statusMeanings.find((meaning) => symbolOf[meaning] === mark) ?? null;

/**
 * Returns the colours of a meaning as custom properties with the printed value as fallback, as in svg.ts: on a page
 * they follow its theme.
 */
export function getStatusColours(meaning: StatusMeaning): StatusColours {
  const { fill, edge, on } = lightPalette[meaning];
  return {
    fill: `var(--status-${meaning}, ${fill})`,
    edge: `var(--status-${meaning}-edge, ${edge})`,
    on: `var(--status-${meaning}-on, ${on})`,
  };
}
