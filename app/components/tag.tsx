import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './tag.module.css';

export interface TagProps {
  /** An adjective: "draft", "late", "returned". */
  children: ReactNode;
  /**
   * How loudly it speaks: `quiet` (nothing to do: plain muted words), `normal` (outlined),
   * `strong` (asks for attention: ink ground), `done` (finished: underlined with the accent).
   */
  emphasis?: 'quiet' | 'normal' | 'strong' | 'done' | undefined;
}

/** A state in a word or two. Emphasis by weight of line, so that it reads in black and white. */
export function Tag({ children, emphasis = 'normal' }: TagProps) {
  return <span className={classNames(styles.tag, styles[emphasis])}>{children}</span>;
}
