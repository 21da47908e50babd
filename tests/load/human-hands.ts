import type { Locator, Page } from '@playwright/test';

/**
 * Seconds that a practised office worker takes for one movement: the keystroke-level model (Card, Moran and Newell,
 * "The Psychology of Human-Computer Interaction", 1983: K for an average non-secretary typist, P, B, H, M), and reading
 * at 238 words a minute (Brysbaert, "How many words do we read per minute?", 2019).
 */
export const operatorSeconds = { key: 0.28, point: 1.1, button: 0.1, home: 0.4, think: 1.35, word: 60 / 238 };

/** The most words of a page that somebody reads before they act; a list of forty is looked through, not read. */
const mostWords = 90;

/**
 * A person at a keyboard. Does in the browser what a person does, counts keys, clicks and pages, and adds up the time:
 * the person's by the model and the machine's by the clock. With `real` it waits the person's time out.
 */
export class HumanHands {
  keys = 0;
  clicks = 0;
  pages = 0;
  person = 0;
  machine = 0;
  #seen = new Set<string>();
  readonly page: Page;
  readonly #real: boolean;

  constructor(page: Page, real: boolean) {
    this.page = page;
    this.#real = real;
  }

  get minutes(): number {
    return (this.person + this.machine) / 60;
  }

  /** Lets the person's time pass. */
  async take(seconds: number): Promise<void> {
    this.person += seconds;
    if (this.#real) await this.page.waitForTimeout(seconds * 1000);
  }

  /** Something that the machine does, by the clock. */
  async wait<T>(work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const result = await work();
    this.machine += (performance.now() - begun) / 1000;
    return result;
  }

  /** A new page: read in full the first time that one of its kind is seen, looked at afterwards. */
  async look(kind: string): Promise<void> {
    this.pages += 1;
    if (this.#seen.has(kind)) return this.take(operatorSeconds.think);
    this.#seen.add(kind);
    const words = (await this.page.locator('main').innerText()).split(/\s+/).length;
    await this.take(Math.min(words, mostWords) * operatorSeconds.word + operatorSeconds.think);
  }

  /** Finds something, moves there and clicks. */
  async click(target: Locator, then?: () => Promise<unknown>): Promise<void> {
    const { think, point, button } = operatorSeconds;
    this.clicks += 1;
    await this.take(think + point + button);
    await this.wait(async () => {
      await target.click();
      await then?.();
    });
  }

  /** Types into the field that was clicked. */
  async type(target: Locator, text: string): Promise<void> {
    this.keys += text.length;
    await this.take(operatorSeconds.home + text.length * operatorSeconds.key);
    await this.wait(() => target.fill(text));
  }

  /** Keys that go nowhere in particular: a change of windows, a shortcut. */
  async press(count: number): Promise<void> {
    this.keys += count;
    await this.take(count * operatorSeconds.key);
  }

  /**
   * Fetches something from another window: changes to it, marks from here to there, copies, comes back, clicks where
   * it goes and pastes.
   */
  async fetch(paste: () => Promise<unknown>): Promise<void> {
    const { think, point, button } = operatorSeconds;
    this.keys += 8;
    this.clicks += 3;
    await this.take(think + 8 * operatorSeconds.key + 3 * (point + button));
    await this.wait(paste);
  }

  /** One line for a table. */
  describe(name: string): string {
    return `| ${name} | ${this.pages} | ${this.clicks} | ${this.keys} | ${(this.person / 60).toFixed(1)} | ${this.machine.toFixed(0)} | ${this.minutes.toFixed(1)} |`;
  }
}
