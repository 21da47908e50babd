import { formatList } from '#server/domain/language/list-format.ts';
import type { ComparabilityKind } from '../receipt/comparability.calculations.ts';
import type { ValueState } from '../value/indicator-definition.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';

/** A note on comparability as the secretariat stores it; rounds by their codes. */
export type KeptNote = {
  id: number;
  version: number;
  indicator: string;
  reporter: string | null;
  from: string | null;
  until: string | null;
  kind: ComparabilityKind;
  note: string;
  withdrawn: boolean;
  changedBy: string | null;
  changedAt: string;
};

/** One reporter's answer on one indicator, and in what it counts differently. */
export type MatrixCell = {
  reporter: string;
  state: ValueState | 'not_yet_reported';
  /** Not released for any publication, so it is in no total. */
  isLeftOut: boolean;
  kinds: ComparabilityKind[];
};

export type MatrixSubject = {
  code: string;
  crossBorderOverlap: boolean;
  unit: string;
  /** The coverage of the total now and in the previous round; null if there is none. */
  now: { contributing: number; expected: number } | null;
  before: { contributing: number; expected: number } | null;
};

/** Whether a note applies to a round. `rounds` are those of the plan, oldest first. */
export function isInForce(note: KeptNote, rounds: readonly string[], round: string): boolean {
  const at = rounds.indexOf(round);
  const from = note.from === null ? 0 : rounds.indexOf(note.from);
  const until = note.until === null ? rounds.length - 1 : rounds.indexOf(note.until);
  return !note.withdrawn && at >= from && at <= until;
}

const kindWords: Record<ComparabilityKind, string> = {
  definition: 'definition',
  law: 'law',
  method: 'method',
  source: 'source',
};

/**
 * Lists what limits the total of an indicator in a round, in sentences: breaks, mixed methods, coverage,
 * overlaps.
 */
export function listReservations(
  subject: MatrixSubject,
  notes: readonly KeptNote[],
  rounds: readonly string[],
  round: string,
): string[] {
  const own = notes.filter((note) => note.indicator === subject.code && isInForce(note, rounds, round));
  const previous = rounds[rounds.indexOf(round) - 1];
  const breaks = notes.filter(
    (note) =>
      note.indicator === subject.code &&
      !note.withdrawn &&
      previous !== undefined &&
      (note.from === round || (note.until !== null && note.until === previous)),
  );
  const { now, before } = subject;
  return [
    ...breaks.map(
      (note) =>
        `Break with this round: the ${kindWords[note.kind]} is not the same as before${note.reporter ? ` for ${note.reporter}` : ''}.`,
    ),
    ...(Object.keys(kindWords) as ComparabilityKind[]).flatMap((kind) => {
      const different = own.flatMap((note) => (note.kind === kind && note.reporter ? [note.reporter] : []));
      return different.length > 0
        ? [
            `${formatList([...new Set(different)].sort())} ${formatVerb(different.length, 'count')} by another ${kindWords[kind]} than the others.`,
          ]
        : [];
    }),
    ...(now && before && (now.contributing !== before.contributing || now.expected !== before.expected)
      ? [
          `The coverage differs: ${now.contributing} of ${now.expected} now, ${before.contributing} of ${before.expected} in the round before.`,
        ]
      : []),
    ...(subject.crossBorderOverlap && now && now.contributing > 1
      ? [
          `May count twice: two states can count the same ${subject.unit === 'persons' ? 'person' : 'one'}, so the total says how many were reported, not how many there are.`,
        ]
      : []),
  ];
}

/** Lists in what a reporter counts differently in a round: definition, law, method or source. */
export function listOwnKinds(
  notes: readonly KeptNote[],
  indicator: string,
  reporter: string,
  rounds: readonly string[],
  round: string,
): ComparabilityKind[] {
  const found = notes.filter(
    (note) => note.indicator === indicator && note.reporter === reporter && isInForce(note, rounds, round),
  );
  return [...new Set(found.map(({ kind }) => kind))].sort();
}
