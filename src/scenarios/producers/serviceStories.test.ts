/** What the agent and the services that put show, against facts B7, C and I. */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { WRITE_BYTES_PER_SECOND_MAX } from '../../kinesis/limits'
import { NETWORK_US } from '../../engine/network'
import { AGENT_DEFAULTS } from '../../engine/producers/agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../../engine/producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../../engine/producers/flink/settings'
import { IOT_DEFAULTS } from '../../engine/producers/iot/settings'
import { openStory } from '../../hosts/testing/storyRun'

const ROUND_TRIP_MS_MAX = (2 * NETWORK_US.max) / 1_000

function textOf(data: Uint8Array): string {
  return Buffer.from(data).toString()
}

describe('the Kinesis Agent tails a log', () => {
  it('fills requests, follows rotations, and after its crash puts again what its checkpoint does not know', async () => {
    const entries = new Set<number>()
    const story = await openStory('agent-tails-a-log', { batchArrived: (_world, _stream, batch) => void entries.add(batch.count) })
    const before = story.goTo(78)
    expect(before.totals.copiesStored).toBe(0)
    expect(before.producers[0]!.settings).toMatchObject({ maxBufferAgeMillis: AGENT_DEFAULTS.maxBufferAgeMillis, partitionKeyOption: 'RANDOM' })
    expect([...entries]).toEqual([AGENT_DEFAULTS.maxBufferSizeRecords])
    expect(before.producers[0]!.latencyMsMax).toBeLessThan(AGENT_DEFAULTS.maxBufferAgeMillis)
    const { checkpoint, metrics, recordsSkipped, lastRecord } = story.details('agent')
    expect(checkpoint!.offset).toBeGreaterThan(0)
    expect(metrics).toMatchObject({ RecordsSent: before.producers[0]!.recordsAcknowledged, RecordSendErrors: 0, ServiceErrors: 0 })
    expect(recordsSkipped).toBe(0)
    expect(Object.keys(JSON.parse(lastRecord!.after!) as object)).toEqual(['host', 'authuser', 'time', 'method', 'request', 'response', 'bytes'])
    for (const { PartitionKey, Data } of story.read(50)) {
      expect(Number(PartitionKey)).toBeLessThan(1_000_000)
      expect(JSON.parse(textOf(Data))).toMatchObject({ authuser: null, method: 'GET' })
    }

    story.goTo(88)
    const [crashed] = story.look().producers
    const unknown = story.look().totals.recordsStored - crashed!.recordsAcknowledged
    expect(crashed!.state).toBe('CRASHED')
    expect(unknown).toBeGreaterThan(0)
    expect(story.eventsOf('ProducerCrashed')[0]!.recordsLost).toBe(0)
    const after = story.goTo(140)
    expect(after.totals.copiesStored).toBe(unknown)
    expect(story.details('agent').files.length).toBeGreaterThan(1)
    story.drain()
    expect(story.books().recordsGivenUp).toBe(0)
    expect(story.look().totals.copiesStored).toBe(unknown)
  })
})

interface LogMessage {
  messageType: string
  owner: string
  logGroup: string
  logStream: string
  subscriptionFilters: string[]
  logEvents: { id: string; timestamp: number; message: string }[]
}

describe('subscription filters of CloudWatch Logs', () => {
  it('put one compressed record a log stream and flush, all that match and nothing else', async () => {
    const story = await openStory('log-subscription', { batchArrived: (_world, _stream, { count }) => expect(count).toBe(1) })
    for (const atSecond of [30, 90]) story.goTo(atSecond)
    const details = [story.details('cloudWatchLogs', 0), story.details('cloudWatchLogs', 1)]
    expect(details[0]!.eventsMatched).toBe(details[0]!.eventsIngested)
    expect(details[1]!.eventsMatched).toBeLessThan(0.6 * details[1]!.eventsIngested)
    for (const { collecting } of details) for (const { ageMs } of collecting) expect(ageMs).toBeLessThanOrEqual(CLOUD_WATCH_LOGS_DEFAULTS.forceFlushIntervalSeconds * 1_000)

    story.goTo(130)
    const records = story.read(10_000).map(({ PartitionKey, Data }) => ({ PartitionKey, Data, message: JSON.parse(gunzipSync(Data).toString()) as LogMessage }))
    const controls = records.filter(({ message }) => message.messageType === 'CONTROL_MESSAGE')
    expect(controls).toHaveLength(2)
    const data = records.filter(({ message }) => message.messageType === 'DATA_MESSAGE')
    expect(data.length + controls.length).toBe(records.length)
    const keysOf = new Map<string, Set<string>>()
    for (const { PartitionKey, message } of data) {
      expect(Object.keys(message)).toEqual(['messageType', 'owner', 'logGroup', 'logStream', 'subscriptionFilters', 'logEvents'])
      const [filter = ''] = message.subscriptionFilters
      const name = `${filter}: ${message.logStream}`
      keysOf.set(name, (keysOf.get(name) ?? new Set()).add(PartitionKey))
      if (filter === 'all-edits') expect(PartitionKey).toMatch(/^[0-9a-f]{32}$/)
      else expect(message.logEvents.filter(({ message: line }) => !line.includes('bot-'))).toEqual([])
    }
    expect(Math.max(...Array.from(keysOf, ([name, keys]) => (name.startsWith('all-edits') ? keys.size : 0)))).toBe(1)
    expect(keysOf.get('edits-of-bots: en.wikipedia')!.size).toBeGreaterThan(5)
    for (const [at, filter] of ['all-edits', 'edits-of-bots'].entries()) {
      const delivered = data.filter(({ message }) => message.subscriptionFilters[0] === filter).reduce((sum, { message }) => sum + message.logEvents.length, 0)
      const { eventsDelivered } = story.details('cloudWatchLogs', at)
      // What is stored and not yet acknowledged is of the last round trip.
      expect(delivered - eventsDelivered).toBeGreaterThanOrEqual(0)
      expect(delivered - eventsDelivered).toBeLessThan(200)
    }
    expect(data.reduce((sum, { Data }) => sum + Data.length, 0)).toBeLessThan(0.6 * data.reduce((sum, { message }) => sum + JSON.stringify(message).length, 0))
  })
})

