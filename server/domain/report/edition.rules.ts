/**
 * The editions of a report. Lens, state, body and partner editions are chosen by a code of the plan's lists.
 */
export const editionKeys = [
  'somtc',
  'ammtc',
  'public',
  'midterm',
  'lens',
  'state',
  'body',
  'partner',
] as const;
export type EditionKey = (typeof editionKeys)[number];

/** The parts of a document. */
export const documentParts = [
  'messages',
  'summary',
  'own',
  'given',
  'areas',
  'indicators',
  'late',
  'arrangements',
  'recommendations',
  'decisions',
  'amendments',
  'lenses',
  'method',
  'matrix',
  'annexRounds',
  'annexStates',
  'annexParts',
] as const;
/** The parts of the mid-term review. */
export const reviewParts = [
  'standing',
  'progress',
  'questions',
  'targets',
  'lessons',
  'followUp',
  'support',
] as const;
export type DocumentPart = (typeof documentParts)[number] | (typeof reviewParts)[number];

/** The parts in words, as the secretariat chooses them. */
export const partTitles: Record<DocumentPart, string> = {
  messages: 'Five messages',
  summary: 'Summary',
  own: 'The state’s own report',
  given: 'Support that the partner gives',
  areas: 'Thematic areas',
  indicators: 'Indicators',
  late: 'What is delayed, and why',
  arrangements: 'What states have agreed between them',
  recommendations: 'What studies recommend',
  decisions: 'Decisions asked for',
  amendments: 'What changed in the plan',
  lenses: 'Topics',
  method: 'Method and coverage',
  matrix: 'Matrix of implementation',
  annexRounds: 'Annex: indicators by round',
  annexStates: 'Annex: figures of single reporters',
  annexParts: 'Annex: parts of the totals',
  standing: 'Where the review stands',
  progress: 'Progress by thematic area',
  questions: 'Questions of the evaluation',
  targets: 'Targets',
  lessons: 'Lessons',
  followUp: 'Follow-up',
  support: 'Partner support against gaps',
};

/** The parts that the secretariat chose for an edition, in their order, by the edition's key. */
export type ChosenParts = Partial<Record<EditionKey, DocumentPart[]>>;

export type EditionRule = {
  key: EditionKey;
  /** "{scope}" is replaced by its subject. */
  title: string;
  /** The audience, as in the list of editions. */
  audience: string;
  marking: string;
  watermark: string;
  /** The facts to include: those in publications, or also those that member states may see of each other. */
  facts: 'public' | 'restricted';
  /** What there is one edition of each for; null if there is a single edition. */
  scope: 'lens' | 'state' | 'body' | 'partner' | null;
  parts: readonly DocumentPart[];
  /** A few pages, without a list of contents. */
  isShort?: true;
};

const everything = documentParts.filter((part) => part !== 'own' && part !== 'given' && part !== 'messages');
/** What a meeting is asked to decide is for the meeting alone; recommendations have pages of their own. */
const forEverybody = everything.filter((part) => part !== 'decisions' && part !== 'recommendations');
const restricted = 'Restricted: for ASEAN member states and sectoral bodies. Not for publication';

/** The editions, as data. Nothing else decides what each contains. */
export const editions: readonly EditionRule[] = [
  {
    key: 'somtc',
    title: 'Consolidated progress report',
    audience: 'Senior officials, restricted',
    marking: restricted,
    watermark: 'RESTRICTED',
    facts: 'restricted',
    scope: null,
    parts: everything,
  },
  {
    key: 'ammtc',
    title: 'Summary for ministers',
    audience: 'Ministers, restricted',
    marking: restricted,
    watermark: 'RESTRICTED',
    facts: 'restricted',
    scope: null,
    parts: ['messages', 'late', 'arrangements', 'recommendations', 'decisions'],
    isShort: true,
  },
  {
    key: 'public',
    title: 'Progress report',
    audience: 'Everybody',
    marking: 'Public',
    watermark: '',
    facts: 'public',
    scope: null,
    parts: forEverybody,
  },
  {
    // Its figures are public, but the edition is restricted: judgements, lessons and follow-up are the
    // secretariat's own words, which nobody has released.
    key: 'midterm',
    title: 'Mid-term review',
    audience: 'Senior officials, restricted: judgements, targets against public figures, lessons, follow-up',
    marking: restricted,
    watermark: 'RESTRICTED',
    facts: 'public',
    scope: null,
    parts: [
      'standing',
      'summary',
      'progress',
      'targets',
      'questions',
      'late',
      'amendments',
      'lenses',
      'support',
      'recommendations',
      'lessons',
      'followUp',
      'method',
    ],
  },
  {
    key: 'lens',
    title: '{scope}: progress report',
    audience: 'Senior officials, restricted, on one subject',
    marking: restricted,
    watermark: 'RESTRICTED',
    facts: 'restricted',
    scope: 'lens',
    parts: [
      'summary',
      'lenses',
      'indicators',
      'late',
      'amendments',
      'method',
      'matrix',
      'annexRounds',
      'annexParts',
    ],
  },
  {
    key: 'state',
    title: 'Progress report for {scope}',
    audience: 'One member state: its own report in full, beside the region',
    marking: 'Restricted: for {scope} only. Not for publication',
    watermark: 'RESTRICTED',
    facts: 'restricted',
    scope: 'state',
    parts: ['summary', 'own', 'arrangements', 'indicators', 'late', 'method', 'matrix'],
  },
  {
    key: 'body',
    title: 'Progress report for {scope}',
    audience: 'One sectoral body: the activities that it leads or supports',
    marking: 'Restricted: for {scope}. Not for publication',
    watermark: 'RESTRICTED',
    facts: 'restricted',
    scope: 'body',
    parts: ['summary', 'areas', 'indicators', 'late', 'amendments', 'method', 'matrix', 'annexRounds'],
  },
  {
    key: 'partner',
    title: 'Progress report for {scope}',
    audience: 'One partner: the activities that it supports, with what the public may see',
    marking: 'For {scope}. Holds what is public and nothing else',
    watermark: '',
    facts: 'public',
    scope: 'partner',
    parts: [
      'summary',
      'given',
      'areas',
      'indicators',
      'late',
      'amendments',
      'method',
      'matrix',
      'annexRounds',
    ],
  },
];

