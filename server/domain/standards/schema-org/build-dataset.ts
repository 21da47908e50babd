import { dataLicence } from '../../data/licences.ts';
import {
  findOwnWithdrawal,
  describeWithdrawal,
  type Withdrawal,
} from '../../publication/withdrawal.rules.ts';
import { createAddresses } from '../addresses.ts';
import { dataFiles } from '../data-files.ts';

/** What pages know of a publication. */
export type DescribedPublication = {
  number: number;
  title: string;
  publishedAt: string;
  planTitle: string;
  notice: string;
  withdrawals: readonly Withdrawal[];
};

/**
 * Builds a publication as schema.org/Dataset, for dataset search engines
 * (https://developers.google.com/search/docs/appearance/structured-data/dataset).
 */
export function buildDataset(publication: DescribedPublication, roundTitle: string, origin: string) {
  const withdrawal = findOwnWithdrawal(publication);
  const { page, pinned } = createAddresses(origin, publication.number);
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': `${page(`/publications/${publication.number}`)}#dataset`,
    name: `${publication.planTitle}: publication ${publication.number}`,
    alternateName: publication.title,
    ...(withdrawal ? { creativeWorkStatus: 'Withdrawn' } : {}),
    description: [
      withdrawal ? describeWithdrawal(withdrawal) : '',
      `Progress of the ${publication.planTitle} up to the ${roundTitle.toLowerCase()}: activities and their status, indicators, and every public figure with its coverage.`,
      publication.notice,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    url: page(`/publications/${publication.number}`),
    identifier: page(`/publications/${publication.number}`),
    version: String(publication.number),
    datePublished: publication.publishedAt.slice(0, 10),
    license: dataLicence.url,
    isAccessibleForFree: true,
    inLanguage: 'en',
    keywords: ['trafficking in persons', 'ASEAN', 'work plan', 'SDG 16.2'],
    creator: { '@type': 'Organization', name: 'Bohol tracker', url: page('/') },
    publisher: { '@type': 'Organization', name: 'Bohol tracker', url: page('/') },
    spatialCoverage: { '@type': 'Place', name: 'South-eastern Asia (ASEAN)' },
    includedInDataCatalog: { '@type': 'DataCatalog', name: 'Bohol tracker: open data', url: page('/data') },
    distribution: dataFiles.map(({ path, title, mediaType }) => ({
      '@type': 'DataDownload',
      name: title,
      encodingFormat: mediaType,
      contentUrl: pinned(path),
    })),
  };
}
