/** The left rail's panels of producers and consumers, and the stories that they show. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { ApplicationRow, ProducerRow } from '../src/engine/summary'
import { findScenario } from '../src/scenarios/scenarios'
import { openPage, summaryOf, whenReady } from './steps'

export async function choosePanel(page: Page, name: 'Controls' | 'Producers' | 'Consumers'): Promise<void> {
  await page.getByRole('group', { name: 'What to act with' }).getByRole('button', { name }).click()
}

/** The Capacity tab with all of its parts, one below the other. */
export async function showCapacity(page: Page, { tab, all } = { tab: 'Capacity', all: 'All' }): Promise<Locator> {
  await page.getByRole('tab', { name: tab, exact: true }).click()
  const panel = page.getByRole('tabpanel', { name: tab, exact: true })
  await panel.getByRole('radio', { name: all, exact: true }).click()
  await expect(panel.locator('summary').first()).toBeVisible()
  return panel
}

export function producersList(page: Page): Locator {
  return page.getByRole('list', { name: 'Producers', exact: true })
}

export async function showProducers(page: Page): Promise<void> {
  await choosePanel(page, 'Producers')
  await expect(producersList(page)).toBeVisible()
}

export async function showConsumers(page: Page): Promise<void> {
  await choosePanel(page, 'Consumers')
  await expect(page.getByRole('list', { name: 'Applications', exact: true })).toBeVisible()
}

/** One click in the menu; then the story stands where it opens. */
export async function openStory(page: Page, label: string): Promise<void> {
  await openPage(page)
  const [id] = await page.getByRole('combobox', { name: 'Scenario' }).selectOption({ label })
  const { openAtMs } = (await findScenario(id!))!
  await page.waitForFunction((atMs) => window.shardscope?.summary()?.atMs === atMs, openAtMs)
  await whenReady(page)
}

export async function producerRow(page: Page, producerIndex: number): Promise<ProducerRow> {
  return (await summaryOf(page)).producers.find((row) => row.producerIndex === producerIndex)!
}

export async function applicationRow(page: Page, name: string): Promise<ApplicationRow | undefined> {
  return (await summaryOf(page)).applications.find((row) => row.name === name)
}

export function applicationCard(page: Page, name: string): Locator {
  return page.getByRole('list', { name: 'Applications', exact: true }).locator(':scope > li').filter({ has: page.getByRole('heading', { name, exact: true }) })
}

export async function inspectApplication(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: `Details and settings of ${name}`, exact: true }).click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeFocused()
  return page.getByRole('article')
}

/** The value beside its name. */
export function fact(within: Page | Locator, name: string): Locator {
  return within.locator(`dt:text-is("${name}") + dd`)
}

/** Opens whatever is folded away there. */
export async function unfold(within: Locator): Promise<void> {
  const closed = within.locator('details:not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}

export async function expectNothingBeyondTheEdge(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}
