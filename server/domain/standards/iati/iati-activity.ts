import { findOwnWithdrawal } from '../../publication/withdrawal.rules.ts';
import { type Addresses, escapePathSegment } from '../addresses.ts';
import type { Exchange, ExchangeActivity } from '../exchange.types.ts';
import { describeSource } from '../value-words.ts';
import { element, type Xml } from '../xml.ts';
import {
  begunStatuses,
  countryVocabulary,
  dateType,
  descriptionType,
  documentCategory,
  goalTargets,
  locationReach,
  organisationType,
  ownVocabulary,
  regions,
  related,
  role,
  scope,
  sector,
  unreportedStatus,
  buildDocumentLink,
  buildDocumentLinks,
} from './iati-codes.ts';
import {
  buildBudgets,
  buildTransactions,
  findPartnerType,
  listSupport,
  listSupporters,
  type Organisation,
} from './iati-support.ts';

/**
 * Builds the identifier of the reporting organisation. No registration agency has issued one: "XI-EXAMPLE"
 * shows that it is illustrative, like the plan. Replace it by a real one before the file is registered with
 * IATI; identifiers of activities begin with it and never change afterwards.
 */
function buildOrganisationRef(planCode: string): string {
  return `XI-EXAMPLE-${clean(planCode)}`;
}

/** Builds the identifier of an activity; without a code that of the plan as a whole. */
export function buildActivityIdentifier(planCode: string, activity?: string): string {
  return `${buildOrganisationRef(planCode)}-${activity === undefined ? 'PLAN' : clean(activity)}`;
}

/** Identifiers have no white space and none of the characters that the IATI rules exclude (/ & | ?). */
const clean = (code: string) => code.replaceAll(/[^A-Za-z0-9._-]/g, '_');

const organisationName = 'ASEAN Secretariat (illustrative)';

/** The input of every activity. */
export type IatiSource = { exchange: Exchange; addresses: Addresses };

const narrative = (text: string): Xml => element('narrative', {}, text);
const described = (type: string, text: string): Xml => element('description', { type }, narrative(text));

/** Writes an activity up to its results, in the order of the schema. */
export function buildActivityHeader(source: IatiSource, activity: ExchangeActivity): Xml[] {
  const { exchange, addresses } = source;
  const { planCode } = exchange.publication;
  const objective = exchange.objectives.find(({ code }) => code === activity.objective);
  const status = readStatus(exchange, activity);
  return [
    element('iati-identifier', {}, buildActivityIdentifier(planCode, activity.code)),
    reportingOrg(planCode),
    element('title', {}, narrative(`${activity.code}: ${activity.title}`)),
    described(descriptionType.general, activity.description || activity.title),
    ...(objective ? [described(descriptionType.objectives, objective.title)] : []),
    described(descriptionType.other, [describeSource(exchange), status.sentence].filter(Boolean).join(' ')),
    ...writeParticipants(exchange, activity),
    element('activity-status', { code: status.code }),
    ...writeDates(exchange, activity),
    ...writePlaces(exchange, activity),
    ...writeSectors(exchange, addresses, activity.area),
    ...writeTags(exchange, addresses, activity),
    ...buildMoney(exchange, activity.code),
    ...buildDocumentLinks(source, activity),
    element('related-activity', { ref: buildActivityIdentifier(planCode), type: related.parent }),
  ];
}

/** Writes the plan as a whole: the parent of its activities, with the indicators that belong to none. */
export function buildPlanHeader({ exchange, addresses }: IatiSource): Xml[] {
  const { publication, rounds, activities } = exchange;
  const newest = rounds.at(-1);
  const over = newest !== undefined && newest.periodEnd >= publication.planEndsOn;
  return [
    element('iati-identifier', {}, buildActivityIdentifier(publication.planCode)),
    reportingOrg(publication.planCode),
    element('title', {}, narrative(publication.planTitle)),
    described(
      descriptionType.general,
      `${publication.planTitle}. Parent of the plan's ${activities.length} activities; indicators that belong to no single activity stand here.`,
    ),
    described(descriptionType.other, describeSource(exchange)),
    participant(organisationName, role.accountable, organisationType.multilateral),
    ...listSupporters(exchange, listSupport(exchange, null)).map(toParticipant),
    element('activity-status', { code: over ? '3' : unreportedStatus.implementation }),
    activityDate(dateType.plannedStart, publication.planStartsOn),
    activityDate(dateType.plannedEnd, publication.planEndsOn),
    ...writePlaces(exchange, null),
    element('sector', { vocabulary: sector.vocabulary, code: sector.code, percentage: 100 }),
    ...writeGoalTargets(),
    ...buildMoney(exchange, null),
    buildDocumentLink(
      addresses.pinned('/plan'),
      'text/html',
      'The plan and its progress',
      documentCategory.webPage,
    ),
    buildDocumentLink(
      addresses.page(`/publications/${publication.number}`),
      'text/html',
      `Publication ${publication.number}`,
      documentCategory.annualReport,
      publication.publishedAt.slice(0, 10),
    ),
    ...activities.map(({ code }) =>
      element('related-activity', {
        ref: buildActivityIdentifier(publication.planCode, code),
        type: related.child,
      }),
    ),
  ];
}

