// What people do, step by step, as tests need it more than once.

import assert from 'node:assert/strict';

/** Chooses a log, takes what was recognised, follows its import, and opens the portrait. */
export async function importLog(page, address, { name, view, content, from = '/' }) {
  await page.goto(address + from);
  await page.setInputFiles('form.drop input[type=file]', { name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  await page.click('form.drop button[type=submit]');
  await page.waitForURL(/\/import\/./);
  const rows = await page.locator('ol.rows li').count();
  assert.ok(rows > 0 && rows <= 10, `${rows} rows are told as what they become`);
  await page.fill('input[name=view]', view);
  await page.press('button[name=do][value=start]', 'Enter');
  await page.waitForURL(/\/jobs\/./);
  const open = page.locator(`main a.button[href="/views/${view}"]`);
  await open.waitFor({ timeout: 60_000 });
  await open.click();
  await page.waitForURL(`${address}/views/${view}`);
}
