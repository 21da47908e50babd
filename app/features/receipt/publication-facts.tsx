import type { FigureReceipt } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import styles from './receipt.module.css';

/** What a receipt says of the publication that it is drawn from, as entries of a list of facts. */
export function usePublicationItems(publication: FigureReceipt['publication']) {
  const words = useWords('receipt');
  const { meeting, title, contentSha256 } = publication;
  return [
    {
      term: words('publication'),
      description: [
        <PublicationLine key="line" publication={publication} />,
        title,
        ...(meeting ? [words('presentedTo', { meeting })] : []),
      ],
    },
    {
      term: words('checksum'),
      description: <code className={styles.checksum}>{contentSha256}</code>,
    },
  ];
}