/** Builds the attributes of an activity's element. */
export function buildActivityAttributes(
  { exchange, addresses }: IatiSource,
  activity: ExchangeActivity | null,
): Record<string, string | number> {
  return {
    'last-updated-datetime': exchange.publication.publishedAt,
    'xml:lang': 'en',
    'default-currency': 'USD',
    humanitarian: 0,
    hierarchy: activity ? 2 : 1,
    'linked-data-uri': addresses.pinned(
      activity ? `/activities/${escapePathSegment(activity.code)}` : '/plan',
    ),
    ...buildWithdrawnAttribute(exchange),
  };
}

/**
 * Returns the withdrawal of the publication as an attribute in our own namespace: for the file, and for each
 * activity, because aggregators extract activities. The reason is in their descriptions.
 */
export function buildWithdrawnAttribute({ publication }: Exchange): Record<string, string> {
  const withdrawal = findOwnWithdrawal(publication);
  return withdrawal ? { 'tracker:withdrawn': withdrawal.at } : {};
}

const reportingOrg = (planCode: string) =>
  element(
    'reporting-org',
    { ref: buildOrganisationRef(planCode), type: organisationType.multilateral },
    narrative(organisationName),
  );

const participant = (name: string, as: string, type?: string) =>
  element('participating-org', { type, role: as }, narrative(name));

const toParticipant = ({ name, role: as, type }: Organisation) => participant(name, as, type);

/** Writes what partners give to an activity, or to the plan as a whole, as far as they agreed to show it. */
function buildMoney(exchange: Exchange, activity: string | null): Xml[] {
  const entries = listSupport(exchange, activity);
  return [...buildBudgets(entries), ...buildTransactions(exchange, entries)];
}

/**
 * The lead body is accountable for the activity and implements it; cooperating bodies and states implement it. A
 * partner that has said what it gives has the roles of that; one that the plan names only implements it.
 */
function writeParticipants(exchange: Exchange, activity: ExchangeActivity): Xml[] {
  const nameOf = (code: string) =>
    exchange.reporters.find((reporter) => reporter.code === code)?.name ?? code;
  const { multilateral, government } = organisationType;
  const support = listSupport(exchange, activity.code);
  return [
    participant(nameOf(activity.lead), role.accountable, multilateral),
    participant(nameOf(activity.lead), role.implementing, multilateral),
    ...activity.cooperating.map((code) => participant(nameOf(code), role.implementing, multilateral)),
    ...activity.states.map((code) => participant(nameOf(code), role.implementing, government)),
    ...activity.partners
      .filter((slug) => !support.some(({ partner }) => partner.slug === slug))
      .map((slug) => {
        const partner = exchange.partners.find((each) => each.slug === slug);
        return participant(partner?.name ?? slug, role.implementing, findPartnerType(exchange, slug));
      }),
    ...listSupporters(exchange, support).map(toParticipant),
  ];
}

/**
 * Returns the lead body's status in the newest round; without one, what the years of the plan say, and a
 * sentence.
 */
function readStatus(exchange: Exchange, activity: ExchangeActivity): { code: string; sentence: string } {
  const last = activity.statuses.find(({ round }) => round === exchange.publication.roundCode);
  const word = exchange.statusWords.find(({ code }) => code === last?.status);
  if (word) {
    const carried = last?.carriedFrom ? `, carried over from round ${last.carriedFrom}` : '';
    return { code: word.iatiCode, sentence: `Status by the lead body: ${word.label}${carried}.` };
  }
  const year = Number(exchange.rounds.at(-1)?.periodEnd.slice(0, 4) ?? 0);
  const early = Math.min(...activity.years) > year;
  return {
    code: early ? unreportedStatus.pipeline : unreportedStatus.implementation,
    sentence: 'The lead body has reported no status; the status code follows the years of the plan.',
  };
}

const activityDate = (type: string, day: string, words?: string) =>
  element('activity-date', { type, 'iso-date': day }, words === undefined ? null : narrative(words));

/**
 * Planned dates are the first and last day of the active years. Actual dates are known to the half-year only:
 * the last day of the first round in which the lead body itself reported that work had started, or that it
 * was done.
 */
