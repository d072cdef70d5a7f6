/** What applications on the SDK show, against facts A. */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { PAYLOAD_UNIT_BYTES, PUT_RECORDS_ENTRIES_MAX } from '../../kinesis/limits'
import { NETWORK_US } from '../../engine/network'
import { LINGER_US } from '../../engine/producers/core'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Workload } from '../../engine/commands'
import { lineOf } from '../../engine/source'
import { countOutOfOrder } from '../../hosts/testing/account'
import { openStory } from '../../hosts/testing/storyRun'

const ROUND_TRIP_MS = { min: (2 * NETWORK_US.min) / 1_000, max: (2 * NETWORK_US.max) / 1_000 }

function syntheticOf(workload: Workload | null) {
  if (workload?.kind !== 'synthetic') throw new Error('not made up')
  return workload
}

describe('PutRecord beside PutRecords', () => {
  it('has as many calls as records, and a twentieth of a second in each call, for the same price', async () => {
    const story = await openStory('put-record-and-put-records')
    for (const atSecond of [1, 30, 60]) story.goTo(atSecond)
    const { producers } = story.look()
    const totals = story.drain().totals
    const { ratePerSecond, recordBytes } = syntheticOf(producers[0]!.workload)
    const [single, batched] = [story.meter(0), story.meter(1)]
    expect(producers.map(({ settings }) => settings.kind === 'sdk' && settings.operation)).toEqual(['PutRecord', 'PutRecords'])
    expect(producers.map(({ callsPerSecond }) => callsPerSecond)).toEqual([ratePerSecond, 1_000_000 / LINGER_US])
    expect(single.kinesisRecords / single.calls).toBe(1)
    const perCall = (ratePerSecond * LINGER_US) / 1_000_000
    expect(perCall).toBeLessThanOrEqual(PUT_RECORDS_ENTRIES_MAX)
    expect(batched.kinesisRecords / batched.calls).toBeCloseTo(perCall, 1)
    expect(recordBytes).toBeLessThan(PAYLOAD_UNIT_BYTES)
    for (const { payloadUnits, kinesisRecords } of [single, batched]) expect(payloadUnits).toBe(kinesisRecords)
    expect(Math.abs(single.payloadUnits - batched.payloadUnits)).toBeLessThanOrEqual(perCall)
    for (const { latencyMs, latencyMsMax } of producers) {
      expect(latencyMs).toBeGreaterThan(ROUND_TRIP_MS.min)
      expect(latencyMs).toBeLessThan(ROUND_TRIP_MS.max)
      expect(latencyMsMax).toBeLessThanOrEqual(ROUND_TRIP_MS.max)
    }
    expect(totals.recordsThrottled).toBe(0)
    for (const { recordsAcknowledged, recordsMeant } of [story.books(0), story.books(1)]) expect(recordsAcknowledged).toBe(recordsMeant)
  })
})

describe('partial failures', () => {
  it('send again those entries that failed and no other; order is lost but to those who wait for each answer', async () => {
    /** Entries that failed and were not sent again yet, as one text a request. */
    const failed = new Map<string, number>()
    const seen = { partial: 0, retries: 0 }
    const story = await openStory('partial-failures', {
      batchArrived(_world, _stream, batch, { ordinals }) {
        const ids = Array.from(batch.recordIds.subarray(0, batch.count))
        if (batch.attempt > 1) {
          const left = failed.get(ids.join())
          expect(left, `entries ${ids.join()} had not failed`).toBeGreaterThan(0)
          failed.set(ids.join(), left! - 1)
          seen.retries++
        }
        const refused = ids.filter((_, entry) => ordinals[entry] === 0)
        if (refused.length > 0) failed.set(refused.join(), (failed.get(refused.join()) ?? 0) + 1)
        if (refused.length > 0 && refused.length < batch.count) seen.partial++
      },
    })
    const open = story.goTo(story.scenario.openAtMs / 1_000 + 1)
    expect(open.totals.recordsThrottled).toBeGreaterThan(0)
    const partial = story.details('sdk').answers.filter(({ failedEntries, entries }) => failedEntries.length > 0 && failedEntries.length < entries)
    expect(partial.length).toBeGreaterThan(0)
    for (const { outcome, errorCode } of partial) expect({ outcome, errorCode }).toEqual({ outcome: 'stored', errorCode: 'ProvisionedThroughputExceededException' })
    for (const atSecond of [70, 90]) story.goTo(atSecond)

    const { totals } = story.drain()
    const [waves, ordered] = [story.books(0), story.books(1)]
    expect(seen.partial).toBeGreaterThan(100)
    expect(seen.retries).toBeGreaterThan(seen.partial)
    expect(totals.copiesStored).toBe(0)
    expect(waves.recordsOutOfOrder).toBeGreaterThan(100)
    expect(waves.recordsOutOfOrder).toBe(countOutOfOrder(story.stream, 0))
    expect(ordered.recordsThrottled).toBeGreaterThan(0)
    expect([ordered.recordsOutOfOrder, countOutOfOrder(story.stream, 1)]).toEqual([0, 0])
    for (const { recordsAcknowledged, recordsGivenUp, recordsMeant } of [waves, ordered]) expect(recordsAcknowledged + recordsGivenUp).toBe(recordsMeant)
  })
})

describe('gzip before puts', () => {
  it('carries the same rows in a fiftieth of the records and well under half of the bytes', async () => {
    const story = await openStory('gzip-before-puts')
    story.goTo(10)
    const { producers } = story.goTo(60)
    story.drain()
    const [plain, packed] = [story.meter(0), story.meter(1)]
    const { packing } = story.details('sdk', 1)
    expect(producers.map(({ settings }) => settings.kind === 'sdk' && settings.compression)).toEqual([SDK_DEFAULTS.compression, { algorithm: 'gzip', rowsPerRecord: 50 }])
    // They play the same file, up to three seconds apart.
    expect(packing!.rowsPacked / plain.kinesisRecords).toBeCloseTo(1, 0)
    expect(packing!.textBytes / packing!.dataBytes).toBeGreaterThan(2.5)
    expect(packing!.rowsPacked / packed.payloadUnits).toBeGreaterThan(40)
    expect(plain.payloadUnits).toBe(plain.kinesisRecords)
    expect(packed.bytes / packed.kinesisRecords).toBeLessThan(PAYLOAD_UNIT_BYTES)

    const lines = new Set(Array.from({ length: 40_000 }, (_, record) => lineOf(story.environment.sources.get('nasa-http')!, record)).flatMap((line) => (line === null ? [] : [Buffer.from(line).toString()])))
    const blobs = story.read(2_000).filter(({ Data }) => Data[0] === 0x1f && Data[1] === 0x8b)
    expect(blobs.length).toBeGreaterThan(5)
    for (const { Data } of blobs) {
      const rows = gunzipSync(Data).toString().slice(0, -1).split('\n')
      expect(rows.length).toBeLessThanOrEqual(50)
      expect(rows.filter((row) => !lines.has(row))).toEqual([])
    }
  })
})
