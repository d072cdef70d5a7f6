/** What a person does on the page, by role and name, and what the engine says afterwards. Time is virtual throughout. */
import { expect, test as base } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { SimEvent, SimEventKind } from '../src/engine/events'
import type { Summary } from '../src/engine/summary'
import type {} from '../src/store/testing'

export type EventOf<Kind extends SimEventKind> = Extract<SimEvent, { kind: Kind }>

/** A test fails on any error of the page that it did not announce. */
export const test = base.extend<{ expectsErrors: boolean; quietPage: undefined }>({
  expectsErrors: [false, { option: true }],
  quietPage: [
    async ({ page, expectsErrors }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      await use(undefined)
      if (!expectsErrors) expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

/** Opens the page standing still at its scenario's first look, or where `parameters` say. */
export async function openPage(page: Page, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.goto(`./?${new URLSearchParams({ testing: '1', ...parameters }).toString()}`)
  await whenReady(page)
}

export async function whenReady(page: Page): Promise<void> {
  await page.waitForFunction(() => (window.shardscope?.summary() ?? null) !== null)
  await whenIdle(page)
}

export async function whenIdle(page: Page): Promise<void> {
  await page.evaluate(() => window.shardscope!.whenIdle())
}

export async function goTo(page: Page, atMs: number): Promise<void> {
  await page.evaluate((wantedMs) => window.shardscope!.goTo(wantedMs), atMs)
}

export async function advance(page: Page, byMs: number): Promise<void> {
  await goTo(page, (await summaryOf(page)).atMs + byMs)
}

export async function summaryOf(page: Page): Promise<Summary> {
  const summary = await page.evaluate(() => window.shardscope!.summary())
  if (summary === null) throw new Error('the engine has told nothing yet')
  return summary
}

export function eventsOf(page: Page): Promise<readonly SimEvent[]> {
  return page.evaluate(() => window.shardscope!.events())
}

export async function eventsOfKind<Kind extends SimEventKind>(page: Page, kind: Kind): Promise<EventOf<Kind>[]> {
  return (await eventsOf(page)).filter((event): event is EventOf<Kind> => event.kind === kind)
}

/** Goes on in steps until the run has told such an event. */
export async function advanceUntil<Kind extends SimEventKind>(
  page: Page,
  kind: Kind,
  { isIt = () => true, withinMs = 60_000 }: { isIt?: (event: EventOf<Kind>) => boolean; withinMs?: number } = {},
): Promise<EventOf<Kind>> {
  const untilMs = (await summaryOf(page)).atMs + withinMs
  for (;;) {
    const found = (await eventsOfKind(page, kind)).find(isIt)
    if (found !== undefined) return found
    const { atMs } = await summaryOf(page)
    expect(atMs, `${kind} within ${withinMs} virtual ms`).toBeLessThan(untilMs)
    await goTo(page, Math.min(atMs + 1_000, untilMs))
  }
}

/** Types into the number field beside a slider, as one who knows the value would. */
export async function typeValue(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name: `${name}, as a number`, exact: true })
  await field.fill(String(value))
  await field.press('Enter')
  await whenIdle(page)
}

export function slider(page: Page, name: string): Locator {
  return page.getByRole('slider', { name, exact: true })
}

/** The shards as the lineage names them. */
export function lineageItems(page: Page): Locator {
  return page.getByRole('list', { name: 'Shard lineage' }).getByRole('listitem')
}

/** In the lease table, which the tab Leases opens. */
export function leaseRow(page: Page, shardId: string): Locator {
  return page.getByRole('table', { name: /^Lease table/ }).getByRole('row', { name: `…${shardId.slice(-3)} ` })
}

export interface GivenFile {
  name: string
  content: string | Buffer
}

/** As from the desktop onto the page. */
export async function dropFile(page: Page, { name, content }: GivenFile): Promise<void> {
  const base64 = Buffer.from(content).toString('base64')
  const dataTransfer = await page.evaluateHandle(
    async ([fileName, body]) => {
      const bytes = await (await fetch(`data:application/octet-stream;base64,${body}`)).arrayBuffer()
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], fileName, { lastModified: 0 }))
      return transfer
    },
    [name, base64] as const,
  )
  for (const type of ['dragenter', 'dragover', 'drop']) await page.getByRole('main').dispatchEvent(type, { dataTransfer })
}

/** By the button and the browser's own dialog. */
export async function chooseFile(page: Page, { name, content }: GivenFile): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose file' }).click()
  await (await choosing).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
}
