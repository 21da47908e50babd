import { Component, type ReactNode } from 'react';

/** What has focus, and where on the screen it is. */
type Held = { element: Element; top: number } | null;

/**
 * Keeps what somebody is writing in where it is on the screen when a message comes or goes above it: the page scrolls
 * by as much as the field would have moved.
 */
export class HoldView extends Component<{ children: ReactNode }> {
  override getSnapshotBeforeUpdate(): Held {
    const { activeElement } = document;
    if (!activeElement?.matches('input, textarea, select')) return null;
    return { element: activeElement, top: activeElement.getBoundingClientRect().top };
  }

  override componentDidUpdate(_before: unknown, _state: unknown, held: Held) {
    if (held?.element !== document.activeElement || !held) return;
    const moved = held.element.getBoundingClientRect().top - held.top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
  }

  override render() {
    return this.props.children;
  }
}
