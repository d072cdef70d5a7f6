/** What applications that read with the SDK show, against facts D, E and L. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FAN_OUT_BYTES_PER_SECOND_MAX, GET_RECORDS_BYTES_MAX, READ_BYTES_PER_SECOND_MAX, READ_CALLS_PER_SECOND_MAX, READ_PENALTY_FULL_US, UPDATE_SHARD_COUNT_CALLS_MAX } from '../../kinesis/limits'
import { LATENCY_BOUNDS_MS } from '../../engine/consumers/latency'
import { FETCH_US } from '../../engine/consumers/retrieval/reading'
import type { ApplicationRow, LatencyRow, Summary } from '../../engine/summary'
import { openStory, rowOf, type Story } from '../../hosts/testing/storyRun'

/** How closely a test looks for an instant. */
const LOOK_US = 100_000

/** Calls that were answered. */
function answered(rows: readonly ApplicationRow[]): number {
  return rows.reduce((sum, { reads }) => sum + reads.getRecordsCalls - reads.callsRefused, 0)
}

function refused({ applications }: Summary): number {
  return applications.reduce((sum, { reads }) => sum + reads.callsRefused, 0)
}

function digestOf(story: Story): string {
  const hash = createHash('sha256')
  const records = story.read(10_000)
  expect(records.length).toBeGreaterThan(1_000)
  for (const { PartitionKey, SequenceNumber, Data } of records) hash.update(`${PartitionKey} ${SequenceNumber} ${Data.length} `).update(Data)
  return hash.digest('hex')
}

describe('more and more readers', () => {
  it('share five calls and 2 MB a second of a shard by GetRecords; enhanced fan-out shares nothing', async () => {
    const story = await openStory('many-readers')
    let before = answered(story.goTo(20).applications)
    for (const [from, to] of [[20, 24], [30, 49], [55, 74], [90, 99], [110, 150]] as const) {
      before = answered(story.goTo(from).applications)
      const { applications } = story.goTo(to)
      const perSecond = (answered(applications) - before) / (to - from)
      expect(perSecond, `${from} s`).toBeLessThanOrEqual(READ_CALLS_PER_SECOND_MAX + 1 / (to - from))
      if (to === 24) {
        expect(applications).toHaveLength(1)
        expect(applications[0]!.readsPerSecond.getRecordsCalls).toBe(READ_CALLS_PER_SECOND_MAX)
        expect(refused(story.look())).toBe(0)
      }
      if (to === 49) expect(refused(story.look())).toBeGreaterThan(20)
    }
    for (const name of ['billing', 'search', 'fraud', 'archive']) {
      const { reads, latency } = story.application(name)
      expect(reads.callsRefused, name).toBeGreaterThan(50)
      expect(reads.subscribeCalls).toBe(0)
      expect(latency.polling.meanMs!, name).toBeGreaterThan(1_000)
    }
    expect(story.application('alerts').reads).toMatchObject({ getRecordsCalls: 0, callsRefused: 0, subscribeCalls: 1 })
  })

  it('keep each other out for five seconds after 10 MB, while fan-out reads all at 2 MB a second of its own', async () => {
    const story = await openStory('many-readers')
    const then = story.goTo(75)
    expect(then.totals.bytesStored).toBeGreaterThan(GET_RECORDS_BYTES_MAX)
    story.goTo(76)
    while (rowOf(story.look(), 'archive').reads.bytesRead === 0) story.goTo((story.world.nowUs + LOOK_US) / 1_000_000)
    const full = story.look()
    const { bytesRead } = rowOf(full, 'archive').reads
    expect(bytesRead).toBeGreaterThan(0.99 * GET_RECORDS_BYTES_MAX)
    expect(bytesRead).toBeLessThanOrEqual(GET_RECORDS_BYTES_MAX)
    // From the call on, which was up to a round trip and a look before.
    const { refusedUntilUs } = story.world.streams[0]!.shards[0]!.read
    const leftUs = refusedUntilUs - 1_000 * full.atMs
    expect(leftUs).toBeLessThanOrEqual(READ_PENALTY_FULL_US - FETCH_US.min)
    expect(leftUs).toBeGreaterThan(READ_PENALTY_FULL_US - FETCH_US.max - LOOK_US)
    const penalised = story.goTo((refusedUntilUs - 1) / 1_000_000)
    expect(answered(penalised.applications)).toBe(answered(full.applications))
    expect(refused(penalised)).toBeGreaterThanOrEqual(refused(full) + 4 * 4)
    expect(answered(story.goTo(refusedUntilUs / 1_000_000 + 1.1).applications)).toBeGreaterThan(answered(full.applications))

    const subscribed = story.goTo(108)
    const later = story.goTo(112)
    const perSecond = (rowOf(later, 'alerts').reads.bytesRead - rowOf(subscribed, 'alerts').reads.bytesRead) / 4
    expect(perSecond / FAN_OUT_BYTES_PER_SECOND_MAX).toBeGreaterThan(0.9)
    expect(perSecond / FAN_OUT_BYTES_PER_SECOND_MAX).toBeLessThanOrEqual(1.01)
    // Meanwhile the others are given theirs.
    expect(answered(later.applications)).toBeGreaterThan(answered(subscribed.applications))
    const pulled = later.applications.filter(({ name }) => name !== 'alerts').reduce((sum, { reads }) => sum + reads.bytesRead, 0)
    expect(pulled).toBeLessThan(READ_BYTES_PER_SECOND_MAX * 112)
  })

  it('take nothing out of the stream, which holds the same records as without them', async () => {
    const [story, quiet] = [await openStory('many-readers'), await openStory('many-readers')]
    const { recording } = quiet.timeline
    recording.commands = recording.commands.filter(({ command }) => command.type !== 'AddApplication')
    story.goTo(150)
    quiet.goTo(150)
    const [drained, unread] = [story.drain(), quiet.drain()]
    expect(unread.applications).toEqual([])
    expect(drained.totals.recordsStored).toBeGreaterThan(20_000)
    expect(unread.totals).toEqual(drained.totals)
    for (const { name, backlogRecords } of drained.applications) {
      story.expectBroken(name)
      expect(backlogRecords, name).toBe(0)
    }
    for (const name of ['archive', 'alerts']) expect(story.processed.get(name)!.size, name).toBe(drained.totals.recordsStored)
    for (const { name } of drained.applications) story.act({ type: 'RemoveApplication', application: name })
    for (const run of [story, quiet]) run.goTo(run.world.nowUs / 1_000_000 + 10)
    expect(digestOf(story)).toBe(digestOf(quiet))
  })
})

