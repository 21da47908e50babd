import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

/** `primary`: the one thing to do on the page. `secondary`: the rest. `quiet`: reads as a link. `danger`: hard to undo. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant | undefined;
  /** Smaller, for rows of a table. Still at least 24 px high. */
  compact?: boolean | undefined;
}

/** A `<button>`; of type `submit` unless told otherwise. */
export function Button({ variant = 'primary', compact, className, type = 'submit', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(styles.button, styles[variant], compact && styles.compact, className)}
      {...rest}
    />
  );
}

export interface ButtonLinkProps extends LinkProps {
  variant?: ButtonVariant | undefined;
  compact?: boolean | undefined;
}

/** A link that looks like a button: it leads somewhere and changes nothing. Takes the props of the router's `Link`. */
export function ButtonLink({ variant = 'primary', compact, className, ...rest }: ButtonLinkProps) {
  return (
    <Link
      className={classNames(styles.button, styles[variant], compact && styles.compact, className)}
      {...rest}
    />
  );
}

/** Buttons in a row with even gaps; they wrap on a phone. */
export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className={styles.group}>{children}</div>;
}
