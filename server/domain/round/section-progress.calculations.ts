import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
/** A part of the plan as it is reported: a thematic area's activities, or its indicators. */
export type Section = { kind: 'activity' | 'indicator'; area: { code: string; title: string } };

/** Returns the key of a section in URLs and forms: "activity:A". */
export const buildSectionKey = ({ kind, area }: Section): string => `${kind}:${area.code}`;

/** Returns the label of a section. */
export const getSectionLabel = ({ kind, area }: Section): string =>
  `${kind === 'activity' ? 'Activities' : 'Indicators'}: ${area.title}`;

/** The progress of a section in one report; `none` if it asks for nothing. */
export type SectionState = 'complete' | 'partly' | 'notBegun' | 'none';

/**
 * Finds the progress of a section from numbers alone: what was written is confidential before it is
 * submitted.
 */
export function findSectionState({ due, touched }: { due: number; touched: number }): SectionState {
  if (due <= 0) return 'none';
  if (touched <= 0) return 'notBegun';
  return touched >= due ? 'complete' : 'partly';
}

export const sectionStateWords: Record<SectionState, string> = {
  complete: 'complete',
  partly: 'partly',
  notBegun: 'not begun',
  none: 'nothing asked',
};

export type SectionCell = {
  due: number;
  touched: number;
  state: SectionState;
  /**
   * Queries that were sent on items of this section and are unresolved, while the report is with its writers.
   */
  returned: number;
};

/** Counts sections by progress; leaves out those that ask for nothing. */
export function countSections(cells: readonly SectionCell[]) {
  const count = (is: (cell: SectionCell) => boolean) => cells.filter(is).length;
  return {
    asked: count(({ state }) => state !== 'none'),
    complete: count(({ state }) => state === 'complete'),
    partly: count(({ state }) => state === 'partly'),
    notBegun: count(({ state }) => state === 'notBegun'),
    returned: count(({ returned }) => returned > 0),
  };
}

const isAre = (n: number, words: string) => `${n} ${formatVerb(n, 'are')} ${words}`;

/**
 * Summarises the counts: "Of 210 sections, 120 are complete, 40 are partly filled in and 50 are not begun."
 */
export function describeSections(cells: readonly SectionCell[]): string {
  const counts = countSections(cells);
  if (counts.asked === 0) return 'Nothing is asked yet.';
  const parts = [
    counts.complete > 0 && isAre(counts.complete, 'complete'),
    counts.partly > 0 && isAre(counts.partly, 'partly filled in'),
    counts.notBegun > 0 && isAre(counts.notBegun, 'not begun'),
  ].filter((part) => part !== false);
  const list = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  const returned =
    counts.returned === 0
      ? ''
      : counts.returned === 1
        ? ' One carries questions that wait for an answer.'
        : ` ${counts.returned} carry questions that wait for an answer.`;
  return `Of ${formatCount(counts.asked, 'sections')}, ${list}.${returned}`;
}
