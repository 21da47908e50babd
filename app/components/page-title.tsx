export interface PageTitleProps {
  /** The page, then what it lies in: "People", "Secretariat". The product's name follows. */
  parts: readonly string[];
  /** Whether a form on the page was refused: said first, so that a screen reader says it first. */
  failed?: boolean | undefined;
}

/** The title of a page whose form can be refused; such a route has no `meta`, which cannot know of it. */
export function PageTitle({ parts, failed }: PageTitleProps) {
  return <title>{`${failed ? 'Error: ' : ''}${[...parts, 'Bohol tracker'].join(' · ')}`}</title>;
}