/** Of the records that reached it between two looks. */
function meanBetween(from: LatencyRow, to: LatencyRow): number {
  return ((to.meanMs ?? 0) * to.records - (from.meanMs ?? 0) * from.records) / (to.records - from.records)
}

function shareUnder({ counts, records }: LatencyRow, boundMs: number): number {
  return counts.reduce((sum, count, place) => sum + ((LATENCY_BOUNDS_MS[place] ?? Infinity) <= boundMs ? count : 0), 0) / records
}

describe('polling and enhanced fan-out', () => {
  it('hand records over after half an interval, and after about 70 ms; one application changes over', async () => {
    const story = await openStory('polling-and-fan-out')
    story.goTo(30)
    const before = story.goTo(89)
    const pulled = rowOf(before, 'pulled')
    const pushed = rowOf(before, 'pushed')
    expect(pulled.settings).toMatchObject({ pollIntervalMs: 1_000 })
    // Once a second: 0 to 1,000 ms, and a round trip.
    expect(pulled.latency.polling.meanMs!).toBeGreaterThan(450)
    expect(pulled.latency.polling.meanMs!).toBeLessThan(600)
    expect(shareUnder(pulled.latency.polling, 200)).toBeLessThan(0.25)
    expect(pulled.latency.fanOut.records).toBe(0)
    // About 70 ms.
    expect(pushed.latency.fanOut.meanMs!).toBeGreaterThan(50)
    expect(pushed.latency.fanOut.meanMs!).toBeLessThan(100)
    expect(shareUnder(pushed.latency.fanOut, 150)).toBe(1)
    expect(pushed.reads.getRecordsCalls).toBe(0)
    expect(rowOf(before, 'changes-over').latency.fanOut.records).toBe(0)

    const changed = story.goTo(110)
    const after = story.goTo(180)
    const own = rowOf(after, 'changes-over')
    expect(own.reads.getRecordsCalls).toBe(rowOf(changed, 'changes-over').reads.getRecordsCalls)
    expect(own.latency.polling.records).toBe(rowOf(changed, 'changes-over').latency.polling.records)
    expect(meanBetween(rowOf(changed, 'changes-over').latency.fanOut, own.latency.fanOut)).toBeCloseTo(meanBetween(rowOf(changed, 'pushed').latency.fanOut, rowOf(after, 'pushed').latency.fanOut), -1)
    // Changing over loses nothing, and reads nothing twice.
    expect(own.recordsProcessedAgain).toBe(0)
    for (const { name } of after.applications) story.expectBroken(name)
    const drained = story.drain()
    for (const { name, backlogRecords } of drained.applications) expect(backlogRecords, name).toBe(0)
  })
})

describe('children read too soon', () => {
  it('break the order of keys for one reader; the other finishes the parent first and breaks nothing', async () => {
    const story = await openStory('children-too-soon')
    const lagging = story.goTo(59.9)
    for (const { iteratorAgeMs } of lagging.applications) expect(iteratorAgeMs).toBeGreaterThan(10_000)
    const opened = story.goTo(100)
    expect(opened.stream.updateShardCountCallsLeft).toBe(UPDATE_SHARD_COUNT_CALLS_MAX - 1)
    expect(opened.shards.map(({ state }) => state)).toEqual(['CLOSED', 'OPEN', 'OPEN'])
    const splitMs = opened.shards[0]!.closedAtMs!
    const { orderPerKey, parentsFirst } = rowOf(opened, 'hasty').checks
    expect(parentsFirst.records).toBeGreaterThan(1_000)
    expect(parentsFirst.first).toMatchObject({ reason: 'childFirst' })
    expect(orderPerKey.records).toBeGreaterThan(1_000)
    expect(orderPerKey.records).toBeLessThanOrEqual(parentsFirst.records)
    expect(orderPerKey.first).toMatchObject({ reason: 'overtaken' })
    expect(orderPerKey.first!.atMs).toBeGreaterThan(splitMs)
    expect(orderPerKey.first!.atMs).toBeLessThan(splitMs + 3_000)
    expect(story.eventsOf('CheckFailed').every(({ application }) => application === 'hasty')).toBe(true)

    story.goTo(200)
    story.expectBroken('patient')
    // Once the parent is done there is nothing left to overtake.
    story.expectBroken('hasty', { orderPerKey: orderPerKey.records, parentsFirst: parentsFirst.records })
    const { totals } = story.drain()
    for (const name of ['patient', 'hasty']) expect(story.processed.get(name)!.size).toBe(totals.recordsStored)
  })
})
