import { EmptyState } from '#app/components/empty-state.tsx';

/** Stands in place of what a public page shows, before the first publication. The page keeps its heading. */
export function NothingPublished() {
  return (
    <EmptyState title="Nothing has been published yet">
      <p>
        Figures and statuses appear here with the first publication, once a round has been reported, reviewed
        and compiled.
      </p>
    </EmptyState>
  );
}
