/** What the tracker does by itself, beside answering requests. Whatever keeps the queue stands behind this. */
export type Jobs = {
  /** Begins to work; failures are logged and tried again. Does not wait until everything runs. */
  start(): void;
  /** Whether the queue is there and its work is being done. */
  isReady(): boolean;
  /** Ends: what is under way is finished, for a few seconds at most, and nothing new begins. */
  stop(): Promise<void>;
};
