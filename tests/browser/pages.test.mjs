// Every page: in both languages, on both screens, light and dark — nothing wrong for a screen reader, nothing wider than the
// screen, nothing in the console, nothing that leaves the machine.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, isTooWide, openPage, picture, startBrowser, startServer } from './harness.mjs';
import { importLog } from './journeys.mjs';
import { callLog } from './calls.mjs';

let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
  const page = await openPage(browser);
  await importLog(page, server.address, { name: 'calls.tsv', view: 'calls', content: callLog() });
  await page.context().close();
});
after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, 'the server stops cleanly');
});

const paths = {
  home: '/',
  views: '/views',
  import: '/import',
  about: '/about',
  simulation: '/views/simulation',
  filtered: '/views/simulation?reason=moving_house',
  nobody: '/views/simulation?reason=no-such-reason',
  acts: '/views/simulation/acts',
  calls: '/views/calls',
  anomalies: '/views/calls/anomalies',
  compare: '/compare?left=simulation&right=calls',
  'not-found': '/views/nowhere',
};

const manners = [
  { language: 'en', screen: 'desktop', theme: 'light' },
  { language: 'fr', screen: 'desktop', theme: 'dark' },
  { language: 'fr', screen: 'phone', theme: 'light' },
  { language: 'en', screen: 'phone', theme: 'dark' },
];

for (const manner of manners) {
  for (const [name, path] of Object.entries(paths)) {
    const title = `${name} in ${manner.language}, ${manner.screen}, ${manner.theme}`;
    test(title, async () => {
      const page = await openPage(browser, manner);
      const answer = await page.goto(server.address + path);
      assert.equal(answer.status(), name === 'not-found' ? 404 : 200);
      assert.equal(await page.getAttribute('html', 'lang'), manner.language);
      await picture(page, `${name}-${manner.language}-${manner.screen}-${manner.theme}`, { fullPage: true });
      assert.deepEqual(await accessibilityFaults(page), []);
      assert.equal(await isTooWide(page), false, 'nobody scrolls sideways');
      // The browser itself notes that a page was not found.
      const complaints = page.complaints.filter((line) => name !== 'not-found' || !line.includes('404'));
      assert.deepEqual(complaints, []);
      await page.context().close();
    });
  }
}

test('every link of the portrait leads somewhere', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  const links = await page.$$eval('a[href^="/"]', (all) => [...new Set(all.map((link) => link.getAttribute('href')))]);
  assert.ok(links.length > 20, `${links.length} links`);
  const shapes = new Map(); // one link of each shape: a hundred half-hours are one
  for (const link of links) shapes.set(link.replace(/[0-9a-z]{26}|\d+/g, '…'), link);
  for (const link of shapes.values()) {
    const answer = await page.request.get(server.address + link);
    assert.equal(answer.status(), 200, link);
  }
  await page.context().close();
});

test('each plot has a name, and a table behind it', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  const plots = await page.$$eval('figure svg', (all) =>
    all.filter((plot) => plot.getAttribute('aria-hidden') !== 'true').map((plot) => ({
      named: Boolean(plot.querySelector('title') || plot.getAttribute('aria-label') || plot.getAttribute('aria-labelledby')),
      table: Boolean(plot.closest('figure').querySelector('table') || plot.closest('section')?.querySelector('table')),
    })),
  );
  assert.ok(plots.length >= 3, `${plots.length} plots`);
  assert.deepEqual(plots.filter((plot) => !plot.named || !plot.table), []);
  await page.context().close();
});

test('the first three sections fit the first desktop screen', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  const bottom = await page.$eval('.first-screen', (part) => part.getBoundingClientRect().bottom);
  assert.ok(bottom <= 900, `they end at ${bottom}`);
  await page.context().close();
});

test('the portrait prints: a picture of the page on paper', async () => {
  const page = await openPage(browser);
  await page.goto(`${server.address}/views/simulation`);
  await page.emulateMedia({ media: 'print' });
  await picture(page, 'simulation-print', { fullPage: true });
  const shown = await page.$eval('form.filters', (form) => getComputedStyle(form).display);
  assert.equal(shown, 'none', 'nobody fills a form on paper');
  await page.context().close();
});

test('the policy allows nothing but our own files', async () => {
  const page = await openPage(browser);
  const answer = await page.goto(`${server.address}/views/simulation`);
  const policy = answer.headers()['content-security-policy'] ?? '';
  assert.match(policy, /default-src '(self|none)'/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  await page.context().close();
});
