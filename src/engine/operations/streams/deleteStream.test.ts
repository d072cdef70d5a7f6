import { NOWHERE } from '../../testing/nowhere'
import { describe, expect, it } from 'vitest'
import { call } from '../../call'
import { runUntil } from '../../engine'
import type { SimEvent } from '../../events'
import { silentSink, type Sink } from '../../sink'
import type { World } from '../../state'
import { ask, get, outcomeOf } from '../../testing/caller'
import { quietWorld } from '../../testing/quietWorld'

const ACCOUNT = '123456789012'
const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/`
const SECOND_US = 1_000_000

function fresh(shardCount = 1): World {
  const world = quietWorld({ shardCount })
  world.account.throttling = false
  return world
}

function wait(world: World, seconds: number, sink: Sink = silentSink): void {
  runUntil(world, NOWHERE, world.nowUs + seconds * SECOND_US, sink)
}

function statusOf(world: World, StreamName: string): string {
  const answer = ask(world, 'DescribeStreamSummary', { StreamName })
  return answer.ok ? answer.value.StreamDescriptionSummary.StreamStatus : answer.refusal.exception
}

function describeIt(world: World, StreamName: string, page: { Limit?: number; ExclusiveStartShardId?: string } = {}) {
  return get(world, 'DescribeStream', { StreamName, ...page }).StreamDescription
}

describe('DeleteStream', () => {
  it('takes a while, in which data calls go on and DescribeStream shows no shard', () => {
    const events: SimEvent[] = []
    const sink: Sink = { event: (event) => events.push(event) }
    const world = fresh(2)
    get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: Uint8Array.of(7) })
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    expect(call(world, { operation: 'DeleteStream', input: { StreamName: 's' } }, sink)).toEqual({ ok: true, value: null })
    expect(describeIt(world, 's')).toMatchObject({ StreamStatus: 'DELETING', Shards: [], HasMoreShards: false })
    get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', Data: Uint8Array.of(8) })
    get(world, 'GetRecords', { ShardIterator })
    expect(outcomeOf(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '2' })).toMatch(/^ResourceInUseException: .* instead in state DELETING$/)
    // Again: let be, and no later gone for it.
    wait(world, 2, sink)
    expect(call(world, { operation: 'DeleteStream', input: { StreamARN: `${ARN}s` } }, sink)).toEqual({ ok: true, value: null })
    wait(world, 1, sink)
    expect(statusOf(world, 's')).toBe('ResourceNotFoundException')
    expect(outcomeOf(world, 'GetRecords', { ShardIterator })).toBe(`ResourceNotFoundException: Shard shardId-000000000000 in stream s under account ${ACCOUNT} does not exist`)
    expect(outcomeOf(world, 'DeleteStream', { StreamName: 's' })).toBe(`ResourceNotFoundException: Stream s under account ${ACCOUNT} not found.`)
    expect(events.map(({ kind, at }) => `${kind} ${at}`)).toEqual(['StreamStatusChanged 0', 'StreamDeleted 3000'])
    expect(world.memory).toMatchObject({ recordsHeld: 0, payloadBytesHeld: 0, recordsDeleted: 2, fullSegments: [], taken: 0 })
  })

  it('may hit a stream in CREATING, which then never becomes ACTIVE', () => {
    const world = fresh()
    get(world, 'CreateStream', { StreamName: 'new', ShardCount: 1 })
    wait(world, 1)
    get(world, 'DeleteStream', { StreamName: 'new' })
    expect(describeIt(world, 'new')).toMatchObject({ StreamStatus: 'DELETING', Shards: [] })
    expect(outcomeOf(world, 'PutRecord', { StreamName: 'new', PartitionKey: 'a', Data: new Uint8Array() })).toBe(`ResourceNotFoundException: Stream new under account ${ACCOUNT} not found.`)
    wait(world, 2)
    expect(statusOf(world, 'new')).toBe('DELETING')
    wait(world, 1)
    expect(statusOf(world, 'new')).toBe('ResourceNotFoundException')
  })

  it('may hit a stream that is UPDATING, whose change then never comes', () => {
    const world = fresh()
    get(world, 'SplitShard', { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '2' })
    wait(world, 2)
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, 2)
    expect(statusOf(world, 's')).toBe('DELETING')
    expect(world.streams[0]!.openShards).toHaveLength(1)
    expect(outcomeOf(world, 'ListShards', { StreamName: 's' })).toMatch(/^ResourceInUseException/)
    wait(world, 60)
    expect(statusOf(world, 's')).toBe('ResourceNotFoundException')

    get(world, 'CreateStream', { StreamName: 't', ShardCount: 1 })
    wait(world, 2)
    get(world, 'StartStreamEncryption', { StreamName: 't', EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' })
    get(world, 'DeleteStream', { StreamName: 't' })
    wait(world, 60)
    expect(statusOf(world, 't')).toBe('ResourceNotFoundException')
  })

  it('waits for consumers to be gone, unless told to take them along', () => {
    const ended: (string | undefined)[] = []
    const sink: Sink = { event: () => undefined, subscriptionEnded: (_world, _number, refusal) => ended.push(refusal?.exception) }
    const world = fresh()
    const { ConsumerARN } = get(world, 'RegisterStreamConsumer', { StreamARN: `${ARN}s`, ConsumerName: 'c' }).Consumer
    wait(world, 10)
    const sentence =
      `ResourceInUseException: DeleteStream can't delete ${ACCOUNT}:s because there are consumers associated with this data stream. ` +
      'To delete s anyway, set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.'
    expect(outcomeOf(world, 'DeleteStream', { StreamName: 's' })).toBe(sentence)
    expect(outcomeOf(world, 'DeleteStream', { StreamName: 's', EnforceConsumerDeletion: false })).toBe(sentence)
    call(world, { operation: 'SubscribeToShard', input: { ConsumerARN, ShardId: '0', StartingPosition: { Type: 'LATEST' } } }, sink)
    call(world, { operation: 'DeleteStream', input: { StreamName: 's', EnforceConsumerDeletion: true } }, sink)
    expect(get(world, 'ListStreamConsumers', { StreamARN: `${ARN}s` }).Consumers).toMatchObject([{ ConsumerName: 'c', ConsumerStatus: 'DELETING' }])
    wait(world, 2.9, sink)
    expect(ended).toEqual([])
    wait(world, 1, sink)
    expect(ended).toEqual(['ResourceNotFoundException'])
    expect(outcomeOf(world, 'DescribeStreamConsumer', { ConsumerARN })).toMatch(/^ResourceNotFoundException/)
  })

  it('leaves nothing to a stream of the same name', () => {
    const world = fresh(2)
    get(world, 'AddTagsToStream', { StreamName: 's', Tags: { a: 'b' } })
    get(world, 'PutResourcePolicy', { ResourceARN: `${ARN}s`, Policy: JSON.stringify({ Statement: { Effect: 'Deny', Principal: { AWS: '210987654321' }, Action: 'kinesis:PutRecord', Resource: '*' } }) })
    const { SequenceNumber } = get(world, 'PutRecord', { StreamName: 's', PartitionKey: 'k', ExplicitHashKey: '0', Data: new Uint8Array() })
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'LATEST' })
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, 3)
    get(world, 'CreateStream', { StreamName: 's', ShardCount: 1 })
    wait(world, 2)
    expect(get(world, 'ListTagsForStream', { StreamName: 's' }).Tags).toEqual([])
    expect(get(world, 'GetResourcePolicy', { ResourceARN: `${ARN}s` })).toEqual({ Policy: '{}' })
    expect(outcomeOf(world, 'GetRecords', { ShardIterator })).toMatch(/^ResourceNotFoundException: Shard shardId-000000000000/)
    expect(outcomeOf(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: SequenceNumber })).toMatch(/did not come from this stream\.$/)
    expect(describeIt(world, 's').Shards).toHaveLength(1)
  })

  it('gives its place to the next stream, so that a million of them take no more room', () => {
    const world = fresh()
    get(world, 'CreateStream', { StreamName: 'kept', ShardCount: 1 })
    wait(world, 2)
    for (let round = 0; round < 40; round++) {
      const StreamName = `round-${round % 3}`
      get(world, 'CreateStream', { StreamName, ShardCount: 1 + (round % 4) })
      wait(world, 2)
      get(world, 'PutRecord', { StreamName, PartitionKey: 'k', Data: new Uint8Array(9) })
      get(world, 'DeleteStream', { StreamName })
      wait(world, 3)
    }
    expect(world.streams.map(({ streamIndex, streamName, deletedAtUs }) => [streamIndex, streamName, deletedAtUs === null])).toEqual([
      [0, 's', true],
      [1, 'kept', true],
      [2, 'round-0', false],
    ])
    expect(world.agenda.heap).toHaveLength(1)
    expect(world.memory).toMatchObject({ recordsHeld: 0, payloadBytesHeld: 0 })
  })

  it('forgets its full segments, and none of others', () => {
    const world = fresh()
    get(world, 'CreateStream', { StreamName: 'other', ShardCount: 1 })
    wait(world, 2)
    const put = (StreamName: string) => get(world, 'PutRecords', { StreamName, Records: Array.from({ length: 500 }, () => ({ PartitionKey: 'k', Data: new Uint8Array() })) })
    for (let round = 0; round < 9; round++) for (const name of ['s', 'other']) put(name)
    expect(world.memory.fullSegments).toHaveLength(2 * 4 * 3)
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, 3)
    expect(world.memory.fullSegments.filter((_, at) => at % 3 === 0)).toEqual([1, 1, 1, 1])
    expect(world.memory).toMatchObject({ recordsHeld: 4_500, recordsDeleted: 4_500 })
    get(world, 'CreateStream', { StreamName: 'next', ShardCount: 1 })
    wait(world, 2)
    // Beyond the budget now: the oldest segments are the other stream's, in the place that they name.
    world.memory.recordsHeldMax = 100
    put('next')
    expect(world.memory.recordsHeld).toBe(500 + 4_500 - 4 * 1_024)
  })
})
