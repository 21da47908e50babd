import styles from './people.module.css';

/** A person in a list: the name, and the e-mail address below it. */
export function PersonName({ name, email }: { name: string; email: string }) {
  return (
    <>
      {name}
      <span className={styles.email}>{email}</span>
    </>
  );
}
