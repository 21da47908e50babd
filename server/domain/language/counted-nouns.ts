import { formatNumber, formatPercentage } from './number-format.ts';

/** Words whose singular is formed by removing the final "s". */
const withoutS = [
  'accepted actions',
  'accounts',
  'actions',
  'agreed steps',
  'agreements',
  'amounts',
  'answers',
  'applications',
  'arrests',
  'articles',
  'campaigns',
  'cases',
  'cells',
  'centres',
  'changes',
  'characters',
  'comments',
  'convictions',
  'courses',
  'CSV files',
  'days',
  'documents',
  'earlier answers',
  'editions',
  'errors',
  'figures',
  'files',
  'findings',
  'hours',
  'households',
  'indicators',
  'inspections',
  'institutions',
  'investigations',
  'items',
  'joint operations',
  'laws',
  'lessons',
  'mails',
  'meetings',
  'minutes',
  'months',
  'objectives',
  'officers',
  'officials',
  'open invitations',
  'open questions',
  'operations',
  'organisations',
  'others',
  'pages',
  'partners',
  'parts',
  'persons',
  'procedures',
  'products',
  'programmes',
  'prosecutions',
  'publications',
  'recommendations',
  'problems',
  'questions',
  'referrals',
  'reporters',
  'reports',
  'requests',
  'responses',
  'roles',
  'rounds',
  'rows',
  'saves',
  'schools',
  'seconds',
  'sections',
  'sentences',
  'services',
  'sessions',
  'shelters',
  'states',
  'targets',
  'texts',
  'thematic areas',
  'things',
  'times',
  'trainings',
  'units',
  'versions',
  'victims',
  'visits',
  'warnings',
  'weeks',
  'words',
  'workshops',
  'years',
] as const;

/** Words whose singular ends in "y". */
const withY = [
  'activities',
  'agencies',
  'bodies',
  'communities',
  'companies',
  'countries',
  'entries',
  'policies',
  'steps',
  'studies',
] as const;

/** Irregular words. */
const otherwise = {
  'arrangements between states': 'arrangement between states',
  children: 'child',
  'figures of earlier rounds': 'figure of an earlier round',
  men: 'man',
  people: 'person',
  'questions of the evaluation': 'question of the evaluation',
  'states and bodies': 'state or body',
  statuses: 'status',
  women: 'woman',
} as const;

export type Things = (typeof withoutS)[number] | (typeof withY)[number] | keyof typeof otherwise;

/**
 * Singulars by plural: the units of plans and the nouns of the pages. An unlisted unit stays plural after
 * every number, which is clumsy but never wrong; a singular formed by rule could be ("1 countrie").
 */
export const singulars = {
  ...otherwise,
  ...Object.fromEntries(withoutS.map((many) => [many, many.slice(0, -1)])),
  ...Object.fromEntries(withY.map((many) => [many, `${many.slice(0, -3)}y`])),
} as Record<Things, string>;

/** The verb after a counted noun: plural and singular. */
const verbsOfOne = {
  are: 'is',
  bear: 'bears',
  begin: 'begins',
  count: 'counts',
  differ: 'differs',
  have: 'has',
  look: 'looks',
  match: 'matches',
  name: 'names',
  run: 'runs',
  say: 'says',
  stand: 'stands',
  need: 'needs',
  wait: 'waits',
  were: 'was',
} as const;

type Verb = keyof typeof verbsOfOne;

const isOne = (count: number | string): boolean => Number(count) === 1;

/** Returns the verb for a count: "is" for one, "are" for any other number, including none. */
export const formatVerb = (count: number | string, verb: Verb): string =>
  isOne(count) ? verbsOfOne[verb] : verb;

/** Returns the noun for a count: "country" or "countries"; an unlisted word stays unchanged. */
export function formatNoun(unit: string, count: number | string): string {
  return isOne(count) && Object.hasOwn(singulars, unit) ? singulars[unit as Things] : unit;
}

/** Formats a count with its noun and verb: "1 activity", "7 activities are", "1 204 reports". */
export function formatCount(count: number | string, things: Things, verb?: Verb): string {
  return [formatNumber(count), formatNoun(things, count), ...(verb ? [formatVerb(count, verb)] : [])].join(
    ' ',
  );
}

/** Formats a figure without its unit, unless that is "%": "62.5%", "1 204". */
export function formatFigureNumber(value: string, unit: string): string {
  return unit === '%' ? formatPercentage(value) : formatNumber(value);
}

/** Formats a figure with its unit, which is data of the plan: "62.5%", "USD 1 204.5", "1 country". */
export function formatWithUnit(value: string, unit: string): string {
  const number = formatFigureNumber(value, unit);
  if (unit === '%' || unit === '') return number;
  // A currency is before its amount, on the same line.
  if (/^[A-Z]{3}$/.test(unit)) return `${unit}\u00a0${number}`;
  return `${number} ${formatNoun(unit, value)}`;
}
