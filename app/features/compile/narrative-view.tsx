import { Fragment } from 'react';
import type { ResolvedBlock, ResolvedRun } from '#server/domain/report/narrative.rules.ts';
import styles from './compile.module.css';

/** A text with its numbers in place. What stands for a reference is marked by a line under it, and named on hover. */
export function NarrativeView({ blocks }: { blocks: readonly ResolvedBlock[] }) {
  if (blocks.length === 0) return <p className={styles.muted}>Nothing is written yet.</p>;
  return (
    <div className={styles.narrative}>
      {blocks.map((block, at) =>
        block.kind === 'paragraph' ? (
          <p key={at}>
            <Runs runs={block.runs} />
          </p>
        ) : (
          <ul key={at}>
            {block.items.map((runs, item) => (
              <li key={item}>
                <Runs runs={runs} />
              </li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
}

function Runs({ runs }: { runs: readonly ResolvedRun[] }) {
  return runs.map((run, at) => {
    const words = run.strong ? <strong>{run.text}</strong> : run.text;
    return run.reference === undefined ? (
      <Fragment key={at}>{words}</Fragment>
    ) : (
      <span key={at} className={styles.live} data-mark={run.mark} title={`{{${run.reference}}}`}>
        {words}
      </span>
    );
  });
}
