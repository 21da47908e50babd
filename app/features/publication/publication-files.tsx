import { Link } from 'react-router';
import { Details } from '#app/components/details.tsx';
import { Section } from '#app/components/layout.tsx';
import type { PublicationPage } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { withPublication } from './link.ts';
import styles from './publication.module.css';

const files = [
  ['/data/v1/workbook.xlsx', 'fileWorkbook'],
  ['/data/v1/values.csv', 'fileValues'],
  ['/data/v1/statuses.csv', 'fileActivities'],
  ['/data/v1/indicators.csv', 'fileIndicators'],
  ['/data/v1/coverage.csv', 'fileCoverage'],
  ['/data/v1/library.csv', 'fileLibrary'],
  ['/data/v1/iati-activities.xml', 'fileIati'],
] as const;

/** The files of a publication, under addresses that stay with it. */
export function PublicationFiles({ publication }: Pick<PublicationPage, 'publication'>) {
  const words = useWords('publication');
  const pin = (path: string) => withPublication(path, publication.number);
  return (
    <Section id="files" title={words('files')} lead={words('filesLead')}>
      <ul className={styles.files}>
        {files.map(([path, label]) => (
          <li key={path}>
            <Link to={pin(path)} reloadDocument>
              {words(label)}
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={pin('/data')}>{words('allFiles')}</Link>
      </p>
    </Section>
  );
}

/** The figures of a publication: each with its receipt and as pictures. */
export function PublicationFigures({ page: { publication, figures } }: { page: PublicationPage }) {
  const words = useWords('publication');
  const pin = (path: string) => withPublication(path, publication.number);
  if (figures.length === 0) return null;
  return (
    <Section id="figures" title={words('figures')}>
      <Details summary={words('figuresShow', { count: figures.length })}>
        <ul className={styles.sentences}>
          {figures.map(({ id, title, summary }) => (
            <li key={id}>
              <Link to={pin(`/figures/${id}`)}>{title}</Link>
              <br />
              {summary}.{' '}
              {(['svg', 'png'] as const).map((format) => (
                <span key={format}>
                  <Link
                    to={pin(`/figures/${id}/picture.${format}`)}
                    reloadDocument
                    aria-label={words('pictureOf', { format: words(format), title })}
                  >
                    {words(format)}
                  </Link>{' '}
                </span>
              ))}
            </li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}
