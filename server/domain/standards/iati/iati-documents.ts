import { type Addresses, part } from '../addresses.ts';
import type { Exchange, ExchangeActivity, ExchangeEvidence } from '../exchange.types.ts';
import { element, type Xml } from '../xml.ts';
import type { IatiSource } from './iati-activity.ts';
import { documentCategory } from './iati-codes.ts';

export function documentLink(
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
export function writeDocuments({ exchange, addresses }: IatiSource, activity: ExchangeActivity): Xml[] {
  const page = addresses.pinned(`/activities/${part(activity.code)}`);
  return [
    documentLink(page, 'text/html', `${activity.code}: ${activity.title}`, documentCategory.webPage),
    ...exchange.library
      .filter(({ activities }) => activities.includes(activity.code))
      .map((item) =>
        documentLink(
          addresses.pinned(`/library/${part(item.code)}`),
          'text/html',
          item.title,
          documentCategory.results,
          item.happenedOn ?? undefined,
        ),
      ),
    ...exchange.evidence
      .filter((item) => item.activity === activity.code)
      .map((item) => writeEvidence(exchange, addresses, item)),
  ];
}

/** Writes a link or file that a reporter has released. */
export function writeEvidence(exchange: Exchange, addresses: Addresses, item: ExchangeEvidence): Xml {
  return documentLink(
    item.url ?? addresses.page(`/evidence/${exchange.publication.number}/${item.id}`),
    item.url ? 'text/html' : (item.contentType ?? 'application/octet-stream'),
    `${item.title} (${item.reporter})`,
    documentCategory.results,
  );
}