/** Editions whose parts are chosen when a draft is made: those for meetings and the public. */
export const arrangedEditions: readonly EditionKey[] = ['somtc', 'ammtc', 'public', 'midterm'];

/** Returns the rules of all editions with the chosen parts; those that an edition cannot have are left out. */
export function listEditions(chosen: ChosenParts): EditionRule[] {
  return editions.map((edition) => {
    const parts = arrangedEditions.includes(edition.key)
      ? chosen[edition.key]?.filter((part) => edition.parts.includes(part))
      : undefined;
    return parts && parts.length > 0 ? { ...edition, parts } : edition;
  });
}

/** The name of the form field with the place of a part in an edition. */
export const serialisePartField = (edition: EditionKey, part: DocumentPart): string =>
  `part-${edition}-${part}`;

/**
 * Reads the chosen parts from the places that were typed, by the names of their fields: in the order of the
 * numbers, without those that have none.
 */
export const parseChosenParts = (places: Readonly<Record<string, number | null | undefined>>): ChosenParts =>
  Object.fromEntries(
    editions
      .filter(({ key }) => arrangedEditions.includes(key))
      .map(({ key, parts }): [EditionKey, DocumentPart[]] => [
        key,
        parts
          .flatMap((part) => {
            const place = places[serialisePartField(key, part)];
            return typeof place === 'number' ? [{ part, place }] : [];
          })
          .sort((a, b) => a.place - b.place)
          .map(({ part }) => part),
      ])
      .filter(([, parts]) => parts.length > 0),
  );

/** Finds the rule of an edition; null for an unknown key. */
export const findEdition = (key: string): EditionRule | null =>
  editions.find((edition) => edition.key === key) ?? null;

/** Names an edition with its subject, in URLs and file names: "state-KH". */
export const serialiseEditionName = (edition: string, scope: string): string =>
  scope === '' ? edition : `${edition}-${scope}`;

/** Reads a name made by `serialiseEditionName`; null if there is no such edition. */
export function parseEditionName(name: string): { edition: EditionKey; scope: string } | null {
  const [, key = '', scope = ''] = /^([a-z]+)(?:-([A-Za-z0-9][A-Za-z0-9-]{0,80}))?$/.exec(name) ?? [];
  const rule = findEdition(key);
  return rule && (rule.scope === null) === (scope === '') ? { edition: rule.key, scope } : null;
}

/** Who signs a draft, in order. */
export const approvalParts = ['compiled', 'checked', 'approved'] as const;
export type ApprovalPart = (typeof approvalParts)[number];
export const approvalLabels: Record<ApprovalPart, string> = {
  compiled: 'Compiled by',
  checked: 'Checked by',
  approved: 'Approved by',
};

export type Approval = { part: ApprovalPart; personId: string };

/**
 * Explains why a person may not sign a draft in a role; null if they may. The order is compiled, checked,
 * approved. Checking and approving need two different people.
 */
export function findApprovalProblem(given: readonly Approval[], wanted: Approval): string | null {
  const at = approvalParts.indexOf(wanted.part);
  const signed = (part: ApprovalPart | undefined) => given.find((approval) => approval.part === part);
  if (signed(wanted.part)) return 'This draft is already signed here.';
  const before = approvalParts[at - 1];
  if (before && !signed(before)) {
    return `It has to be signed as “${approvalLabels[before].toLowerCase()}” first.`;
  }
  if (wanted.part === 'approved' && signed('checked')?.personId === wanted.personId) {
    return 'You have checked this draft. Another person has to approve it.';
  }
  return null;
}

/** Editions whose files are requested together. */
export const editionGroups = ['main', 'state', 'body', 'partner'] as const;
export type EditionGroup = (typeof editionGroups)[number];

/** Whether an edition belongs to a group: those of states, bodies and partners are each a group. */
export const isInGroup = (edition: string, group: EditionGroup): boolean =>
  group === 'main' ? !['state', 'body', 'partner'].includes(edition) : edition === group;
