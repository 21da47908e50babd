import { useWords } from '#app/features/language/use-words.ts';
import { formatFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { describeFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { describeLinkHost } from '#server/domain/evidence/link.rules.ts';
import type { EvidenceLine } from '#server/queries/dashboard/library/list-evidence.ts';
import styles from './library.module.css';

/** Documents and links that reporters released with their reports. A file is a download, a link leads elsewhere. */
export function ReleasedEvidence({ items }: { items: readonly EvidenceLine[] }) {
  const words = useWords('library');
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item.id} className={styles.item}>
          <p className={styles.title}>
            {item.kind === 'file' ? (
              <a href={`/evidence/${item.publication}/${item.id}`} download={item.fileName}>
                {item.title}
              </a>
            ) : (
              <a href={item.url} rel="noreferrer noopener nofollow external">
                {item.title}
              </a>
            )}
          </p>
          <p className={styles.about}>
            {[
              item.kind === 'file'
                ? words('document', {
                    kind: describeFileKind(item.contentType),
                    size: formatFileSize(item.sizeBytes),
                  })
                : words('linkTo', { host: describeLinkHost(item.url) }),
              words('fromReport', { reporter: item.reporter, round: item.round }),
            ].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