function writeDates(exchange: Exchange, activity: ExchangeActivity): Xml[] {
  const { planStartsOn, planEndsOn } = exchange.publication;
  const planned = activity.years.length > 0;
  const words = new Map(exchange.statusWords.map((word) => [word.code, word]));
  const said = activity.statuses.flatMap(({ round, status, carriedFrom }) => {
    const word = status === null || carriedFrom !== null ? undefined : words.get(status);
    const end = exchange.rounds.find(({ code }) => code === round)?.periodEnd;
    return word && end ? [{ round, word, end }] : [];
  });
  const begun = said.find(({ word }) => begunStatuses.has(word.iatiCode));
  // An activity that was done and then resumed is not done.
  const done = said.at(-1)?.word.isDone ? said.find(({ word }) => word.isDone) : undefined;
  const known = (what: string, round: string) =>
    `First reported as ${what} in round ${round}. The day is not recorded; this is the last day of the round.`;
  return [
    activityDate(dateType.plannedStart, planned ? `${Math.min(...activity.years)}-01-01` : planStartsOn),
    ...(begun ? [activityDate(dateType.actualStart, begun.end, known('begun', begun.round))] : []),
    activityDate(dateType.plannedEnd, planned ? `${Math.max(...activity.years)}-12-31` : planEndsOn),
    ...(done ? [activityDate(dateType.actualEnd, done.end, known('completed', done.round))] : []),
  ];
}

/** Lists the states that participate in an activity; all for the plan as a whole. */
export function listTakingPart(exchange: Exchange, activity: ExchangeActivity | null) {
  const states = exchange.reporters.filter(({ kind }) => kind === 'state');
  return activity ? states.filter(({ code }) => activity.states.includes(code)) : states;
}

/**
 * Writes where it takes place: the region if every state participates, otherwise the states with equal
 * shares, because the plan has no budget by state. Each state is also a location, so that results can refer
 * to it.
 */
function writePlaces(exchange: Exchange, activity: ExchangeActivity | null): Xml[] {
  const taking = listTakingPart(exchange, activity);
  const everybody = taking.length === listTakingPart(exchange, null).length || taking.length === 0;
  const shares = calculateEvenShares(taking.length);
  return [
    element('activity-scope', { code: everybody ? scope.regional : scope.multinational }),
    ...(everybody
      ? regions.map(({ vocabulary, code }) =>
          element('recipient-region', { code, vocabulary, percentage: 100 }),
        )
      : taking.map(({ code, name }, index) =>
          element('recipient-country', { code, percentage: shares[index] }, narrative(name)),
        )),
    ...taking.map(({ code, name }) =>
      element(
        'location',
        { ref: code },
        element('location-reach', { code: locationReach }),
        element('location-id', { vocabulary: countryVocabulary, code }),
        element('name', {}, narrative(name)),
      ),
    ),
  ];
}

/**
 * Divides 100 into equal parts with two decimals that add up to exactly 100.00: the first gets the remainder.
 */
export function calculateEvenShares(count: number): string[] {
  if (count === 0) return [];
  const each = Math.floor(10_000 / count);
  return Array.from({ length: count }, (_, index) =>
    ((index === 0 ? 10_000 - each * (count - 1) : each) / 100).toFixed(2),
  );
}

function writeSectors(exchange: Exchange, addresses: Addresses, area: string): Xml[] {
  const title = exchange.areas.find(({ code }) => code === area)?.title ?? area;
  return [
    element('sector', { vocabulary: sector.vocabulary, code: sector.code, percentage: 100 }),
    element(
      'sector',
      {
        vocabulary: ownVocabulary,
        'vocabulary-uri': addresses.pinned('/plan'),
        code: area,
        percentage: 100,
      },
      narrative(title),
    ),
  ];
}

const writeGoalTargets = () =>
  goalTargets.codes.map((code) => element('tag', { code, vocabulary: goalTargets.vocabulary }));

/** Writes tags: SDG targets, tags and lenses of the plan, and articles of the convention. */
function writeTags(exchange: Exchange, addresses: Addresses, activity: ExchangeActivity): Xml[] {
  const own = (code: string, name: string | undefined, where: string) =>
    element(
      'tag',
      { code, vocabulary: ownVocabulary, 'vocabulary-uri': addresses.pinned(where) },
      narrative(name ?? code),
    );
  return [
    ...writeGoalTargets(),
    ...activity.tags.map((code) => own(code, exchange.tags.find((tag) => tag.code === code)?.name, '/plan')),
    ...activity.lenses.map((code) =>
      own(
        code,
        exchange.lenses.find((lens) => lens.code === code)?.title,
        `/lens/${escapePathSegment(code)}`,
      ),
    ),
    ...activity.articles.map((code) => {
      const title = exchange.articles.find((article) => article.code === code)?.title;
      return own(`ACTIP-${code}`, `Article ${code} of the convention${title ? `: ${title}` : ''}`, '/plan');
    }),
  ];
}
