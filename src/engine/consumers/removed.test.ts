/** What is left of an application that a person has removed: its books, and nothing that grows with what it had read. */
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../base/units'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { recordAt } from '../inspect'
import { saveWorld } from '../snapshot'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import { silentSink } from '../sink'
import { FIREHOSE_DEFAULTS } from './firehose/settings'
import { FLINK_READER_DEFAULTS } from './flink/settings'
import { KCL_DEFAULTS } from './kcl/settings'
import { LAMBDA_DEFAULTS } from './lambda/settings'
import { SDK_READER_DEFAULTS } from './sdk/settings'
import type { ApplicationSettings } from './settings'

const DEDUPLICATION = { deduplication: { idsMax: 100_000, windowMs: 3_600_000, workUs: 0 } }
const READERS: ApplicationSettings[] = [
  { ...KCL_DEFAULTS, ...DEDUPLICATION, name: 'kcl', workerCount: 2, workUs: 10, initialPosition: 'TRIM_HORIZON' },
  { ...SDK_READER_DEFAULTS, ...DEDUPLICATION, name: 'sdk' },
  { ...LAMBDA_DEFAULTS, ...DEDUPLICATION, name: 'lambda' },
  { ...FIREHOSE_DEFAULTS, name: 'firehose', bufferIntervalInSeconds: 1 },
  { ...FLINK_READER_DEFAULTS, ...DEDUPLICATION, name: 'flink', outputStreamName: null },
]

function worldRead() {
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 2 }), untilMs: 1_000_000 }), NOWHERE, silentSink)
  for (const settings of READERS) submitNow(timeline, { type: 'AddApplication', settings }, silentSink)
  const workload = { kind: 'synthetic', ratePerSecond: 200, recordBytes: 50, keys: { kind: 'uniform', keyCount: 50 } } as const
  submitNow(timeline, { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload, trafficPercent: 100 } }, silentSink)
  goTo(timeline, 90 * US_PER_SECOND, silentSink)
  return timeline
}

describe('applications of every kind that are removed', () => {
  it('keep their books alone', () => {
    const timeline = worldRead()
    const before = timeline.world.applications.map(({ recordsProcessed, tally, seenIds, settings }) => {
      expect(recordsProcessed, settings.name).toBeGreaterThan(5_000)
      if (settings.deduplication !== null) expect(seenIds.held, settings.name).toBeGreaterThan(5_000)
      return [recordsProcessed, { ...tally }]
    })
    for (const { name } of READERS) submitNow(timeline, { type: 'RemoveApplication', application: name }, silentSink)
    const removed = saveWorld(timeline.world).byteLength
    expect(timeline.world.applications.map(({ recordsProcessed, tally }) => [recordsProcessed, tally])).toEqual(before)
    // Tasks of their lives come due, the stream grows, and is deleted: nothing makes them remember again.
    goTo(timeline, 150 * US_PER_SECOND, silentSink)
    submitNow(timeline, { type: 'SetProducerCount', producerCount: 0 }, silentSink)
    submitNow(timeline, { type: 'Call', operation: 'DeleteStream', input: { StreamName: 's', EnforceConsumerDeletion: true } }, silentSink)
    goTo(timeline, 200 * US_PER_SECOND, silentSink)
    for (const application of timeline.world.applications) {
      const { settings, progress, seenIds, copyTruth, readers } = application
      expect([progress.size, seenIds.held, copyTruth.processed.held, copyTruth.withoutFirst.held, readers.size], settings.name).toEqual([0, 0, 0, 0, 0])
      if ('shards' in application) expect(application.shards.size, settings.name).toBe(0)
    }
    // The records themselves are the stream's.
    expect(saveWorld(timeline.world).byteLength).toBeLessThan(removed)
  })

  it('are not among those who have processed a record, and to look at one changes nothing', () => {
    const timeline = worldRead()
    const { world } = timeline
    const [stream] = world.streams
    const look = () => recordAt(world, stream!, { atMs: 40_000, withinMs: 5_000, hashTop: 2 ** 30, withinHashTop: 2 ** 30 })
    submitNow(timeline, { type: 'RemoveApplication', application: 'sdk' }, silentSink)
    const bytes = Buffer.from(saveWorld(world))
    const record = look()
    expect(record?.processedBy).toContain('kcl')
    expect(record?.processedBy).not.toContain('sdk')
    expect(Buffer.from(saveWorld(world)).equals(bytes)).toBe(true)
  })
})
