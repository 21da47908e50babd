import { activityWords } from '../entry/activity-words.ts';
import { indicatorWords } from '../entry/indicator-words.ts';
import { buildItemPath } from '../submission/report-paths.ts';
import type { ItemName } from './outbox-entry.ts';

const kinds: Record<string, string> = {
  activity: 'Activity',
  indicator: 'Indicator',
  question: 'Answer to question',
};

/** What an entry is called in a list: "Activity A1.1, 2026-H1, TH". */
export function nameEntry({ kind, code, round, reporter }: ItemName): string {
  return `${kinds[kind] ?? kind} ${code}, ${round}, ${reporter}`;
}

/** Where an entry that does not say it itself is seen to; null for answers to questions, which lie with their item. */
export function findEntryPath({ kind, code, round, reporter }: ItemName): string | null {
  if (kind !== 'activity' && kind !== 'indicator') return null;
  return buildItemPath({ round, reporter, several: true }, kind, code);
}

const words: Record<string, string> = {
  ...Object.fromEntries(Object.entries(activityWords).map(([key, { label }]) => [key, label])),
  note: indicatorWords.note.label,
};

/** The words and figures of a draft, for reading and copying where its page cannot show them any more. */
export function listDraftWords(draft: unknown): { term: string; text: string }[] {
  if (typeof draft === 'string') return [{ term: 'Answer', text: draft }];
  if (typeof draft !== 'object' || draft === null) return [];
  return Object.entries(draft).flatMap(([key, value]) => {
    if (typeof value === 'string' && value.trim() !== '') return [{ term: words[key] ?? key, text: value }];
    return key === 'cells' ? listCellWords(value) : [];
  });
}

function listCellWords(cells: unknown): { term: string; text: string }[] {
  if (typeof cells !== 'object' || cells === null) return [];
  return Object.entries(cells as Record<string, Record<string, string>>).flatMap(([key, cell]) => {
    const text = ['value', 'numerator', 'denominator', 'choice', 'text']
      .flatMap((part) => (cell[part]?.trim() ? [cell[part]] : []))
      .join(' of ');
    return text ? [{ term: key === '' ? 'Total' : key, text }] : [];
  });
}
