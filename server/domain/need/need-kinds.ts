/** What can stand in the way of an activity, by kind: the list from which reporters choose beside their own words. */
export const obstacleKinds = [
  'money',
  'staff',
  'law',
  'data',
  'cooperation',
  'technology',
  'institutions',
  'victims',
] as const;
export type ObstacleKind = (typeof obstacleKinds)[number];
export const obstacleKindLabels = {
  money: 'Money',
  staff: 'Staff',
  law: 'Law or policy',
  data: 'Data',
  cooperation: 'Cooperation across borders',
  technology: 'New methods or technology of traffickers',
  institutions: 'Political or institutional change',
  victims: 'Access to victims',
} as const satisfies Record<ObstacleKind, string>;

/** What would help, by kind. Partners give the same kinds, so that a need and an offer can be matched. */
export const helpKinds = [
  'finance',
  'expertise',
  'training',
  'equipment',
  'facilitation',
  'research',
] as const;
export type HelpKind = (typeof helpKinds)[number];
export const helpKindLabels = {
  finance: 'Finance',
  expertise: 'Expertise',
  training: 'Training',
  equipment: 'Equipment',
  facilitation: 'Facilitation',
  research: 'Research',
} as const satisfies Record<HelpKind, string>;

/** The two lists of a report on an activity, in the order of the form. */
export const needLists = {
  obstacles: { label: 'What is in the way', kinds: obstacleKinds, labels: obstacleKindLabels },
  helpWanted: { label: 'What would help', kinds: helpKinds, labels: helpKindLabels },
} as const;
export type NeedList = keyof typeof needLists;
export const needListNames = ['obstacles', 'helpWanted'] as const satisfies readonly NeedList[];

/** The kinds that somebody chose from each list. */
export type ChosenKinds = Record<NeedList, string[]>;

const kindsOf = (list: NeedList): readonly string[] => needLists[list].kinds;

/** Chosen codes in the order of their list, each once; codes that the list does not have are left out. */
export const sortKinds = (list: NeedList, codes: readonly string[]): string[] =>
  kindsOf(list).filter((kind) => codes.includes(kind));

/** Whether every code is one of the list. */
export const hasOnlyKnownKinds = (list: NeedList, codes: readonly string[]): boolean =>
  codes.every((code) => kindsOf(list).includes(code));

/** Chosen codes as one text, the same for the same choice: "money,staff"; empty for none. */
export const serialiseKinds = (list: NeedList, codes: readonly string[]): string =>
  sortKinds(list, codes).join(',');

/** The codes of such a text. */
export const parseKinds = (list: NeedList, text: string): string[] => sortKinds(list, text.split(','));

/** A kind in English. */
export const formatKind = (list: NeedList, code: string): string =>
  (needLists[list].labels as Record<string, string>)[code] ?? code;

/** Chosen codes in English, "Money, Staff"; empty for none. */
export const formatKinds = (list: NeedList, codes: readonly string[] | undefined): string =>
  sortKinds(list, codes ?? [])
    .map((code) => formatKind(list, code))
    .join(', ');

/** The kinds in a stored value that may be from before there were any. */
export const readKinds = (list: NeedList, stored: unknown): string[] =>
  Array.isArray(stored) ? sortKinds(list, stored as string[]) : [];

/** Whether anything is chosen from either list. */
export const hasKinds = (chosen: Partial<Readonly<Record<NeedList, readonly string[]>>>): boolean =>
  needListNames.some((list) => (chosen[list]?.length ?? 0) > 0);

/** The sentence for codes that are none of the list. */
export const unknownKindMessage = 'Choose from the kinds in the list.';
