/** Travelling in time: the slider lands on the same state, and an act in the past begins another future. */
import { expect } from '@playwright/test'
import { eventsOf, eventsOfKind, goTo, openPage, slider, summaryOf, test, typeValue, whenIdle } from './steps'

test('the timeline goes back and forth and lands on the same state', async ({ page }) => {
  await openPage(page, { at: '60000' })
  const atMinute = await summaryOf(page)
  const told = await eventsOf(page)
  const timeline = slider(page, 'Timeline')
  await timeline.press('PageDown')
  await whenIdle(page)
  const earlier = await summaryOf(page)
  expect(earlier.atMs).toBe(50_000)
  expect(earlier.totals.recordsStored).toBeLessThan(atMinute.totals.recordsStored)
  await timeline.press('Home')
  await whenIdle(page)
  expect((await summaryOf(page)).totals.recordsStored).toBe(0)
  await timeline.press('End')
  await whenIdle(page)
  expect(await summaryOf(page)).toEqual(atMinute)
  await timeline.press('PageDown')
  await whenIdle(page)
  expect(await summaryOf(page)).toEqual(earlier)
  expect(await eventsOf(page)).toEqual(told)
})

test('dragging the timeline travels, and the clock says where', async ({ page }) => {
  await openPage(page, { at: '60000' })
  const box = (await slider(page, 'Timeline').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2, { steps: 5 })
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2)
  await page.mouse.up()
  await whenIdle(page)
  const { atMs } = await summaryOf(page)
  const untilMs = Number(await slider(page, 'Timeline').getAttribute('aria-valuemax'))
  expect(atMs / untilMs).toBeCloseTo(0.25, 2)
  await expect(page.getByRole('status', { name: 'Virtual time' })).toHaveText(clockOf(atMs))
})

test('a mark on the timeline leads back to what happened there', async ({ page }) => {
  await openPage(page, { scenario: 'reshard-under-lag', at: '100000' })
  const split = (await eventsOfKind(page, 'ShardOpened')).find((event) => event.parentShardId !== null)!
  const mark = page.getByRole('list', { name: 'Notable events' }).getByRole('button', { name: /opened by a split/ }).first()
  await mark.click()
  await whenIdle(page)
  expect((await summaryOf(page)).atMs).toBeCloseTo(split.at, 0)
  expect((await summaryOf(page)).shards.map((shard) => shard.shardId)).toContain(split.shardId)
})

test('an act in the past forks: what came after it is no longer told', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '30000' })
  await typeValue(page, 'Shards', 4)
  await goTo(page, 90_000)
  expect((await summaryOf(page)).stream.openShardCount).toBe(4)
  await goTo(page, 20_000)
  await typeValue(page, 'Shards', 1)
  expect((await eventsOf(page)).filter((event) => event.at > 20_000)).toEqual([])
  const commands = await page.evaluate(() => window.shardscope!.recording()!.commands)
  expect(commands).toMatchObject([{ atUs: 20_000_000, command: { type: 'Call', operation: 'UpdateShardCount', input: { TargetShardCount: 1 } } }])
  await goTo(page, 90_000)
  const forked = await summaryOf(page)
  expect(forked.stream.openShardCount).toBe(1)
  const marks = page.getByRole('list', { name: 'Notable events' })
  await expect(marks.getByRole('button', { name: /opened by merging/ })).toBeAttached()
  await expect(marks.getByRole('button', { name: /opened by a split/ })).toHaveCount(0)
  await goTo(page, 5_000)
  await goTo(page, 90_000)
  expect(await summaryOf(page)).toEqual(forked)
})

function clockOf(atMs: number): string {
  const [, minutes = '', seconds = ''] = /T\d\d:(\d\d):(.*)Z/.exec(new Date(Math.floor(atMs)).toISOString()) ?? []
  return `${minutes}:${seconds}`
}
