import styles from './page-contents.module.css';

/** The headings of a long page, as links. */
export function PageContents({
  label,
  parts,
}: {
  label: string;
  parts: readonly (readonly [string, string])[];
}) {
  return (
    <nav aria-label={label} className={styles.contents}>
      <ul>
        {parts.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
