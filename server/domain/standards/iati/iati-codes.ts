import { type Addresses, escapePathSegment } from '../addresses.ts';
import type { Exchange, ExchangeActivity, ExchangeEvidence } from '../exchange.types.ts';
import { element, type Xml } from '../xml.ts';
import type { IatiSource } from './iati-activity.ts';

/**
 * Codes of the IATI 2.03 code lists that the file uses, and the mapping of our terms. Source: the code lists
 * of the standard, https://iatistandard.org/en/iati-standard/203/codelists/. Terms of the plan's own lists
 * (statuses) have their IATI code in the list; see seeds/reference/activity-statuses.csv.
 */

/** OrganisationRole. */
export const role = { funding: '1', accountable: '2', implementing: '4' } as const;

/** BudgetType, and BudgetStatus by the stage of an amount: indicative or committed. */
export const budgetType = { original: '1' } as const;
export const budgetStatus = { pledged: '1', committed: '2' } as const;

/** TransactionType by the stage of an amount: incoming pledge, incoming commitment, incoming funds. */
export const transactionType = { pledged: '13', committed: '11', disbursed: '1' } as const;

/** OrganisationType of a body, a state and the reporting organisation. */
export const organisationType = { government: '10', multilateral: '40' } as const;

/** OrganisationType by kind of partner, if the kind determines it. */
export const partnerTypes: Readonly<Record<string, string>> = {
  un_agency: '40',
  regional_process: '40',
  research: '80',
};

/** ActivityStatus of an activity without a report. */
export const unreportedStatus = { pipeline: '1', implementation: '2' } as const;

/** ActivityStatus of work that has started: implementation, finalisation, closed. */
export const begunStatuses: ReadonlySet<string> = new Set(['2', '3', '4']);

/** ActivityDateType. */
export const dateType = { plannedStart: '1', actualStart: '2', plannedEnd: '3', actualEnd: '4' } as const;

/** ActivityScope. */
export const scope = { regional: '2', multinational: '3' } as const;

/** DescriptionType. */
export const descriptionType = { general: '1', objectives: '2', other: '4' } as const;

/**
 * Regions that contain all member states and Timor-Leste. The DAC has none smaller than Asia: it counts
 * Myanmar as South Asia. South-eastern Asia in the United Nations list (M49) is exactly these eleven.
 */
export const regions = [
  { vocabulary: '1', code: '798', name: 'Asia, regional' },
  { vocabulary: '2', code: '035', name: 'South-eastern Asia' },
] as const;

/**
 * Sector, DAC five-digit purpose: facilitation of orderly, safe, regular and responsible migration and
 * mobility, which in the DAC list includes action against trafficking in persons. It applies to the whole
 * plan; areas follow in our own vocabulary.
 */
export const sector = { vocabulary: '1', code: '15190' } as const;

/** Vocabulary of the reporting organisation, in all vocabulary lists. */
export const ownVocabulary = '99';

/** TagVocabulary 3: targets of the Sustainable Development Goals that mention trafficking in persons. */
export const goalTargets = { vocabulary: '3', codes: ['5.2', '8.7', '16.2'] } as const;

/** IndicatorVocabulary 9: indicators of the Sustainable Development Goals. */
export const victimsIndicator = { vocabulary: '9', code: '16.2.2' } as const;

/** The breakdowns of SDG indicator 16.2.2; a count of persons with all of them is one of its sources. */
export const victimsIndicatorSplits = ['sex', 'age', 'form'] as const;

/** ResultType of a level; every other level is 9, other. */
export const resultTypes: Readonly<Record<string, string>> = { output: '1', outcome: '2', impact: '3' };
export const otherResult = '9';

/**
 * Namespace of our one extension element. It is a name, not a URL: it stays the same wherever the tracker is
 * served, so that readers of the file can look for it.
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

export function buildDocumentLink(
  url: string,
  format: string,
  title: string,
  category: string,
  date?: string,
): Xml {
  return element(
    'document-link',
    { url, format },
    element('title', {}, element('narrative', {}, title)),
    element('category', { code: category }),
    element('language', { code: 'en' }),
    date === undefined ? null : element('document-date', { 'iso-date': date }),
  );
}

/** Writes the documents of an activity: its page, its library entries, and released evidence. */
export function buildDocumentLinks({ exchange, addresses }: IatiSource, activity: ExchangeActivity): Xml[] {
  const page = addresses.pinned(`/activities/${escapePathSegment(activity.code)}`);
  return [
    buildDocumentLink(page, 'text/html', `${activity.code}: ${activity.title}`, documentCategory.webPage),
    ...exchange.library
      .filter(({ activities }) => activities.includes(activity.code))
      .map((item) =>
        buildDocumentLink(
          addresses.pinned(`/library/${escapePathSegment(item.code)}`),
          'text/html',
          item.title,
          documentCategory.results,
          item.happenedOn ?? undefined,
        ),
      ),
    ...exchange.evidence
      .filter((item) => item.activity === activity.code)
      .map((item) => buildEvidenceLink(exchange, addresses, item)),
  ];
}

/** Writes a link or file that a reporter has released. */
export function buildEvidenceLink(exchange: Exchange, addresses: Addresses, item: ExchangeEvidence): Xml {
  return buildDocumentLink(
    item.url ?? addresses.page(`/evidence/${exchange.publication.number}/${item.id}`),
    item.url ? 'text/html' : (item.contentType ?? 'application/octet-stream'),
    `${item.title} (${item.reporter})`,
    documentCategory.results,
  );
}
