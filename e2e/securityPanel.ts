/** The Security tab: its views, callers and editors by role and name. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { openPage, summaryOf } from './steps'

/** Two shards, six producers, one application on the KCL. */
export const LOOKS = { scenario: 'web-log', at: '20000' } as const
export const VIEWS = ['IAM', 'Network', 'KMS', 'CloudTrail', 'Faults'] as const
export const KEY_LIFE_MS = 300_000

export async function openSecurity(page: Page, view: (typeof VIEWS)[number], parameters: Readonly<Record<string, string>> = {}): Promise<Locator> {
  await openPage(page, { ...LOOKS, ...parameters })
  await page.getByRole('tab', { name: 'Security' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Security' })
  await choose(panel, view)
  return panel
}

export async function choose(panel: Locator, view: (typeof VIEWS)[number]): Promise<void> {
  await panel.getByRole('radio', { name: view, exact: true }).click()
  await expect(panel.getByRole('heading').first()).toBeVisible()
}

export async function chooseCaller(panel: Locator, name: string): Promise<void> {
  await panel.getByRole('button', { name, exact: true }).click()
  await expect(panel.getByRole('heading', { name: `Break access: ${name}` })).toBeVisible()
}

export function callerRow(panel: Locator, name: string): Locator {
  return panel.getByRole('row', { name: new RegExp(`^${name} `) })
}

export async function deniedOf(panel: Locator, name: string): Promise<number> {
  return Number(await callerRow(panel, name).getByRole('cell').last().textContent())
}

export function editor(panel: Locator, name: string): Locator {
  return panel.getByRole('textbox', { name: `${name}, as JSON` })
}

export async function fillAndSee(field: Locator, change: (text: string) => string): Promise<void> {
  await field.fill(change(await field.inputValue()))
}

export const stored = async (page: Page) => (await summaryOf(page)).producers[0]!.recordsAcknowledged
