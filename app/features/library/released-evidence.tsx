import type { ReleasedEvidence } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { sayFileSize } from '#server/domain/evidence/evidence.rules.ts';
import { sayFileKind } from '#server/domain/evidence/file-kinds.rules.ts';
import { sayLinkHost } from '#server/domain/evidence/link.rules.ts';
import styles from './library.module.css';

/** Documents and links that reporters released with their reports. A file is a download, a link leads elsewhere. */
export function ReleasedEvidence({ items }: { items: readonly ReleasedEvidence[] }) {
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
                    kind: sayFileKind(item.contentType),
                    size: sayFileSize(item.sizeBytes),
                  })
                : words('linkTo', { host: sayLinkHost(item.url) }),
              words('fromReport', { reporter: item.reporter, round: item.round }),
            ].join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
