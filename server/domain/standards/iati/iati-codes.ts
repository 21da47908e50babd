/**
 * Codes of the IATI 2.03 code lists that the file uses, and how our words map to them. Source: the code lists of the
 * standard, https://iatistandard.org/en/iati-standard/203/codelists/. What is a list of the plan (statuses) brings its
 * own code with it; see seeds/reference/activity-statuses.csv.
 */

/** OrganisationRole. */
export const role = { accountable: '2', implementing: '4' } as const;

/** OrganisationType: what a body, a state and the reporting organisation are. */
export const organisationType = { government: '10', multilateral: '40' } as const;

/** OrganisationType of a partner's kind, where the kind settles it. */
export const partnerTypes: Readonly<Record<string, string>> = {
  un_agency: '40',
  regional_process: '40',
  research: '80',
};

/** ActivityStatus, for an activity of which nothing has been reported. */
export const unreportedStatus = { pipeline: '1', implementation: '2' } as const;

/** ActivityStatus of work that has begun: implementation, finalisation, closed. */
export const begunStatuses: ReadonlySet<string> = new Set(['2', '3', '4']);

/** ActivityDateType. */
export const dateType = { plannedStart: '1', actualStart: '2', plannedEnd: '3', actualEnd: '4' } as const;

/** ActivityScope. */
export const scope = { regional: '2', multinational: '3' } as const;

/** DescriptionType. */
export const descriptionType = { general: '1', objectives: '2', other: '4' } as const;

/**
 * Regions that hold all member states and Timor-Leste. The DAC has none smaller than Asia: it counts Myanmar to South
 * Asia. The United Nations (M49) have South-eastern Asia, which is these eleven and no other.
 */
export const regions = [
  { vocabulary: '1', code: '798', name: 'Asia, regional' },
  { vocabulary: '2', code: '035', name: 'South-eastern Asia' },
] as const;

/**
 * Sector, DAC five-digit purpose: facilitation of orderly, safe, regular and responsible migration and mobility, under
 * which the DAC counts work against trafficking in persons. It holds for the whole plan; areas follow in a vocabulary
 * of our own.
 */
export const sector = { vocabulary: '1', code: '15190' } as const;

/** Vocabulary of the reporting organisation, in all lists of vocabularies. */
export const ownVocabulary = '99';

/** TagVocabulary 3, targets of the Sustainable Development Goals that name trafficking in persons. */
export const goalTargets = { vocabulary: '3', codes: ['5.2', '8.7', '16.2'] } as const;

/** IndicatorVocabulary 9, indicators of the Sustainable Development Goals. */
export const victimsIndicator = { vocabulary: '9', code: '16.2.2' } as const;

/** By these splits 16.2.2 counts victims; a count of persons that has them all is one of its sources. */
export const victimsIndicatorSplits = ['sex', 'age', 'form'] as const;

/** ResultType of a level; every other level is 9, other. */
export const resultTypes: Readonly<Record<string, string>> = { output: '1', outcome: '2', impact: '3' };
export const otherResult = '9';

/** IndicatorMeasure. A choice is published as how many states count, which is a number of units. */
export const measures = { count: '1', money: '1', choice: '1', percentage: '2', text: '5' } as const;

/**
 * Namespace of the one element of our own. It is a name, not an address: it stays the same wherever the tracker is
 * served, so that whoever reads the file can look for it.
 */
export const trackerNamespace = 'urn:bohol-tracker:iati-1';

/** DocumentCategory. */
export const documentCategory = { results: 'A08', webPage: 'A12', annualReport: 'B01' } as const;

/** GeographicVocabulary A4: ISO 3166-1 alpha-2. */
export const countryVocabulary = 'A4';

/** GeographicLocationReach: where the activity takes place; GeographicExactness: approximate. */
export const locationReach = '1';

/** RelatedActivityType. */
export const related = { parent: '1', child: '2' } as const;
