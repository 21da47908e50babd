import type { PersonalDataHit, PersonalDataKind } from './find-personal-data.rules.ts';

export const personalDataWords: Record<PersonalDataKind, string> = {
  document: 'an identity or passport number',
  phone: 'a telephone number',
  email: 'a personal e-mail address',
  birth_date: 'a birth date',
  age: 'an age',
  role: 'a person’s part in a case',
  name: 'a name',
};

const listWords = (words: readonly string[]) =>
  words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/**
 * Describes findings in a sentence, "This text seems to hold a name and a telephone number.", or returns
 * null.
 */
export function describePersonalData(hits: readonly PersonalDataHit[]): string | null {
  if (hits.length === 0) return null;
  const kinds = (Object.keys(personalDataWords) as PersonalDataKind[]).filter((kind) =>
    hits.some((hit) => hit.kinds.includes(kind)),
  );
  return `This text seems to hold ${listWords(kinds.map((kind) => personalDataWords[kind]))} (“${hits[0]?.excerpt}”). Take out what could tell who a person is, or confirm that it is not personal data.`;
}
