import { joinWords } from '../finding/sentence-parts.ts';
import type { ComparabilityKind } from '../receipt/comparability.calculations.ts';
import type { ValueState } from '../value/indicator-definition.ts';
import { agree } from '#server/domain/language/say.ts';

/** A note on comparability as the desk keeps it; rounds by their codes. */
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

/** Where one reporter stands on one indicator: what it answered, and by what of its own it counts. */
export type MatrixCell = {
  reporter: string;
  state: ValueState | 'not_yet_reported';
  /** Released for no form of publication, so that it is in no total. */
  isLeftOut: boolean;
  kinds: ComparabilityKind[];
};

export type MatrixSubject = {
  code: string;
  crossBorderOverlap: boolean;
  unit: string;
  /** What stands behind the total now and in the round before; null where there is none. */
  now: { contributing: number; expected: number } | null;
  before: { contributing: number; expected: number } | null;
};

/** Whether a note speaks of a round. `rounds` are those of the plan, oldest first. */
export function holdsIn(note: KeptNote, rounds: readonly string[], round: string): boolean {
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

/** What limits the total of an indicator in a round, in sentences: breaks, mixed ways of counting, coverage, overlaps. */
export function listReservations(
  subject: MatrixSubject,
  notes: readonly KeptNote[],
  rounds: readonly string[],
  round: string,
): string[] {
  const own = notes.filter((note) => note.indicator === subject.code && holdsIn(note, rounds, round));
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
            `${joinWords([...new Set(different)].sort())} ${agree(different.length, 'count')} by another ${kindWords[kind]} than the others.`,
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

/** By which definition, law, method and source of its own a reporter counts in a round. */
export function listOwnKinds(
  notes: readonly KeptNote[],
  indicator: string,
  reporter: string,
  rounds: readonly string[],
  round: string,
): ComparabilityKind[] {
  const found = notes.filter(
    (note) => note.indicator === indicator && note.reporter === reporter && holdsIn(note, rounds, round),
  );
  return [...new Set(found.map(({ kind }) => kind))].sort();
}
