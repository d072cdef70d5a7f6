import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_SECOND } from '../../../base/units'
import { CONSUMERS_MAX, DEREGISTER_CONSUMER_US, ITERATOR_LIFE_US, READ_PENALTY_FULL_US, REGISTER_CONSUMER_US, SUBSCRIBE_AGAIN_US, SUBSCRIPTION_LIFE_US } from '../../../kinesis/limits'
import { formatShardId } from '../../../kinesis/shardId'
import { consumerArn, streamArn } from '../../naming'
import { restoreWorld, saveWorld } from '../../snapshot'
import { HALF, KEPT, pollingRun, processed } from '../testing/pollingRun'

const ms = (us: number) => us / 1_000
const POLLING = { pollIntervalMs: 250, discoveryIntervalMs: 60_000, checkpointIntervalMs: 500, workUs: 1_000 }
const FAN_OUT = { ...POLLING, retrieval: 'fanOut' } as const
const REGISTERED_MS = ms(REGISTER_CONSUMER_US) + 2_000

describe('a reader that polls', () => {
  it('takes a new iterator when the work on a batch has outlived the last one, and goes on behind it', () => {
    const run = pollingRun({ settings: { ...POLLING, maxRecords: 7, workUs: 60_000_000 } }).put(9).add()
    run.wait(ms(ITERATOR_LIFE_US) + 130_000)
    expect(run.sdk.reads.iteratorsExpired).toBe(1)
    expect(run.details().shards[0]).toMatchObject({ recordsPending: 2 })
    run.wait(200_000)
    expect(run.fates()).toEqual(processed(1, 9))
    expect(run.sdk.reads.recordsRead).toBe(9)
    expect(run.checks()).toEqual(KEPT)
  })

  it('is refused for 5 s after an answer of 10 MB, and then gets the rest', () => {
    const run = pollingRun({ settings: POLLING })
    run.world.account.throttling = false
    // With its key of one byte a MiB: ten fill an answer.
    const Data = new Uint8Array(MIB - 1)
    for (let part = 0; part < 3; part++) run.act({ type: 'Call', operation: 'PutRecords', input: { StreamName: 's', Records: Array.from({ length: 4 }, () => ({ PartitionKey: 'k', Data })) } })
    run.world.account.throttling = true
    run.add().wait(ms(READ_PENALTY_FULL_US) - 500)
    expect(run.sdk.recordsProcessed).toBe(10)
    expect(run.sdk.reads.callsRefused).toBeGreaterThanOrEqual(3)
    expect(run.details().shards[0]!.reader?.refusal).toMatchObject({ exception: 'ProvisionedThroughputExceededException' })
    expect(run.count('ReadThrottled')).toBe(run.sdk.reads.callsRefused)
    run.wait(3_000)
    expect(run.sdk.recordsProcessed).toBe(12)
    expect(run.details().shards[0]!.reader?.refusal).toBeNull()
  })

  it('has no call under way twice, however often it is told to go on', () => {
    const run = pollingRun({ settings: POLLING }).add()
    for (let round = 0; round < 20; round++) run.wait(7).set({ retrieval: round % 2 === 0 ? 'fanOut' : 'polling' })
    run.set({ retrieval: 'polling' })
    expect(run.sdk.readers.size).toBe(1)
    run.wait(5_000)
    const { getRecordsCalls, callsRefused } = run.sdk.reads
    run.wait(10_000)
    expect(run.sdk.reads.getRecordsCalls - getRecordsCalls).toBeLessThanOrEqual(40)
    expect(run.sdk.reads.callsRefused).toBe(callsRefused)
  })
})

