/** What the KPL shows, against facts B. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AGGREGATE_MAGIC, AGGREGATE_PARTITION_KEY, decodeAggregate } from '../../kinesis/aggregatedRecord'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../../kinesis/limits'
import { NETWORK_US } from '../../engine/network'
import { LINGER_US } from '../../engine/producers/core'
import { COLLECTION_WAIT_MS_MAX, COLLECTION_WAIT_PERCENT } from '../../engine/producers/kpl/constants'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { accountOf } from '../../hosts/testing/account'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const { recordMaxBufferedTimeMs, recordTtlMs, aggregationMaxSizeBytes } = KPL_DEFAULTS
const COLLECTION_WAIT_MS = Math.min(COLLECTION_WAIT_MS_MAX, (COLLECTION_WAIT_PERCENT * recordMaxBufferedTimeMs) / 100)
const ROUND_TRIP_MS_MAX = (2 * NETWORK_US.max) / 1_000
const BEAT_MS = LINGER_US / 1_000

function daemonOf(story: Story, producerIndex = 0) {
  return story.details('kpl', producerIndex).daemon!
}

describe('the KPL beside plain puts', () => {
  it('waits a tenth of a second, pays a twentieth, and passes 1,000 records a second until 1 MB a second stops it', async () => {
    const story = await openStory('kpl-and-plain-puts')
    const [kpl, plain] = story.goTo(60).producers
    expect(kpl!.settings).toEqual(KPL_DEFAULTS)
    expect(kpl!.acknowledgedPerSecond).toBe(plain!.acknowledgedPerSecond)
    // A buffer lasts RecordMaxBufferedTime; records come once a beat, so the first and last of one are up to two beats apart.
    const perKinesisRecord = kpl!.acknowledgedPerSecond / kpl!.kinesisRecordsPerSecond
    expect(perKinesisRecord).toBe((200 * recordMaxBufferedTimeMs) / 1_000)
    expect(plain!.payloadUnitsPerSecond / kpl!.payloadUnitsPerSecond).toBeGreaterThan(18)
    expect(kpl!.latencyMsMax).toBeGreaterThan(recordMaxBufferedTimeMs)
    expect(kpl!.latencyMsMax).toBeLessThanOrEqual(recordMaxBufferedTimeMs + COLLECTION_WAIT_MS + ROUND_TRIP_MS_MAX)
    expect(kpl!.latencyMs! - plain!.latencyMs!).toBeGreaterThan(recordMaxBufferedTimeMs + COLLECTION_WAIT_MS - BEAT_MS)
    expect(kpl!.latencyMs! - plain!.latencyMs!).toBeLessThanOrEqual(recordMaxBufferedTimeMs + COLLECTION_WAIT_MS)

    const above = story.goTo(95)
    expect(above.producers[0]!.acknowledgedPerSecond).toBe(4 * WRITE_RECORDS_PER_SECOND_MAX)
    expect(above.shards).toHaveLength(1)
    expect(above.totals.recordsThrottled).toBe(0)

    const refusing = story.goTo(115)
    expect(refusing.producers[1]!.recordsThrottled).toBeGreaterThan(1_000)
    expect(refusing.shards[0]!.writeRecordsPerSecond).toBeGreaterThan(0.95 * WRITE_RECORDS_PER_SECOND_MAX)
    expect(refusing.shards[0]!.writeBytesPerSecond).toBeLessThan(0.7 * WRITE_BYTES_PER_SECOND_MAX)
    expect(refusing.producers[0]!.latencyMsMax).toBeLessThan(1_000)

    const full = story.goTo(170)
    const [packed] = full.producers
    expect(full.shards[0]!.writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX).toBeCloseTo(1, 1)
    expect(full.shards[0]!.writeRecordsPerSecond).toBeLessThan(0.3 * WRITE_RECORDS_PER_SECOND_MAX)
    expect(packed!.acknowledgedPerSecond).toBeGreaterThan(8 * WRITE_RECORDS_PER_SECOND_MAX)
    // The fact sheet's own arithmetic for 100 bytes and 51,200 an aggregate.
    const inFullAggregate = packed!.acknowledgedPerSecond / packed!.kinesisRecordsPerSecond
    expect(inFullAggregate).toBeGreaterThan(425)
    expect(inFullAggregate).toBeLessThan(490)
    expect(packed!.bytesPerSecond / packed!.kinesisRecordsPerSecond).toBeLessThanOrEqual(aggregationMaxSizeBytes)
    expect(daemonOf(story).outstandingRecords).toBeGreaterThan(50_000)
  })
})

describe('the KPL without its service', () => {
  it('lets records pile up, gives them up at RecordTtl, and loses none with a long one and back-pressure', async () => {
    const story = await openStory('kpl-outage')
    const cutOffMs = 50_000
    const calm = story.goTo(50)
    for (const atSecond of [60, 70, 80]) {
      const { producers } = story.goTo(atSecond)
      const perSecond = 100
      expect(daemonOf(story, 0).outstandingRecords).toBeGreaterThanOrEqual((atSecond - 50) * perSecond)
      expect(daemonOf(story, 0).outstandingRecords).toBeLessThan((atSecond - 50) * perSecond + 30)
      expect(daemonOf(story, 1).outstandingRecords).toBe(500)
      expect(story.details('kpl', 1).recordsHeldBack).toBeGreaterThan((atSecond - 56) * perSecond)
      if (atSecond < 80) expect(producers[0]!.recordsExpired).toBe(0)
    }
    expect(story.look().totals.recordsStored).toBe(calm.totals.recordsStored)
    expect(daemonOf(story, 0).errors.length).toBeGreaterThan(0)

    const back = story.goTo(110)
    const { requestTimeoutMs } = { ...KPL_DEFAULTS, ...story.world.producers[0]!.settings }
    const expired = story.eventsOf('RecordsGivenUp')
    expect(new Set(expired.map(({ producerId, reason }) => `${producerId} ${reason}`))).toEqual(new Set(['producer-1 expired']))
    const waitsMs = recordMaxBufferedTimeMs + COLLECTION_WAIT_MS
    expect(expired[0]!.at).toBeGreaterThan(cutOffMs - waitsMs + recordTtlMs)
    expect(expired[0]!.at).toBeLessThan(cutOffMs + recordTtlMs + requestTimeoutMs + 2 * waitsMs)
    // Cut off for 45 seconds, and every record of the first 15 is older than 30.
    expect(back.producers[0]!.recordsExpired).toBeGreaterThan(1_400)
    expect(back.producers[0]!.recordsExpired).toBeLessThan(1_600)
    expect(back.producers[1]!.recordsExpired + back.producers[1]!.recordsGivenUp).toBe(0)
    expect(story.details('kpl', 1)).toMatchObject({ recordsHeldBack: 0, recordsNotMade: 0 })
    for (const { acknowledgedPerSecond } of back.producers) expect(acknowledgedPerSecond).toBeGreaterThan(95)

    story.drain()
    const [lossy, patient] = [story.books(0), story.books(1)]
    expect(patient.recordsAcknowledged).toBe(patient.recordsMeant)
    expect(patient.recordsMeant).toBe(lossy.recordsMeant)
    expect(lossy.recordsAcknowledged + lossy.recordsExpired).toBe(lossy.recordsMeant)
  })
})

describe('the KPL with a stale shard map', () => {
  it('puts members of the wrong shard again; a KCL drops such aggregates, and what does not de-aggregate sees bytes', async () => {
    const story = await openStory('kpl-stale-map')
    story.goTo(50)
    expect(daemonOf(story)).toMatchObject({ wrongShards: 0, shardMap: { refreshes: 1 } })
    const split = story.goTo(60)
    expect(split.stream.openShardCount).toBe(2)
    expect(daemonOf(story).shardMap.refreshes).toBeGreaterThan(1)
    expect(daemonOf(story).shardMap.isStale).toBe(false)
    expect(daemonOf(story).wrongShards).toBeGreaterThan(0)
    expect(daemonOf(story).wrongShards).toBe(split.totals.copiesStored)
    for (const atSecond of [90, 130]) story.goTo(atSecond)
    expect(daemonOf(story).wrongShards).toBe(story.look().totals.copiesStored)

    const { totals, applications } = story.drain()
    const [kcl, plain] = applications
    const account = accountOf(story.stream)
    expect(story.books().recordsAcknowledged).toBe(account.distinct.size)
    expect(kcl!.aggregatesDiscarded).toBeGreaterThan(0)
    expect(kcl!.userRecordsProcessed + kcl!.recordsDiscarded).toBe(totals.userRecordsStored)
    // Facts B4 (INFER): members that the KPL was told of as stored lie in aggregates that a KCL drops.
    const given = story.processed.get('kcl')!
    expect(given.size).toBeLessThan(story.books().recordsAcknowledged)
    expect(given.size).toBe(kcl!.userRecordsProcessed - kcl!.duplicatesProcessed)
    expect(plain!.aggregatesUnread + plain!.userRecordsProcessed).toBe(totals.recordsStored)
    expect(plain!.recordsUnread).toBeGreaterThan(0.99 * totals.userRecordsStored)
  })

  it('stores what a reader without the library calls garbage: magic, protobuf, MD5', async () => {
    const story = await openStory('kpl-stale-map')
    story.goTo(10)
    const records = story.read(50)
    expect(records.length).toBeGreaterThan(40)
    for (const { PartitionKey, Data } of records) {
      expect(PartitionKey).toBe(AGGREGATE_PARTITION_KEY)
      expect(Data.subarray(0, AGGREGATE_MAGIC.length)).toEqual(AGGREGATE_MAGIC)
      expect(Buffer.from(Data.subarray(-16)).toString('hex')).toBe(createHash('md5').update(Data.subarray(AGGREGATE_MAGIC.length, -16)).digest('hex'))
      expect(decodeAggregate(Data)!.records.length).toBeGreaterThan(1)
    }
  })
})
