// The harness itself: that the browser can be driven, that faults are seen, and that complaints are heard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, startBrowser } from './harness.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

const html = (body) => `data:text/html;charset=utf-8,${encodeURIComponent(
  `<!doctype html><html lang="en"><head><title>Trial</title></head><body><main><h1>Trial</h1>${body}</main></body></html>`,
)}`;

test('a sound page has no faults and no complaints', async () => {
  const page = await openPage(browser);
  await page.goto(html('<p>All is well.</p>'));
  assert.deepEqual(await accessibilityFaults(page), []);
  assert.deepEqual(page.complaints, []);
  assert.equal(await isTooWide(page), false);
});

test('faults, errors and width are seen', async () => {
  const page = await openPage(browser, { screen: 'phone' });
  await page.goto(html('<img src="data:,"><div style="width:3000px">wide</div><script>throw new Error("heard")</script>'));
  assert.match((await accessibilityFaults(page)).join('\n'), /image-alt/);
  assert.match(page.complaints.join('\n'), /uncaught: heard/);
  assert.equal(await isTooWide(page), true);
});
