import type { Locator } from '@playwright/test';

/** Puts text on the clipboard as a spreadsheet does, and pastes it into a control. */
export async function paste(control: Locator, text: string): Promise<void> {
  await control.focus();
  await control.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
