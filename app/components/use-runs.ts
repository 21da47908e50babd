import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether scripts run on this page: false in what the server sends, true once the page has come to life. */
export const useRuns = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
