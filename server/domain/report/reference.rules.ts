/**
 * The text between {{ and }} in a narrative: the name of a number, never the number itself.
 *
 *   {{I-B3}}                  the regional value in the compiled round, by the indicator's own rule
 *   {{I-B3 2025-H1}}          the value in another round
 *   {{I-B3 sex=female}}       one part of the value
 *   {{I-B3 coverage}}         "9 of 11 states"
 *   {{I-B3 change}}           the difference from the previous round
 *   {{activities}}            how many activities there are in the round
 *   {{activities late A}}     those of a status or group, in an area or objective, or with lens=online-scams
 *   {{reports states}}        "9 of 11 states"
 */
export type Reference =
  | {
      kind: 'indicator';
      indicator: string;
      /** Null for the compiled round. */
      round: string | null;
      /** Dimension and category of a part; both null for the total. */
      dimension: string | null;
      category: string | null;
      aspect: 'value' | 'coverage' | 'change';
    }
  | {
      kind: 'activities';
      /** The code of a status, or 'late', 'done' or 'on-track'; null for all. */
      group: string | null;
      /** The code of an area or objective. */
      area: string | null;
      lens: string | null;
    }
  | { kind: 'reports'; of: 'states' | 'bodies' };

export type MissingValueState =
  | 'suppressed'
  | 'not_available'
  | 'not_applicable'
  | 'not_yet_reported'
  | 'withheld';

/** The current meaning of a reference: a number ready to print, or why there is none. */
export type Fact = { kind: 'number'; text: string } | { kind: 'mark'; mark: MissingValueState; text: string };

/** Facts by the canonical text of their reference. */
export type Facts = ReadonlyMap<string, Fact>;

/** Groups of activities by what their status means, not by its word. */
export const activityGroups = ['late', 'done', 'on-track'] as const;

export type ReadReference =
  | { ok: true; reference: Reference }
  /** A sentence without a full stop, to follow the reference that it is about. */
  | { ok: false; message: string };

const indicatorCode = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;
const roundCode = /^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$/;
const partOf = /^([a-z][a-z0-9_-]*)=([A-Za-z0-9][A-Za-z0-9_.-]*)$/;
const groupCode = /^[a-z][a-z0-9_-]*$/;
const areaCode = /^[A-Z0-9][A-Za-z0-9.-]*$/;

const refuse = (message: string): ReadReference => ({ ok: false, message });

/** Parses the text between the braces. resolveNarrative checks whether the plan knows the codes. */
export function parseReference(source: string): ReadReference {
  const [name, ...words] = source.trim().split(/\s+/);
  if (!name) return refuse('nothing stands between the braces');
  if (name === 'activities') return readActivities(words);
  if (name === 'reports') {
    const [of, ...more] = words;
    return (of === 'states' || of === 'bodies') && more.length === 0
      ? { ok: true, reference: { kind: 'reports', of } }
      : refuse('write {{reports states}} or {{reports bodies}}');
  }
  return indicatorCode.test(name)
    ? readIndicator(name, words)
    : refuse(`“${name}” is no code of an indicator`);
}

function readIndicator(indicator: string, words: readonly string[]): ReadReference {
  let round: string | null = null;
  let part: { dimension: string; category: string } | null = null;
  let aspect: 'value' | 'coverage' | 'change' = 'value';
  for (const word of words) {
    const found = partOf.exec(word);
    if ((word === 'coverage' || word === 'change') && aspect === 'value') aspect = word;
    else if (roundCode.test(word) && round === null) round = word;
    else if (found?.[1] && found[2] && part === null) part = { dimension: found[1], category: found[2] };
    else
      return refuse(
        `“${word}” is neither a round, a part such as sex=female, coverage nor change, or comes twice`,
      );
  }
  const { dimension, category } = part ?? { dimension: null, category: null };
  return { ok: true, reference: { kind: 'indicator', indicator, round, dimension, category, aspect } };
}

function readActivities(words: readonly string[]): ReadReference {
  let group: string | null = null;
  let area: string | null = null;
  let lens: string | null = null;
  for (const word of words) {
    const ofLens = /^lens=([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(word)?.[1];
    const ofArea = areaCode.test(word) ? word : /^area=([A-Za-z0-9][A-Za-z0-9.-]*)$/.exec(word)?.[1];
    if (ofLens !== undefined && lens === null && area === null) lens = ofLens;
    else if (groupCode.test(word) && group === null) group = word;
    else if (ofArea !== undefined && area === null && lens === null) area = ofArea;
    else return refuse(`“${word}” is neither a status, an area nor a lens, or comes twice`);
  }
  return { ok: true, reference: { kind: 'activities', group, area, lens } };
}

/** A code that could be mistaken for a status gets a prefix. */
const serialiseArea = (area: string | null) => (area === null || areaCode.test(area) ? area : `area=${area}`);

/** Serialises a reference in its canonical form: its key in Facts, and the text between the braces. */
export function serialiseReference(reference: Reference): string {
  const words =
    reference.kind === 'reports'
      ? ['reports', reference.of]
      : reference.kind === 'activities'
        ? [
            'activities',
            reference.group,
            serialiseArea(reference.area),
            reference.lens && `lens=${reference.lens}`,
          ]
        : [
            reference.indicator,
            reference.round,
            reference.dimension && `${reference.dimension}=${reference.category}`,
            reference.aspect === 'value' ? null : reference.aspect,
          ];
  return words.filter(Boolean).join(' ');
}
