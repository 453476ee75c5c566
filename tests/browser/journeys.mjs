// What people do, step by step, as tests need it more than once.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chooses a log on the first page, takes what was recognised, and follows its import to the portrait. */
export async function importLog(page, address, { name, view, content, from = '/' }) {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-log-'));
  const file = join(folder, name);
  writeFileSync(file, content);
  try {
    await page.goto(address + from);
    await page.setInputFiles('input[type=file]', file);
    // With scripts the file is sent as it is chosen; without, by the button of its form.
    const button = page.locator('form:has(input[type=file]) button[type=submit]');
    await Promise.race([
      page.waitForURL(/\/import\/./, { timeout: 30_000 }),
      button.click({ timeout: 30_000 }).catch(() => {}),
    ]);
    await page.waitForURL(/\/import\/./, { timeout: 30_000 });
    await page.fill('input[name=view]', view);
    await page.locator('main button[type=submit][value=start], main button[name=start], main form button[type=submit]').last().click();
    await page.waitForURL((url) => url.pathname.startsWith('/jobs/') || url.pathname === `/views/${view}`, { timeout: 30_000 });
    const open = page.locator(`main a[href^="/views/${view}"]`).first();
    await open.waitFor({ timeout: 60_000 });
    assert.deepEqual(page.complaints, []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
