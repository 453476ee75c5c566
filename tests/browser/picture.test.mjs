// The picture of the portrait in the README. Taken as test output each time; with COMPTOIR_KEEP_PICTURE=1 it replaces the
// one in docs/, so that the tests leave the tree as it was unless asked.

import { copyFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPage, picture, startBrowser, startServer } from './harness.mjs';

test('the picture of the portrait', async () => {
  const browser = await startBrowser();
  const server = await startServer();
  try {
    const page = await openPage(browser);
    await page.goto(`${server.address}/views/simulation`);
    const taken = await picture(page, 'portrait');
    if (process.env.COMPTOIR_KEEP_PICTURE === '1') {
      copyFileSync(taken, resolve(dirname(fileURLToPath(import.meta.url)), '../../docs/portrait.png'));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
});
