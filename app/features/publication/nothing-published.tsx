import { EmptyState } from '#app/components/empty-state.tsx';
import { useWords } from '#app/features/language/use-words.ts';

/** StatusRows in place of what a public page shows, before the first publication. The page keeps its heading. */
export function NothingPublished() {
  const words = useWords('errors');
  return (
    <div lang={words.lang}>
      <EmptyState title={words('nothingYet')}>
        <p>{words('nothingYetText')}</p>
      </EmptyState>
    </div>
  );
}
