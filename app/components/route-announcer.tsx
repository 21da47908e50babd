import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { VisuallyHidden } from './visually-hidden.tsx';

/**
 * The page last shown in this tab. Kept outside the component because the shell of one audience is
 * replaced by that of another; it is only written in an effect, never on the server.
 */
let lastShown: { pathname: string; search: string; title: string } | null = null;

/** Puts focus where reading should start: the target of the hash, an error summary, the first heading, or `main`. */
function focusStart(hash: string) {
  const byHash = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  const target =
    byHash ??
    document.querySelector<HTMLElement>('[data-error-summary]') ??
    document.querySelector<HTMLElement>('main h1') ??
    document.querySelector<HTMLElement>('main');
  if (!target) return;
  if (!target.hasAttribute('tabindex') && target.tabIndex < 0) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: byHash === null });
}

/**
 * What a browser does by itself when a page is loaded and a client router does not: says the new
 * page's title and moves focus to its start. When only the query changes (a filter, a page of a
 * list) focus stays where it is and the title is said if it changed.
 */
export function RouteAnnouncer() {
  const { pathname, search, hash } = useLocation();
  const [announcement, setAnnouncement] = useState('');

  // `search` and `hash` are listed because a change of either can change the title or the target.
  useEffect(() => {
    const previous = lastShown;
    const title = document.title;
    lastShown = { pathname, search, title };
    if (previous === null) return;
    if (previous.pathname !== pathname) focusStart(hash);
    if (previous.pathname !== pathname || previous.title !== title) setAnnouncement(title);
  }, [pathname, search, hash]);

  return (
    <div role="status" aria-live="polite" aria-atomic="true" data-print="hide">
      <VisuallyHidden>{announcement}</VisuallyHidden>
    </div>
  );
}
