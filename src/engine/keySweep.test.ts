import { describe, expect, it } from 'vitest'
import { call } from './call'
import { silentSink } from './sink'
import type { World } from './state'
import { quietWorld } from './testing/quietWorld'

function put(world: World, keys: readonly string[]): void {
  const Records = keys.map((PartitionKey) => ({ PartitionKey, Data: new Uint8Array([keys.length % 256]) }))
  for (let at = 0; at < Records.length; at += 500) {
    const answer = call(world, { operation: 'PutRecords', input: { StreamName: 's', Records: Records.slice(at, at + 500) } }, silentSink)
    if (!answer.ok || answer.value.FailedRecordCount !== 0) throw new Error('refused')
  }
}

function keysRead(world: World): string[] {
  const iterator = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
  if (!iterator.ok) throw new Error(iterator.refusal.message)
  const keys: string[] = []
  let next = iterator.value.ShardIterator
  for (;;) {
    const read = call(world, { operation: 'GetRecords', input: { ShardIterator: next ?? '' } }, silentSink)
    if (!read.ok) throw new Error(read.refusal.message)
    keys.push(...read.value.Records.map(({ PartitionKey = '' }) => PartitionKey))
    if (read.value.MillisBehindLatest === 0 && read.value.Records.length === 0) return keys
    next = read.value.NextShardIterator
  }
}

describe('keys that API calls named', () => {
  it('are forgotten with the records that had them, and no kept record loses its own', () => {
    const world = quietWorld({ shardCount: 1 })
    world.account.throttling = false
    world.memory.recordsHeldMax = 4_096
    world.keys.sweepAt = 10_000
    const named = Array.from({ length: 40_000 }, (_, at) => `key-${at}`)
    put(world, named)
    expect(world.keys.named.size).toBeLessThan(named.length)
    world.keys.sweepAt = 0
    world.nowUs += 1_000_000
    put(world, ['last'])
    expect(world.keys.named.size).toBeLessThanOrEqual(4_096 + 1_024 + 64 + 1)
    world.nowUs += 1_000_000
    const read = keysRead(world)
    expect(read.at(-1)).toBe('last')
    expect(read.slice(0, -1)).toEqual(named.slice(1 - read.length))
  })

  it('get ids again, and the same key keeps its id while a record has it', () => {
    const world = quietWorld({ shardCount: 1 })
    world.account.throttling = false
    put(world, ['kept'])
    const id = world.keys.named.get('kept')
    world.keys.sweepAt = 0
    put(world, ['another'])
    expect(world.keys.named.get('kept')).toBe(id)
    expect(keysRead(world)).toEqual(['kept', 'another'])
  })
})
