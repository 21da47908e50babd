import { expect, test } from '@playwright/test';
import { at, demoPassword, signIn, signInAs } from '#tests/support/people.ts';
import { rounds } from '#tests/support/rounds.ts';

/** Signing in and one's own sessions, as a person meets them. */
for (const javaScriptEnabled of [true, false].slice(0, rounds(1, 2))) {
  // An account that no other test signs in to, and one for each of the two.
  const email = javaScriptEnabled ? 'clearing.tl@demo.test' : 'clearing.sg@demo.test';

  test(`wrong passwords wait, are told to the owner and do not stop a known browser, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    const owner = await signInAs(browser, email, { javaScriptEnabled });
    const stranger = await browser.newContext({ javaScriptEnabled });
    const page = await stranger.newPage();
    const guess = async (password: string) => {
      await page.goto(at('/sign-in'));
      await page.getByLabel('E-mail address').fill(email);
      await page.getByLabel('Password').fill(password);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: 'Sign in' }).click();
      return answered;
    };
    // Many at once from behind the page's back: what is left is a wait that no test has to outrun.
    await Promise.all(
      Array.from({ length: 8 }, () =>
        stranger.request.post(at('/api/trpc/session.signIn'), { data: { email, password: 'not it' } }),
      ),
    );
    for (let n = 0; n < 9; n += 1) {
      const answer = await guess('not the password');
      if (answer.status() === 429) break;
    }
    await expect(page.getByRole('alert').getByText(/Too many attempts\. Try again in/)).toBeVisible();
    await owner.page.goto(at('/sign-out'));
    await owner.page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await owner.page.waitForURL(({ pathname }) => pathname !== '/sign-out');
    await signIn(owner.page, email);
    await owner.page.goto(at('/account'));
    await expect(owner.page.getByText(/failed attempts since/)).toBeVisible();
    await owner.context.close();
    await stranger.close();
  });

  test(`a person ends a session elsewhere, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({
    browser,
  }) => {
    const here = await signInAs(browser, email.replace('clearing', 'focal'), { javaScriptEnabled });
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1';
    const there = await browser.newContext({ javaScriptEnabled, userAgent });
    const page = await there.newPage();
    await page.goto(at('/sign-in'));
    await page.getByLabel('E-mail address').fill(email.replace('clearing', 'focal'));
    await page.getByLabel('Password').fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).not.toHaveURL(/sign-in/);
    await here.page.goto(at('/account'));
    await expect(here.page.getByRole('row', { name: /this one/ })).toHaveCount(1);
    await here.page.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click();
    await expect(here.page.getByText('That session has ended.')).toBeVisible();
    await expect(here.page.getByRole('row', { name: /Safari on iPhone/ })).toHaveCount(0);
    await page.goto(at('/account'));
    await expect(page).toHaveURL(/sign-in/);
    await here.context.close();
    await there.close();
  });
}
