import { Notice } from '#app/components/notice.tsx';
import { Section } from '#app/components/layout.tsx';
import type { PublicReportFile, PublicationPage } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { groupChecksum } from '#server/domain/clearance/pack-reference.rules.ts';
import { findOwnWithdrawal } from '#server/domain/publication/withdrawal.rules.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './publication.module.css';

/** The report that goes with a publication, where one is approved, with the checksum that is printed in it. */
export function PublicationReport({
  publication,
  reports,
}: Pick<PublicationPage, 'publication'> & { reports: readonly PublicReportFile[] }) {
  const words = useWords('publication');
  const [first] = reports;
  const withdrawal = findOwnWithdrawal(publication);
  const names = { docx: words('reportWord'), pdf: words('reportPdf'), xlsx: words('reportWorkbook') };
  return (
    <Section id="report" title={words('report')}>
      {first ? (
        <>
          <p>{words('reportApproved', { date: formatDate(first.approvedAt) })}</p>
          {withdrawal ? (
            <Notice kind="warning" title={words('reportWithdrawn', { date: formatDate(withdrawal.at) })}>
              <p>{words('reportWithdrawnWhy')}</p>
            </Notice>
          ) : null}
          <ul className={styles.files}>
            {reports.map(({ format, sizeBytes }) => (
              <li key={format}>
                <a href={`/publications/${publication.number}/report.${format}`}>
                  {words('reportFile', {
                    name: names[format],
                    size: formatNumber(Math.ceil(sizeBytes / 1024)),
                  })}
                </a>
              </li>
            ))}
          </ul>
          <p>
            {words('reportChecksum')}{' '}
            <code className={styles.checksum}>{groupChecksum(first.documentSha256)}</code>
          </p>
          <p>{words('reportRedrawn')}</p>
        </>
      ) : (
        <p>{words('reportNone')}</p>
      )}
    </Section>
  );
}
