import { describe, expect, it } from 'vitest'
import { CREATE_STREAM_US, DELETE_STREAM_US } from '../../../kinesis/limits'
import { get, wait } from '../../testing/caller'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'
import { runScript, scriptText } from '../../testing/script'
import { describeStreamSummary } from '../streams/describeStreamSummary'
import type { Input } from '../../../kinesis/api/types'
import { listShards } from './listShards'

function check(script: string, shardCount = 1): void {
  expect(runScript(script, { shardCount })).toBe(scriptText(script))
}

function ask(request: Input<'ListShards'>, world = quietWorld({ shardCount: 3 })) {
  const answer = listShards(world, request)
  return answer.ok ? answer.value : answer.refusal
}

/** A token as ListShards makes them, changed. */
function forge(change: object): string {
  return btoa(JSON.stringify({ streamName: 's', streamCreatedUs: 0, afterShardIndex: 0, filter: { Type: 'AT_LATEST' }, issuedAtUs: 0, ...change }))
}

describe('ListShards', () => {
  it('filters by lineage and time', () => {
    check(
      `list -> 0
       wait 10s -> ACTIVE
       split 0 at 1/2 -> UPDATING
       wait 10s -> ACTIVE
       split 1 at 1/4 -> UPDATING
       wait 10s -> ACTIVE
       shards -> 0 closed; 1 closed; 2 [1/2..1); 3 [0..1/4); 4 [1/4..1/2)
       list -> 0 1 2 3 4
       list FROM_TRIM_HORIZON -> 0 1 2 3 4
       list AT_TRIM_HORIZON -> 0
       list AT_LATEST -> 2 3 4
       list AT_TIMESTAMP 5s -> 0
       list AT_TIMESTAMP 15s -> 1 2
       list AT_TIMESTAMP 25s -> 2 3 4
       list FROM_TIMESTAMP 5s -> 0 1 2 3 4
       list FROM_TIMESTAMP 15s -> 1 2 3 4
       list FROM_TIMESTAMP 25s -> 2 3 4
       list AFTER_SHARD_ID 2 -> 3 4
       list after shardId-000000000003 -> 4
       list after 3 AT_LATEST -> 4
       list after 9 -> none
       list after nine -> ResourceNotFoundException
       why -> Could not find shard nine in stream s under account 123456789012.
       wait 24h -> ACTIVE
       list -> 2 3 4
       list AT_TRIM_HORIZON -> 2 3 4
       list AT_TIMESTAMP 0s -> 2 3 4
       use gone
       list -> ResourceNotFoundException
       why -> Stream gone under account 123456789012 not found.`,
    )
  })

  it('gives pages of at most 1,000, and tokens good for 300 seconds', () => {
    const world = quietWorld({ shardCount: 2_500 })
    const first = ask({ StreamName: 's', MaxResults: 10_000 }, world)
    if (!('Shards' in first)) throw new Error(first.message)
    const pages = [first]
    while (pages.at(-1)!.NextToken !== undefined) {
      const page = ask({ NextToken: pages.at(-1)!.NextToken! }, world)
      if (!('Shards' in page)) throw new Error(page.message)
      pages.push(page)
    }
    expect(pages.map((page) => page.Shards.length)).toEqual([1_000, 1_000, 500])
    const ids = pages.flatMap((page) => page.Shards.map((shard) => shard.ShardId))
    expect(new Set(ids).size).toBe(2_500)
    world.nowUs += 300_000_000
    expect(ask({ NextToken: first.NextToken! }, world)).toHaveProperty('Shards')
    world.nowUs += 1
    expect(ask({ NextToken: first.NextToken! }, world)).toHaveProperty('exception', 'ExpiredNextTokenException')
  })

  it('goes on with the same question on the next page', () => {
    check(
      `split 0 at 1/8 -> UPDATING
       wait 4s -> ACTIVE
       list max 2 AT_LATEST -> 1 2 …
       list next max 2 -> 3 4 …
       list next -> 5
       list max 5 AT_LATEST -> 1 2 3 4 5
       list max 0 -> ValidationException
       why -> 1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1
       list max 10001 -> ValidationException`,
      4,
    )
  })

  it('wants either a stream or a token', () => {
    expect(ask({})).toEqual({ exception: 'InvalidArgumentException', message: 'Either NextToken or StreamName should be provided.' })
    expect(ask({ StreamName: 's', NextToken: 'x' })).toEqual({
      exception: 'InvalidArgumentException',
      message: 'NextToken and StreamName cannot be provided together.',
    })
    const page = ask({ StreamName: 's', MaxResults: 1 })
    if (!('NextToken' in page)) throw new Error('one page')
    expect(ask({ NextToken: page.NextToken })).toHaveProperty('Shards.length', 2)
    expect(ask({ NextToken: page.NextToken, ExclusiveStartShardId: '0' })).toHaveProperty('exception', 'InvalidArgumentException')
  })

  it.each([
    'nonsense',
    '',
    btoa('null'),
    btoa('"text"'),
    btoa('[]'),
    forge({ filter: undefined }),
    forge({ filter: { Type: 'NONE' } }),
    forge({ filter: { Type: ['AT_LATEST'] } }),
    forge({ filter: null }),
    forge({ issuedAtUs: undefined }),
    forge({ issuedAtUs: '0' }),
    forge({ streamCreatedUs: null }),
    forge({ streamName: ['s'] }),
    forge({ afterShardIndex: 0.5 }),
    forge({ afterShardIndex: 1e300 }),
  ])('refuses the token %j that it did not make', (NextToken) => {
    expect(ask({ NextToken })).toHaveProperty('exception', 'InvalidArgumentException')
  })

  it('takes what is like its own tokens, however strange, as far as it can', () => {
    expect(ask({ NextToken: forge({}) })).toHaveProperty('Shards.length', 2)
    expect(ask({ NextToken: forge({ afterShardIndex: -9, extra: [1] }) })).toHaveProperty('Shards.length', 3)
    expect(ask({ NextToken: forge({ filter: { Type: 'AT_TIMESTAMP', Timestamp: { a: 1 } } }) })).toEqual({ Shards: [] })
    expect(ask({ NextToken: forge({ streamName: '__proto__' }) })).toHaveProperty('exception', 'ResourceNotFoundException')
  })

  it('does not go on in another stream of the same name', () => {
    const world = quietWorld({ shardCount: 3 })
    const page = ask({ StreamName: 's', MaxResults: 1 }, world)
    if (!('NextToken' in page)) throw new Error('one page')
    get(world, 'DeleteStream', { StreamName: 's' })
    wait(world, DELETE_STREAM_US)
    get(world, 'CreateStream', { StreamName: 's', ShardCount: 3 })
    wait(world, CREATE_STREAM_US)
    expect(ask({ NextToken: page.NextToken }, world)).toHaveProperty('exception', 'ResourceNotFoundException')
  })

  it('describes a shard in the shapes of the API', () => {
    const world = quietWorld({ shardCount: 2 })
    runScript('merge 0 1\nwait 4s', { shardCount: 2 }, world)
    const answer = ask({ StreamName: 's' }, world)
    if (!('Shards' in answer)) throw new Error(answer.message)
    const [lower, , child] = answer.Shards
    expect(lower).toEqual({
      ShardId: 'shardId-000000000000',
      HashKeyRange: { StartingHashKey: '0', EndingHashKey: '170141183460469231731687303715884105727' },
      SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{56}$/) as string, EndingSequenceNumber: expect.stringMatching(/^\d{56}$/) as string },
    })
    expect(child).toEqual({
      ShardId: 'shardId-000000000002',
      ParentShardId: 'shardId-000000000000',
      AdjacentParentShardId: 'shardId-000000000001',
      HashKeyRange: { StartingHashKey: '0', EndingHashKey: '340282366920938463463374607431768211455' },
      SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{56}$/) as string },
    })
    // Recorded on AWS: consecutive shards made together start 16^36 + 16 apart; a child is made one second after its parent's end.
    const hex = (text: string) => BigInt(text).toString(16)
    const ending = hex(lower!.SequenceNumberRange.EndingSequenceNumber!)
    const starting = hex(child!.SequenceNumberRange.StartingSequenceNumber)
    expect(ending.slice(11, 27)).toBe('7fffffffffffffff')
    expect(starting.slice(11, 27)).toBe('0000000000000000')
    expect(starting.slice(1, 10)).toBe(starting.slice(29, 38))
    expect(Number.parseInt(starting.slice(1, 10), 16)).toBe(Number.parseInt(ending.slice(29, 38), 16) + 1)
    const [zero, one] = answer.Shards.map((shard) => BigInt(shard.SequenceNumberRange.StartingSequenceNumber))
    expect(one! - zero!).toBe(22300745198530623141535718272648361505980432n)
  })
})

describe('DescribeStreamSummary', () => {
  it('tells the state in short', () => {
    expect(describeStreamSummary(quietWorld({ shardCount: 3 }), { StreamName: 's' })).toEqual({
      ok: true,
      value: {
        StreamDescriptionSummary: {
          StreamName: 's',
          StreamARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
          StreamStatus: 'ACTIVE',
          StreamModeDetails: { StreamMode: 'PROVISIONED' },
          RetentionPeriodHours: 24,
          StreamCreationTimestamp: EPOCH_MS / 1_000,
          EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
          EncryptionType: 'NONE',
          OpenShardCount: 3,
          MaxRecordSizeInKiB: 1_024,
          ConsumerCount: 0,
        },
      },
    })
    expect(describeStreamSummary(quietWorld({ shardCount: 1 }), { StreamName: 'gone' })).toHaveProperty('refusal.exception', 'ResourceNotFoundException')
  })
})
