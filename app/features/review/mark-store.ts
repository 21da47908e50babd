/** The reviewer's marks on a page, apart from what is drawn: one mark redraws one field and not a report of hundreds. */
export type MarkStore = {
  has: (name: string) => boolean;
  /** All marks; another object after each change. */
  read: () => ReadonlySet<string>;
  change: (name: string, looked: boolean) => void;
  /** Takes over what the server says. */
  reset: (names: readonly string[]) => void;
  subscribe: (listener: () => void) => () => void;
};

export function createMarkStore(names: readonly string[]): MarkStore {
  let marks: ReadonlySet<string> = new Set(names);
  const listeners = new Set<() => void>();
  const put = (next: ReadonlySet<string>) => {
    marks = next;
    for (const listener of listeners) listener();
  };
  return {
    has: (name) => marks.has(name),
    read: () => marks,
    change(name, looked) {
      const next = new Set(marks);
      if (looked) next.add(name);
      else next.delete(name);
      put(next);
    },
    reset: (fresh) => put(new Set(fresh)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
