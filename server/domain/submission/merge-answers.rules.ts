/** The answers to the questions of one item, by question, as text. */
export type Answers = Readonly<Record<string, string>>;

/** Who changed an answer since both had read it. */
export type ChangedBy = 'nobody' | 'me' | 'them' | 'both';

/**
 * Decides who changed an answer. Whoever arrived at the same words as the other changed nothing that has to be
 * decided.
 */
export function decideWhoChanged(base: string, mine: string, theirs: string): ChangedBy {
  if (mine === theirs) return 'nobody';
  if (mine === base) return 'them';
  return theirs === base ? 'me' : 'both';
}

export type MergedAnswers = {
  /** Every question with the answer that stays; for a question that both changed, mine. */
  merged: Record<string, string>;
  /** The questions whose answers come from the other person. */
  fromThem: string[];
  /** The questions that a person has to decide. */
  conflicts: string[];
};

/**
 * Merges what two people made of the same answers: a question that one of them changed has that answer, one that
 * both changed is a conflict. A consent covers the words that were there when it was given. If one person
 * changed the consent and the other anything else, the consent is a conflict too: nobody has agreed to publish the
 * two together.
 */
export function mergeAnswers(
  { base, mine, theirs }: { base: Answers; mine: Answers; theirs: Answers },
  consent: string,
): MergedAnswers {
  const result: MergedAnswers = { merged: {}, fromThem: [], conflicts: [] };
  const by = Object.keys(mine).map((key) => ({
    key,
    by: decideWhoChanged(base[key] ?? '', mine[key] ?? '', theirs[key] ?? ''),
  }));
  const others = new Set(by.filter(({ key }) => key !== consent).map((one) => one.by));
  for (const { key, by: who } of by) {
    const isTheirs = who === 'them';
    const splitsConsent =
      key === consent &&
      ((who === 'me' && (others.has('them') || others.has('both'))) ||
        (who === 'them' && (others.has('me') || others.has('both'))));
    if (who === 'both' || splitsConsent) result.conflicts.push(key);
    else if (isTheirs) result.fromThem.push(key);
    result.merged[key] = (isTheirs && !splitsConsent ? theirs[key] : mine[key]) ?? '';
  }
  return result;
}

/** The names in a sentence: "Achievements", "Achievements and Next steps", "Total, Note and Sex: Female". */
const joinNames = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Says what somebody else changed beside one's own work: "Malee changed Results while you were writing …". */
export function describeMerge(by: string | null, fields: readonly string[]): string {
  return `${by ?? 'Another person'} changed ${joinNames(fields)} while you were writing. Your changes and theirs are both kept.`;
}
