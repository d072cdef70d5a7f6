/** UpdateShardCount by the Shards slider: what the stream, the lineage and the leases do, and what is refused. */
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { advance, advanceUntil, eventsOf, eventsOfKind, leaseRow, lineageItems, openPage, slider, summaryOf, test, typeValue } from './steps'

const HASH_KEYS = 2n ** 128n

test('the keyboard on the slider reshards from two shards to four', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  const shards = slider(page, 'Shards')
  await shards.press('ArrowRight')
  await shards.press('ArrowRight')
  await shards.press('Enter')
  await expectFourQuarters(page)
})

test('the number field reshards from two shards to four', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await typeValue(page, 'Shards', 4)
  await expectFourQuarters(page)
})

test('no application processes a child before its parents are at SHARD_END', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  await typeValue(page, 'Shards', 4)
  await advanceUntil(page, 'ShardOpened', { isIt: (event) => event.parentShardId !== null })
  const { shards } = await summaryOf(page)
  const children = shards.filter((shard) => shard.parentShardId !== null && shard.state === 'OPEN')
  expect(children).toHaveLength(4)
  for (const child of children) {
    const started = await advanceUntil(page, 'ShardConsumerStarted', { isIt: (event) => event.shardId === child.shardId, withinMs: 120_000 })
    const ended = (await eventsOfKind(page, 'Checkpointed')).find(
      (event) => event.shardId === child.parentShardId && event.sequenceNumber === 'SHARD_END' && event.application === started.application,
    )
    expect(ended?.at).toBeLessThanOrEqual(started.at)
  }
  await page.getByRole('tab', { name: 'Leases' }).click()
  for (const { shardId } of children) await expect(leaseRow(page, shardId)).toContainText('PROCESSING')
})

test('a target out of range is refused in the words of the service, and nothing changes', async ({ page }) => {
  await openPage(page, { scenario: 'web-log', at: '40000' })
  const before = await summaryOf(page)
  const max = before.stream.targetShardCountMax
  await typeValue(page, 'Shards', max + 1)

  const [refused] = await eventsOfKind(page, 'CallRefused')
  expect(refused).toMatchObject({ operation: 'UpdateShardCount' })
  expect(refused!.message).toContain(`Target shard count: ${max + 1}`)
  const alert = page.getByRole('alert').filter({ hasText: refused!.exception })
  await expect(alert).toContainText(refused!.message)

  const after = await summaryOf(page)
  expect(after.stream).toEqual(before.stream)
  expect(after.shards).toEqual(before.shards)
  await expect(page.getByRole('textbox', { name: 'Shards, as a number' })).toHaveValue('2')
  await advance(page, 30_000)
  expect(await eventsOfKind(page, 'ShardClosed')).toEqual([])

  await typeValue(page, 'Shards', max)
  await expect(alert).toHaveCount(0)
  expect((await summaryOf(page)).stream.streamStatus).toBe('UPDATING')
})

async function expectFourQuarters(page: Page): Promise<void> {
  await expect.poll(async () => (await eventsOf(page)).filter((event) => event.kind === 'CallAccepted').length).toBe(1)
  const [accepted] = await eventsOfKind(page, 'CallAccepted')
  expect(accepted).toMatchObject({ operation: 'UpdateShardCount' })
  await expect(page.getByText('web-log: UPDATING')).toBeVisible()
  await advanceUntil(page, 'StreamStatusChanged', { isIt: (event) => event.streamStatus === 'ACTIVE' && event.at > accepted!.at, withinMs: 180_000 })

  const closed = await eventsOfKind(page, 'ShardClosed')
  expect(closed.map((event) => event.shardId).sort()).toEqual(['shardId-000000000000', 'shardId-000000000001'])
  const { shards, stream } = await summaryOf(page)
  const open = shards.filter((shard) => shard.state === 'OPEN').sort((a, b) => (BigInt(a.startingHashKey) < BigInt(b.startingHashKey) ? -1 : 1))
  expect(stream.openShardCount).toBe(4)
  expect(open.map((shard) => BigInt(shard.startingHashKey))).toEqual([0n, 1n, 2n, 3n].map((quarter) => (HASH_KEYS / 4n) * quarter))
  expect(open.map((shard) => BigInt(shard.endingHashKey))).toEqual([1n, 2n, 3n, 4n].map((quarter) => (HASH_KEYS / 4n) * quarter - 1n))
  const opened = (await eventsOfKind(page, 'ShardOpened')).filter((event) => event.parentShardId !== null)
  for (const { shardId, startingHashKey, endingHashKey, parentShardId } of open) {
    expect(opened.find((event) => event.shardId === shardId)).toMatchObject({ startingHashKey, endingHashKey, parentShardId })
    await expect(lineageItems(page).getByRole('button', { name: new RegExp(`^${shardId}, open`) })).toBeVisible()
  }
  await expect(lineageItems(page).getByRole('button', { name: /, closed/ })).toHaveCount(2)
  await expect(slider(page, 'Shards')).toHaveValue('4')
}