describe('the hot topic of AWS IoT', () => {
  it('fills one shard of four, until the rule takes the client for its key', async () => {
    const story = await openStory('iot-hot-topic', { batchArrived: (_world, _stream, { count }) => expect(count).toBe(1) })
    story.goTo(30)
    const hot = story.goTo(88)
    expect(hot.producers[0]!.settings).toMatchObject({ publishEveryMs: IOT_DEFAULTS.publishEveryMs, partitionKey: '${topic()}' })
    expect(story.details('iot').keysMax).toBe(1)
    expect(hot.shards.filter(({ recordsStored }) => recordsStored > 0)).toHaveLength(1)
    const busy = hot.shards.find(({ recordsStored }) => recordsStored > 0)!
    expect(busy.writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX).toBeGreaterThan(0.95)
    expect(busy.writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX).toBeLessThan(1.05)
    expect(hot.producers[0]!.recordsGivenUp).toBeGreaterThan(500)

    const curing = story.goTo(95)
    expect(story.details('iot').keysMax).toBe(300)
    const cured = story.goTo(130)
    expect(cured.totals.recordsThrottled).toBe(curing.totals.recordsThrottled)
    expect(cured.producers[0]!.recordsGivenUp).toBe(curing.producers[0]!.recordsGivenUp)
    expect(cured.producers[0]!.latencyMsMax).toBeLessThanOrEqual(ROUND_TRIP_MS_MAX)
    expect(cured.producers[0]!.callsPerSecond).toBe(300)
    for (const { writeRecordsPerSecond } of cured.shards) {
      expect(writeRecordsPerSecond).toBeGreaterThan(50)
      expect(writeRecordsPerSecond).toBeLessThan(100)
    }
    story.drain()
    const { recordsMeant, recordsAcknowledged, recordsGivenUp } = story.books()
    expect(recordsAcknowledged + recordsGivenUp).toBe(recordsMeant)
  })
})

describe('a Flink job', () => {
  it('writes a result a key and window, and after a crash those since its checkpoint again', async () => {
    const story = await openStory('flink-writes-windows', { batchArrived: (_world, _stream, { count }) => expect(count).toBeLessThanOrEqual(FLINK_DEFAULTS.maxBatchSize) })
    story.goTo(30)
    const before = story.goTo(99.9)
    expect(before.producers[0]!.settings).toEqual(FLINK_DEFAULTS)
    expect(before.totals.copiesStored).toBe(0)
    const { checkpoint } = story.details('flink')
    expect(checkpoint).toMatchObject({ completed: 1, everyMs: 60_000 })
    const results = story.read(10_000).map(({ PartitionKey, Data }) => ({ PartitionKey, result: JSON.parse(textOf(Data)) as Record<string, unknown> }))
    const windows = new Map<string, number>()
    for (const { PartitionKey, result } of results) {
      expect(result.key).toBe(PartitionKey)
      expect((result.windowEnd as number) - (result.windowStart as number)).toBe(FLINK_DEFAULTS.windowMs)
      const name = `${PartitionKey} ${String(result.windowStart)}`
      windows.set(name, (windows.get(name) ?? 0) + 1)
    }
    expect(new Set(windows.values())).toEqual(new Set([1]))

    const after = story.goTo(170)
    expect(after.totals.copiesStored).toBe(checkpoint.resultsWrittenSince)
    expect(after.totals.copiesStored).toBeGreaterThan(1_000)
    story.drain()
    expect(story.books().recordsAcknowledged + story.books().recordsGivenUp).toBe(story.books().recordsMeant)
  })
})