describe('a reader with enhanced fan-out', () => {
  it('registers its consumer, waits until that is ACTIVE, and then subscribes once for each shard', () => {
    const run = pollingRun({ settings: FAN_OUT, shardCount: 3 }).put(4).add().wait(ms(REGISTER_CONSUMER_US) - 1_000)
    expect(run.world.streams[0]!.consumers).toMatchObject([{ consumerName: 'app', consumerStatus: 'CREATING' }])
    expect(run.sdk.reads.subscribeCalls).toBe(0)
    run.wait(3_000)
    expect(run.fates()).toEqual(processed(1, 4))
    expect(run.sdk.reads).toMatchObject({ subscribeCalls: 3, getRecordsCalls: 0, callsRefused: 0, callsEmpty: 0 })
  })

  it('says why it does not come to read where the stream has as many consumers as it may', () => {
    const run = pollingRun({ settings: FAN_OUT })
    const StreamARN = streamArn('s')
    for (let other = 0; other < CONSUMERS_MAX; other++) run.act({ type: 'Call', operation: 'RegisterStreamConsumer', input: { StreamARN, ConsumerName: `other-${other}` } }).wait(ms(REGISTER_CONSUMER_US))
    run.put(2).add().wait(10_000)
    expect(run.details().shards[0]).toMatchObject({ state: 'READING', reader: { isSubscribed: false, refusal: { exception: 'LimitExceededException' } } })
    run.act({ type: 'Call', operation: 'DeregisterStreamConsumer', input: { StreamARN, ConsumerName: 'other-3' } }).wait(ms(DEREGISTER_CONSUMER_US) + REGISTERED_MS + 1_000)
    expect(run.fates()).toEqual(processed(1, 2))
  })

  it('subscribes anew every five minutes, without a gap and without a repetition', () => {
    const run = pollingRun({ settings: FAN_OUT }).add().wait(REGISTERED_MS)
    for (let minute = 0; minute < 16; minute++) for (let second = 0; second < 60; second += 3) run.put(1).wait(3_000)
    run.wait(1_000)
    expect(run.fates()).toEqual(processed(1, 320))
    expect(run.sdk.reads).toMatchObject({ subscribeCalls: 1 + Math.floor((16 * 60 * US_PER_SECOND) / SUBSCRIPTION_LIFE_US), callsRefused: 0, recordsRead: 320 })
    expect(run.checks()).toEqual(KEPT)
  })

  it('that is held keeps its connection waiting, and the next one too', () => {
    const run = pollingRun({ settings: { ...FAN_OUT, workUs: 60_000_000 } }).add().wait(REGISTERED_MS).put(1).wait(500)
    // One record a minute; what is put meanwhile waits in the shard, at most one event of it in hand.
    for (let second = 0; second < 400; second += 2) run.put(1).wait(2_000)
    expect(run.sdk.reads.subscribeCalls).toBe(2)
    expect(run.details().shards[0]).toMatchObject({ reader: { isHeld: true, isSubscribed: true } })
    expect(run.details().shards[0]!.recordsPending).toBeLessThan(201 - run.sdk.recordsProcessed)
    run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 10 }).wait(120_000)
    expect(run.fates()).toEqual(processed(1, 201))
  })

  it('is thrown out by another client of its consumer, and takes the shard back after 5 s', () => {
    const run = pollingRun({ settings: FAN_OUT }).add().wait(REGISTERED_MS + ms(SUBSCRIBE_AGAIN_US)).put(3).wait(500)
    const [stream] = run.world.streams
    const ConsumerARN = consumerArn(run.world, stream!, stream!.consumers[0]!)
    run.act({ type: 'Call', operation: 'SubscribeToShard', input: { ConsumerARN, ShardId: formatShardId(0), StartingPosition: { Type: 'LATEST' } } }).put(4).wait(ms(SUBSCRIBE_AGAIN_US) - 1_000)
    expect(run.fates()).toEqual(processed(1, 3))
    expect(run.details().shards[0]).toMatchObject({ reader: { isSubscribed: false, refusal: { exception: 'ResourceInUseException' } } })
    // Not a matter of rates.
    expect([run.sdk.reads.callsRefused, run.count('ReadThrottled')]).toEqual([0, 0])
    run.wait(3_000)
    expect(run.fates()).toEqual(processed(1, 7))
    expect(run.checks()).toEqual(KEPT)
  })

  it('registers anew when somebody deregisters its consumer', () => {
    const run = pollingRun({ settings: FAN_OUT }).add().wait(REGISTERED_MS).put(2).wait(500)
    run.act({ type: 'Call', operation: 'DeregisterStreamConsumer', input: { StreamARN: streamArn('s'), ConsumerName: 'app' } }).put(3).wait(ms(DEREGISTER_CONSUMER_US) + REGISTERED_MS + 1_000)
    expect(run.fates()).toEqual(processed(1, 5))
    expect(run.sdk.reads.recordsRead).toBe(5)
  })

  it('hears the end of a shard before the end of the connection: it never subscribes to it again', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const run = pollingRun({ settings: FAN_OUT, seed }).add().wait(REGISTERED_MS).put(20).split(0).wait(3_000).put(3).wait(10_000)
      expect(run.sdk.reads.subscribeCalls, `seed ${seed}`).toBe(3)
      expect(run.fates()).toEqual(processed(1, 23))
    }
  })

  it('that crashes hangs up: its next life waits until the shard is free', () => {
    const run = pollingRun({ settings: FAN_OUT }).add().wait(REGISTERED_MS).put(2).wait(300).crash()
    expect(run.world.subscribers.size).toBe(0)
    expect(run.world.streams[0]!.consumers[0]!.subscriptions.get(0)).toMatchObject({ isOpen: false })
    run.put(3).restart().wait(8_000)
    expect(new Set(run.fates())).toEqual(new Set(processed(1, 5)))
    expect(run.sdk.readers.size).toBe(1)
    expect(run.checks()).toEqual(KEPT)
    run.act({ type: 'RemoveApplication', application: 'app' })
    expect(run.world.subscribers.size).toBe(0)
  })
})

