/**
 * The title of a page, rendered with the page so that it can speak of what the page's form was told: it begins
 * with "Error: " while there is something to put right.
 */
export function PageTitle({ children, isError }: { children: string; isError?: boolean | undefined }) {
  return <title>{`${isError ? 'Error: ' : ''}${children} · Bohol tracker`}</title>;
}
