/** Acting on the picture itself: the menu of a lane by keyboard and by mouse, a bank that is dragged away. */
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { advance, advanceUntil, eventsOfKind, openPage, summaryOf, test, whenIdle } from './steps'

const FIRST = 'shardId-000000000000'
const SECOND = 'shardId-000000000001'
const MIDDLE_OF_FIRST = String(2n ** 126n)

test.beforeEach(async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
})

test('the keyboard chooses a lane and splits it in the middle', async ({ page }) => {
  const river = riverOf(page)
  await river.press('ArrowDown')
  await expect(page.getByText(`Shard ${FIRST}, open`)).toBeAttached()
  await river.press('Enter')
  const menu = page.getByRole('menu', { name: FIRST })
  await expect(menu.getByRole('menuitem', { name: /^Split here/ })).toHaveCount(0)
  await menu.getByRole('menuitem', { name: 'Split in the middle' }).press('Enter')
  await expectSplit(page, MIDDLE_OF_FIRST)
  await expect(river).toBeFocused()
})

test('a click into a lane offers to split it there', async ({ page }) => {
  await clickLane(page, { down: 0.375 })
  const item = page.getByRole('menu', { name: FIRST }).getByRole('menuitem', { name: /^Split here, at \d+% of its range$/ })
  const percent = Number(/\d+/.exec((await item.textContent()) ?? '')?.[0])
  expect(percent).toBeGreaterThan(70)
  expect(percent).toBeLessThan(80)
  await item.click()
  await whenIdle(page)
  const [accepted] = await eventsOfKind(page, 'CallAccepted')
  const key = BigInt(String(accepted!.input['NewStartingHashKey']))
  expect(Number((key * 100n) / 2n ** 127n)).toBe(percent)
  await expectSplit(page, String(key))
})

test('the menu merges a lane with its neighbour, and the text beside the canvas follows', async ({ page }) => {
  await clickLane(page, { down: 0.75 })
  await page.getByRole('menu', { name: SECOND }).getByRole('menuitem', { name: /^Merge with .*000 above$/ }).click()
  await expectMerged(page)
})

test('a bank that is dragged away merges its two lanes; Escape keeps them', async ({ page }) => {
  await dragBank(page)
  await expect(page.getByText(/^Release to merge/)).toBeVisible()
  await riverOf(page).press('Escape')
  await page.mouse.up()
  await whenIdle(page)
  expect(await eventsOfKind(page, 'CallAccepted')).toEqual([])
  await expect(page.getByText(/^Release to merge/)).toHaveCount(0)

  await dragBank(page)
  await page.mouse.up()
  await expectMerged(page)
})

test('the details of a shard in the lineage split it, too', async ({ page }) => {
  await page.getByRole('button', { name: new RegExp(`^${FIRST}, open`) }).click()
  const details = page.getByRole('region', { name: FIRST })
  await expect(details.getByText('170141183460469231731687303715884105727')).toBeVisible()
  await details.getByRole('button', { name: 'Split in the middle' }).click()
  await expectSplit(page, MIDDLE_OF_FIRST)
})

function riverOf(page: Page): Locator {
  return page.getByRole('application', { name: /^River of/ })
}

/** Above the water are the applications and the axes, below it the ages. */
const ABOVE_PX = 51
const BELOW_PX = 29

/** @param place.down share of the height of the water. */
async function clickLane(page: Page, { down }: { down: number }): Promise<void> {
  const { width, height } = await boxOf(riverOf(page))
  await riverOf(page).click({ position: { x: width * 0.55, y: ABOVE_PX + (height - ABOVE_PX - BELOW_PX) * down } })
}

async function dragBank(page: Page): Promise<void> {
  const { x, y, width, height } = await boxOf(riverOf(page))
  const start = { x: x + width * 0.55, y: y + ABOVE_PX + (height - ABOVE_PX - BELOW_PX) / 2 - 1 }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x, start.y + 12)
  await page.mouse.move(start.x, start.y + 60, { steps: 4 })
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('the river is not on the page')
  return box
}

async function expectSplit(page: Page, newStartingHashKey: string): Promise<void> {
  await whenIdle(page)
  expect(await eventsOfKind(page, 'CallAccepted')).toMatchObject([{ operation: 'SplitShard' }])
  await advanceUntil(page, 'ShardClosed', { isIt: (event) => event.shardId === FIRST })
  const children = (await summaryOf(page)).shards.filter((shard) => shard.parentShardId === FIRST)
  expect(children.map((child) => child.startingHashKey).sort()).toEqual(['0', newStartingHashKey].sort())
  await expectTwin(page)
}

async function expectMerged(page: Page): Promise<void> {
  await whenIdle(page)
  expect(await eventsOfKind(page, 'CallAccepted')).toMatchObject([{ operation: 'MergeShards' }])
  await advanceUntil(page, 'ShardOpened', { isIt: (event) => event.parentShardId !== null })
  await advance(page, 1_000)
  const open = (await summaryOf(page)).shards.filter((shard) => shard.state === 'OPEN')
  expect(open).toMatchObject([{ startingHashKey: '0', endingHashKey: String(2n ** 128n - 1n) }])
  expect([open[0]!.parentShardId, open[0]!.adjacentParentShardId].sort()).toEqual([FIRST, SECOND])
  await expectTwin(page)
}

async function expectTwin(page: Page): Promise<void> {
  const twin = page.getByRole('table', { name: /^Shards in the river/ })
  const { shards } = await summaryOf(page)
  await expect(twin.getByRole('rowheader')).toHaveCount(shards.length)
  for (const { shardId, state } of shards) await expect(twin.getByRole('row', { name: `${shardId} ${state.toLowerCase()}` })).toBeAttached()
}