describe('a change between polling and enhanced fan-out', () => {
  it('while work is in hand finishes that first, and counts none of it as skipped', () => {
    const run = pollingRun({ settings: { ...POLLING, workUs: 100_000 } }).put(40).add().wait(500).set({ retrieval: 'fanOut' }).put(5).wait(200)
    expect(run.details().shards[0]).toMatchObject({ reader: { retrieval: 'fanOut', isHeld: true } })
    run.wait(15_000).put(2).wait(2_000)
    expect(run.fates()).toEqual(processed(1, 47))
    expect(run.sdk.reads.recordsRead).toBe(47)
    expect(run.checks()).toEqual(KEPT)
  })

  it('before its first answer still begins at LATEST', () => {
    const run = pollingRun({ settings: { ...FAN_OUT, initialPosition: 'LATEST' } }).put(3).add().wait(1_000).put(2).set({ retrieval: 'polling' }).put(4).wait(1_000).put(1).wait(1_000)
    // It had not begun while it waited for its consumer.
    expect(run.fates()).toEqual(processed(10, 10))
    expect(run.checks()).toEqual(KEPT)
  })

  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), count: fc.integer({ min: 1, max: 15 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('flip' as const), count: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('split' as const), count: fc.integer({ min: 1, max: 15 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), count: fc.constant(0) }) },
  )

  it('at any instant loses nothing and repeats nothing, unless it crashes, and goes on from saved bytes alike', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(act, fc.integer({ min: 0, max: 3_000 })), { minLength: 1, maxLength: 14 }), fc.constantFrom(0, 1_000, 90_000), fc.boolean(), (acts, workUs, isFanOut) => {
        const run = pollingRun({ settings: { ...POLLING, workUs, maxRecords: 20, retrieval: isFanOut ? 'fanOut' : 'polling' } }).add()
        let [stored, crashes] = [0, 0]
        for (const [{ kind, count }, waitMs] of acts) {
          if (kind === 'flip') run.set({ retrieval: run.sdk.settings.retrieval === 'polling' ? 'fanOut' : 'polling' })
          else if (kind === 'split') run.split(0, String((BigInt(HALF) / 16n) * BigInt(count)))
          else if (kind === 'crash') run.crash().wait(waitMs / 4).restart()
          else run.put(count, 7)
          if (kind === 'put') stored += count
          if (kind === 'crash') crashes++
          run.wait(waitMs)
          run.timeline.world = restoreWorld(saveWorld(run.world))
        }
        run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 10 }).wait(60_000)
        const numbers = run.fates().map((fate) => Number(fate.split('#')[1]))
        const firsts = numbers.filter((number, at) => numbers.indexOf(number) === at)
        expect(firsts).toEqual(Array.from({ length: stored }, (_, at) => at + 1))
        if (crashes === 0) expect(numbers).toHaveLength(stored)
        expect(run.checks()).toEqual(KEPT)
      }),
      { numRuns: 100 },
    )
  })
})
