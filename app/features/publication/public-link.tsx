import { type ComponentProps, useContext } from 'react';
import { UNSAFE_NavigationContext as NavigationContext } from 'react-router';

type LinkProps = Omit<ComponentProps<'a'>, 'href'> & {
  /** A path of this site that starts with "/", without the language of the page. */
  to: string;
};

/**
 * A link on or to a public page, in the language of the page in view. Public pages are read as they come from the
 * server, so the browser follows it and no script does; a page has hundreds, and this costs a tenth of the router's.
 */
export function Link({ to, children, ...rest }: LinkProps) {
  const { basename } = useContext(NavigationContext);
  return (
    <a {...rest} href={buildHref(basename, to)}>
      {children}
    </a>
  );
}

/** The front page of a language or a preview has no slash at its end. */
function buildHref(basename: string, path: string): string {
  if (basename === '/') return path;
  return basename + (/^\/(?:$|[?#])/.test(path) ? path.slice(1) : path);
}
