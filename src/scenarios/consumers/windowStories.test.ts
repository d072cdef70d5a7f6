/** What Flink counts in windows, against a count of the stream itself, and facts I. */
import { expect, it } from 'vitest'
import { US_PER_MS } from '../../base/units'
import { partitionKeyOf } from '../../engine/keySpace'
import { FLINK_READER_DEFAULTS } from '../../engine/consumers/flink/settings'
import { FIRST_ORDINAL } from '../../engine/shardLog'
import { forEachOrdinal } from '../../engine/logWalk'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const SIZE_MS = FLINK_READER_DEFAULTS.window.sizeMs

/** By start of the window and key: records that the stream holds. */
function countsInStream({ world, stream }: Story): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { log } of stream.shards) {
    forEachOrdinal(log, FIRST_ORDINAL, log.nextOrdinal, (segment, at) => {
      const arrivalMs = world.epochMs + Math.floor((segment!.baseUs + segment!.columns!.arrival[at]!) / US_PER_MS)
      const place = `${arrivalMs - (arrivalMs % SIZE_MS)} ${partitionKeyOf(world.keys, segment!.columns!.keyId[at]!)}`
      counts.set(place, (counts.get(place) ?? 0) + 1)
      return true
    })
  }
  return counts
}

it('Flink counts each key in each window; a shard without records holds the windows of one job open for ever', async () => {
  const story = await openStory('count-in-windows')
  story.goTo(94)
  const idle = story.look().shards.filter(({ recordsStored }) => recordsStored === 0)
  expect(idle.length).toBeGreaterThan(0)
  const heldBack = story.consumer('flink', 'held-back')
  expect(heldBack.firedWindows).toEqual([])
  expect(idle.map(({ shardId }) => shardId)).toContain(heldBack.heldBackBy!.shardId)
  expect(heldBack.openWindows.map(({ startMs }) => startMs - story.world.epochMs)).toEqual(Array.from({ length: 10 }, (_, window) => window * SIZE_MS))

  const { checkpoints } = story.consumer('flink', 'with-idleness')
  expect(checkpoints.completed[0]).toMatchObject({ atMs: 80_000 })
  story.goTo(170)
  const { firedWindows, restoredFrom, totals } = story.consumer('flink', 'with-idleness')
  const counts = countsInStream(story)
  const inOrder = firedWindows.toReversed()
  for (const { startMs, endMs, keys, records, top } of inOrder) {
    expect(endMs - startMs).toBe(SIZE_MS)
    const wanted = new Map(Array.from(counts).flatMap(([place, count]) => (place.startsWith(`${startMs} `) ? [[place.split(' ')[1]!, count] as const] : [])))
    expect(new Map(top.map(({ key, count }) => [key, count]))).toEqual(wanted)
    expect({ keys, records }).toEqual({ keys: wanted.size, records: top.reduce((sum, { count }) => sum + count, 0) })
  }
  // After the crash at 95 s it goes on from the checkpoint of 80 s: windows that had closed since close once more.
  expect(restoredFrom).toMatchObject({ takenAtMs: 80_000, atMs: 97_000 })
  const again = inOrder.filter(({ isRepeated }) => isRepeated).map(({ startMs }) => (startMs - story.world.epochMs) / SIZE_MS)
  expect(again).toEqual([7, 8])
  expect(totals).toMatchObject({ windowsFired: inOrder.length, recordsLate: 0 })
  expect(new Set(inOrder.map(({ startMs }) => startMs)).size).toBe(inOrder.length - again.length)
  expect(inOrder.length - again.length).toBe(16)

  // Read again: what came between the checkpoint and the crash.
  const { recordsProcessedAgain } = story.application('with-idleness')
  expect(recordsProcessedAgain).toBeGreaterThan(0.97 * 200 * 15)
  expect(recordsProcessedAgain).toBeLessThan(1.03 * 200 * 15)
  expect(story.application('held-back').recordsProcessedAgain).toBe(0)
  for (const name of ['held-back', 'with-idleness']) story.expectBroken(name)
  const drained = story.drain()
  for (const name of ['held-back', 'with-idleness']) expect(story.processed.get(name)!.size).toBe(drained.totals.recordsStored)
})
