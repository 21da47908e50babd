import { dataLicence } from '../../data/licences.ts';
import { buildPlanPrefix } from '../../publication/leading-plan.rules.ts';
import { describeWithdrawal } from '../../publication/withdrawal.rules.ts';
import { type Addresses, createAddresses } from '../addresses.ts';
import { dataFiles } from '../data-files.ts';
import type { Exchange } from '../exchange.types.ts';
import { describeSource } from '../value-words.ts';

/** What a catalogue states about a publication other than the current one. */
export type CataloguedPublication = {
  number: number;
  plan: { code: string; title: string };
  title: string;
  note: string;
  notice: string;
  publishedAt: string;
  round: { code: string; title: string };
  withdrawn: { at: string; reason: string } | null;
};

const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  adms: 'http://www.w3.org/ns/adms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
} as const;

const iri = (id: string) => ({ '@id': id });
const words = (text: string) => ({ '@value': text, '@language': 'en' });
const day = (text: string) => ({ '@value': text.slice(0, 10), '@type': 'xsd:date' });
const moment = (text: string) => ({ '@value': text, '@type': 'xsd:dateTime' });

/** When a publication came out, and when it last changed: by its withdrawal, since it never changes otherwise. */
const lastChange = ({ publishedAt, withdrawn }: Pick<CataloguedPublication, 'publishedAt' | 'withdrawn'>) =>
  withdrawn?.at ?? publishedAt;

/** Dates of what consists of these publications. Throws if there are none. */
function dateAll(publications: readonly CataloguedPublication[]) {
  const issued = publications.map(({ publishedAt }) => publishedAt).sort();
  const changed = publications.map(lastChange).sort();
  return {
    'dcterms:issued': moment(issued[0] ?? ''),
    'dcterms:modified': moment(changed.at(-1) ?? ''),
  };
}

/** A status in the ADMS vocabulary (http://purl.org/adms/status/). */
const withdrawnStatus = 'http://purl.org/adms/status/Withdrawn';

/**
 * Builds the catalogue as DCAT 3 in JSON-LD (https://www.w3.org/TR/vocab-dcat-3/): a series for every plan, a
 * dataset with its files for every publication, and the data service for single rows. `publications` are all
 * of them, newest first; `exchange` is the current one.
 */
