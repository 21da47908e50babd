import { Component, type ReactNode } from 'react';

/**
 * Keeps what somebody is writing in where it is on the screen when a message comes or goes above it: the page scrolls
 * by as much as the field would have moved.
 */
export class HoldView extends Component<{ children: ReactNode }> {
  override getSnapshotBeforeUpdate(): { element: Element; top: number } | null {
    const { activeElement } = document;
    if (!activeElement || !/^(INPUT|TEXTAREA|SELECT)$/.test(activeElement.tagName)) return null;
    return { element: activeElement, top: activeElement.getBoundingClientRect().top };
  }

  override componentDidUpdate(
    _before: unknown,
    _state: unknown,
    held: { element: Element; top: number } | null,
  ) {
    if (!held?.element.isConnected || held.element !== document.activeElement) return;
    const moved = held.element.getBoundingClientRect().top - held.top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: 'instant' });
  }

  override render() {
    return this.props.children;
  }
}
