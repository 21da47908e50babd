import { Tag } from '#app/components/tag.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { Term } from '#app/features/language/term.tsx';
import type { HelpKind, NeedList, ObstacleKind } from '#server/domain/need/need-kinds.ts';
import { needListNames } from '#server/domain/need/need-kinds.ts';
import styles from './chosen-kinds.module.css';

/** Names a kind of one list in the reader's language. Kinds of help have the words of support by partners. */
export function useKindName(list: NeedList): (kind: string) => string {
  const needs = useWords('needs');
  const support = useWords('support');
  return (kind) =>
    list === 'obstacles' ? needs(`obstacle_${kind as ObstacleKind}`) : support(`kind_${kind as HelpKind}`);
}

/** The kinds of one list, as chips. */
function KindTags({ list, kinds }: { list: NeedList; kinds: readonly string[] }) {
  const nameKind = useKindName(list);
  return (
    <ul className={styles.kinds}>
      {kinds.map((kind) => (
        <li key={kind}>
          <Tag>{nameKind(kind)}</Tag>
        </li>
      ))}
    </ul>
  );
}

/** What is chosen from both lists, each under its name, as entries of a `dl`; nothing where nothing is. */
export function KindEntries({ chosen }: { chosen: Readonly<Record<NeedList, readonly string[]>> }) {
  return needListNames
    .filter((list) => chosen[list].length > 0)
    .map((list) => (
      <div key={list}>
        <dt>
          <Term name={list} />
        </dt>
        <dd>
          <KindTags list={list} kinds={chosen[list]} />
        </dd>
      </div>
    ));
}

/** As above, on their own. */
export const ChosenKinds = (props: Parameters<typeof KindEntries>[0]) => (
  <dl className={styles.chosen}>
    <KindEntries {...props} />
  </dl>
);
