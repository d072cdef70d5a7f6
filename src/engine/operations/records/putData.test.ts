/** What goes in through the API comes out byte for byte, and the rarer options of PutRecord. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApiShape, Input, Output } from '../../../kinesis/api/types'
import { call } from '../../call'
import { silentSink } from '../../sink'
import { copyWorld, restoreWorld, saveWorld } from '../../snapshot'
import type { World } from '../../state'
import { quietWorld } from '../../testing/quietWorld'
import { storeBatch } from './storeBatch'
import { createBatch } from '../../recordBatch'
import { simulatedData } from '../../producers/rowText'
import { packRecordId } from '../../recordId'

function unlimited(shardCount = 1): World {
  const world = quietWorld({ shardCount })
  world.account.throttling = false
  return world
}

function readAll(world: World, ShardId = '0'): ApiShape<'Record'>[] {
  const found = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId, ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
  if (!found.ok) throw new Error(found.refusal.message)
  const read = call(world, { operation: 'GetRecords', input: { ShardIterator: found.value.ShardIterator ?? '' } }, silentSink)
  if (!read.ok) throw new Error(read.refusal.message)
  return read.value.Records
}

function putOne(world: World, input: Partial<Input<'PutRecord'>>): Output<'PutRecord'> | string {
  const answer = call(world, { operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'k', Data: new Uint8Array(1), ...input } }, silentSink)
  return answer.ok ? answer.value : `${answer.refusal.exception}: ${answer.refusal.message}`
}

/** A record of a simulated producer: a size, no bytes. */
function simulate(world: World, bytes: number): void {
  const batch = createBatch(1)
  batch.count = 1
  batch.keyIds[0] = 7
  batch.bytes[0] = bytes + 'user-7'.length
  batch.recordIds[0] = packRecordId(1, 1)
  storeBatch(world, world.streams[0]!, batch, silentSink)
}

describe('data blobs', () => {
  it('come back as they were, among simulated records, through copies and saved worlds', () => {
    const blob = fc.uint8Array({ maxLength: 40 })
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.record({ put: fc.array(blob, { minLength: 1, maxLength: 5 }) }), fc.record({ size: fc.nat(50) })), { maxLength: 40 }), (acts) => {
        let world = unlimited()
        const expected: number[][] = []
        for (const [at, act] of acts.entries()) {
          if ('size' in act) {
            simulate(world, act.size)
            expected.push([...simulatedData(packRecordId(1, 1), 'user-7', act.size)])
            expect(expected.at(-1)).toHaveLength(act.size)
          } else {
            const Records = act.put.map((Data) => ({ PartitionKey: 'k', Data }))
            call(world, { operation: 'PutRecords', input: { StreamName: 's', Records } }, silentSink)
            expected.push(...act.put.map((data) => [...data]))
          }
          if (at % 7 === 3) world = copyWorld(world)
          if (at % 11 === 5) world = restoreWorld(saveWorld(world))
        }
        expect(readAll(world).map(({ Data }) => [...Data])).toEqual(expected)
      }),
    )
  })

  it('are not the caller’s: changing them afterwards changes nothing', () => {
    const world = unlimited()
    const data = new Uint8Array([1, 2, 3])
    putOne(world, { Data: data })
    data.fill(9)
    expect([...readAll(world)[0]!.Data]).toEqual([1, 2, 3])
  })

  it('fill a segment by their size, and are given back by the oldest segment first', () => {
    const world = unlimited()
    world.memory.payloadBytesHeldMax = 3_000_000
    const megabyte = (fill: number) => new Uint8Array(1_048_576).fill(fill)
    for (let fill = 1; fill <= 6; fill++) putOne(world, { Data: megabyte(fill) })
    expect(world.memory.payloadBytesHeld).toBeLessThanOrEqual(4 * 1_048_576)
    expect(readAll(world).map(({ Data }) => [Data.length, Data[0]])).toEqual([4, 5, 6].map((fill) => [1_048_576, fill]).slice(-readAll(world).length))
    expect(world.memory.recordsSummarised).toBeGreaterThan(0)
  })
})

describe('PutRecord', () => {
  it('checks SequenceNumberForOrdering', () => {
    const world = unlimited()
    const first = putOne(world, {})
    if (typeof first === 'string') throw new Error(first)
    expect(putOne(world, { SequenceNumberForOrdering: first.SequenceNumber })).toMatchObject({ ShardId: 'shardId-000000000000' })
    expect(putOne(world, { SequenceNumberForOrdering: '0' })).toMatchObject({ ShardId: 'shardId-000000000000' })
    for (const number of [`1${'0'.repeat(57)}`, '99999999999999999999999999999999999999999999999999999999']) {
      expect(putOne(world, { SequenceNumberForOrdering: number })).toBe(
        `InvalidArgumentException: ExclusiveMinimumSequenceNumber ${number} used in PutRecord on stream s under account 123456789012 is invalid.`,
      )
    }
  })

  it('needs a partition key unless the stream distributes by itself', () => {
    const world = unlimited(4)
    const keyless = { StreamName: 's', Data: new Uint8Array(1) }
    expect(call(world, { operation: 'PutRecord', input: keyless }, silentSink)).toMatchObject({
      ok: false,
      refusal: { exception: 'ValidationException', message: "1 validation error detected: Value null at 'partitionKey' failed to satisfy constraint: Member must not be null" },
    })
    world.streams[0]!.recordDistributionStrategy = 'AUTO'
    const shardIds = Array.from({ length: 400 }, () => {
      const answer = call(world, { operation: 'PutRecord', input: keyless }, silentSink)
      return answer.ok ? answer.value.ShardId : answer.refusal.message
    })
    for (let shard = 0; shard < 4; shard++) {
      expect(shardIds.filter((shardId) => shardId === `shardId-00000000000${shard}`).length).toBeGreaterThan(80)
    }
    expect(readAll(world)[0]).not.toHaveProperty('PartitionKey')
    expect(putOne(world, { SequenceNumberForOrdering: '1' })).toMatch(/^InvalidArgumentException/)
  })

  it('only says what it would have done when DryRun is set', () => {
    const world = unlimited()
    expect(putOne(world, { DryRun: true })).toMatch(/^DryRunOperationException/)
    expect(putOne(world, { DryRun: true, StreamName: 'gone' })).toMatch(/^ResourceNotFoundException/)
    expect(readAll(world)).toEqual([])
  })
})