export function buildCatalog(
  exchange: Exchange,
  publications: readonly CataloguedPublication[],
  origin: string,
) {
  const { publication, rounds } = exchange;
  const addresses = createAddresses(origin, publication.number);
  const publisher = addresses.page('/about');
  const contact = `${publisher}#contact`;
  const series = addresses.page('/data');
  const place = addresses.page('/states');
  const plans = [...Map.groupBy(publications, ({ plan }) => plan.code)];
  const known = publications.map(({ number, plan }) => ({ number, plan: plan.code }));
  // The series of the plan that was published first keeps its name from before there were others.
  const seriesOf = (plan: string) => {
    const prefix = buildPlanPrefix(plan, known);
    return `${prefix === '' ? series : addresses.page(prefix)}#series`;
  };
  const shared = {
    'dcterms:publisher': iri(publisher),
    'dcat:contactPoint': iri(contact),
    'dcterms:license': iri(dataLicence.url),
    'dcterms:language': iri('http://publications.europa.eu/resource/authority/language/ENG'),
    'dcterms:spatial': iri(place),
  };
  return {
    '@context': context,
    '@graph': [
      {
        '@id': addresses.page('/data/v1/catalog.jsonld'),
        '@type': 'dcat:Catalog',
        'dcterms:title': words(
          `Open data of the ${plans.length > 1 ? 'Bohol tracker' : publication.planTitle}`,
        ),
        'dcterms:description': words(describeSource(exchange)),
        ...dateAll(publications),
        'foaf:homepage': iri(series),
        ...shared,
        'dcat:dataset': [
          ...plans.map(([plan]) => iri(seriesOf(plan))),
          ...publications.map(({ number }) => iri(at(addresses, number))),
        ],
        'dcat:service': iri(`${addresses.page('/data/v1/openapi.json')}#service`),
      },
      {
        '@id': publisher,
        '@type': 'foaf:Organization',
        'foaf:name': words('Bohol tracker'),
        'foaf:homepage': iri(addresses.page('/')),
      },
      {
        '@id': contact,
        '@type': 'vcard:Organization',
        'vcard:fn': words('Bohol tracker, secretariat'),
        'vcard:hasURL': iri(publisher),
      },
      {
        '@id': place,
        '@type': 'dcterms:Location',
        'dcterms:title': words('ASEAN: South-eastern Asia (UN M49 035)'),
      },
      ...plans.map(([plan, ofPlan]) => ({
        '@id': seriesOf(plan),
        '@type': 'dcat:DatasetSeries',
        'dcterms:title': words(`Publications of the ${ofPlan[0]?.plan.title ?? plan}`),
        'dcterms:description': words(
          'Each publication is whole and never changes; a correction is a new one.',
        ),
        'dcterms:accrualPeriodicity': iri(
          'http://publications.europa.eu/resource/authority/frequency/ANNUAL_2',
        ),
        ...dateAll(ofPlan),
        'dcat:first': iri(at(addresses, ofPlan.at(-1)?.number ?? publication.number)),
        'dcat:last': iri(at(addresses, ofPlan[0]?.number ?? publication.number)),
        ...shared,
      })),
      ...publications.map((each) => ({
        '@id': at(addresses, each.number),
        '@type': 'dcat:Dataset',
        'dcterms:identifier': String(each.number),
        'dcterms:title': words(`Publication ${each.number}: ${each.title}`),
        'dcterms:description': words(
          each.number === publication.number
            ? describeSource(exchange)
            : [
                each.withdrawn && describeWithdrawal({ number: each.number, ...each.withdrawn }),
                each.note,
                each.notice,
              ]
                .filter(Boolean)
                .join(' ') || each.title,
        ),
        ...dateAll([each]),
        'dcat:version': String(each.number),
        'dcat:inSeries': iri(seriesOf(each.plan.code)),
        'dcat:landingPage': iri(addresses.page(`/publications/${each.number}`)),
        'dcat:keyword': ['trafficking in persons', 'ASEAN', 'SDG 16.2'].map(words),
        'dcat:theme': [iri('http://publications.europa.eu/resource/authority/data-theme/JUST')],
        ...shared,
        ...relate(each, publications, addresses),
        ...(each.number === publication.number && rounds.length > 0
          ? {
              'dcterms:temporal': {
                '@type': 'dcterms:PeriodOfTime',
                'dcat:startDate': day(rounds[0]?.periodStart ?? publication.planStartsOn),
                'dcat:endDate': day(rounds.at(-1)?.periodEnd ?? publication.planEndsOn),
              },
            }
          : {}),
        'dcat:distribution': dataFiles.map(({ path }) =>
          iri(createAddresses(origin, each.number).pinned(path)),
        ),
      })),
      ...publications.flatMap((each) => describeFiles(each, createAddresses(origin, each.number))),
      {
        '@id': `${addresses.page('/data/v1/openapi.json')}#service`,
        '@type': 'dcat:DataService',
        'dcterms:title': words('Open data, row by row'),
        'dcat:endpointURL': iri(addresses.page('/data/v1/')),
        'dcat:endpointDescription': iri(addresses.page('/data/v1/openapi.json')),
        'dcat:servesDataset': publications.map(({ number }) => iri(at(addresses, number))),
        ...dateAll(publications),
        'dcterms:publisher': iri(publisher),
        'dcat:contactPoint': iri(contact),
        'dcterms:license': iri(dataLicence.url),
      },
    ],
  };
}

/**
 * Relates a publication to the previous one of its plan; for a withdrawn one also states its status and
 * replacement.
 */
function relate(
  { number, plan, withdrawn }: CataloguedPublication,
  publications: readonly CataloguedPublication[],
  addresses: Addresses,
) {
  const ofPlan = publications.filter((other) => other.plan.code === plan.code);
  const before = ofPlan.find((other) => other.number < number);
  const instead = ofPlan.find((other) => other.number > number && other.withdrawn === null);
  return {
    ...(before ? { 'dcat:previousVersion': iri(at(addresses, before.number)) } : {}),
    ...(withdrawn ? { 'adms:status': iri(withdrawnStatus) } : {}),
    ...(withdrawn && instead ? { 'dcterms:isReplacedBy': iri(at(addresses, instead.number)) } : {}),
  };
}

const at = (addresses: Addresses, number: number) => `${addresses.page(`/publications/${number}`)}#dataset`;

function describeFiles(publication: CataloguedPublication, addresses: Addresses) {
  return dataFiles.map(({ path, title, description, mediaType, conformsTo }) => ({
    '@id': addresses.pinned(path),
    '@type': 'dcat:Distribution',
    'dcterms:title': words(title),
    'dcterms:description': words(description),
    ...dateAll([publication]),
    'dcat:accessURL': iri(addresses.page('/data')),
    'dcat:downloadURL': iri(addresses.pinned(path)),
    'dcat:mediaType': iri(`https://www.iana.org/assignments/media-types/${mediaType}`),
    'dcterms:license': iri(dataLicence.url),
    ...(conformsTo ? { 'dcterms:conformsTo': iri(conformsTo) } : {}),
  }));
}
