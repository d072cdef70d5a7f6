import { describe, expect, it } from 'vitest'
import { hashKeyOf } from '../../../kinesis/hashKey'
import { formatShardId } from '../../../kinesis/shardId'
import { silentSink } from '../../sink'
import { quietWorld } from '../../testing/quietWorld'
import { runScript, scriptText } from '../../testing/script'
import { putRecords } from './putRecords'

function check(script: string, shardCount = 1): void {
  expect(runScript(script, { shardCount })).toBe(scriptText(script))
}

const KEY_256 = 'k'.repeat(256)

describe('PutRecords', () => {
  it('routes by the MD5 of the key, or by the explicit hash key', () => {
    check(
      `put a é user-1 日本 -> 0 1 3 1
       put a@1/2 a@0 a@340282366920938463463374607431768211455 a@85070591730234615865843651857942052863 a@85070591730234615865843651857942052864 -> 2 0 3 0 1
       put a -> 0`,
      4,
    )
  })

  it('refuses a bad explicit hash key', () => {
    check(
      `put a@340282366920938463463374607431768211456 -> InvalidArgumentException
       why -> Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was 340282366920938463463374607431768211456
       put a b@01 -> ValidationException
       why -> 1 validation error detected: Value '01' at 'records.2.member.explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})
       put-one a@-1 -> ValidationException
       why -> 1 validation error detected: Value '-1' at 'explicitHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})
       iterator x 0 TRIM_HORIZON -> ok
       get x -> nothing, 0 ms behind`,
    )
  })

  it('takes 1 to 500 entries', () => {
    check(
      `put a*500 -> 0*500
       put a*501 -> ValidationException
       put -> ValidationException
       why -> 1 validation error detected: Value '[]' at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1`,
    )
  })

  it('takes keys of 1 to 256 characters, counted as a person would', () => {
    const owners = [KEY_256, '😀'.repeat(256)].map((key) => (hashKeyOf(key) < 1n << 127n ? 0 : 1)).join(' ')
    check(
      `put ${KEY_256} ${'😀'.repeat(256)} -> ${owners}
       put a - -> ValidationException
       why -> 1 validation error detected: Value '' at 'records.2.member.partitionKey' failed to satisfy constraint: Member must have length greater than or equal to 1
       put ${KEY_256}k -> ValidationException
       why -> 1 validation error detected: Value '${KEY_256}k' at 'records.1.member.partitionKey' failed to satisfy constraint: Member must have length less than or equal to 256`,
      2,
    )
  })

  it('takes data of 0 to 1 MiB, and 10 MiB in all', () => {
    check(
      `put a#0 -> 0
       wait 2s -> ACTIVE
       put a#1048576 -> 0
       put a#1048577 -> ValidationException
       why -> 1 validation error detected: Value at 'records.1.member.data' failed to satisfy constraint: Member must have length less than or equal to 1048576.
       put-one a#1048577 -> ValidationException
       why -> 1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 1048576.
       put a#1048575*10 -> throttled*10
       put a#1048575*9 a#1048576 -> InvalidArgumentException`,
    )
  })

  it('stores what fits and refuses the rest, entry by entry', () => {
    check(
      `put a#1048576 a -> 0 throttled
       why -> Rate exceeded for shard shardId-000000000000 in stream s under account 123456789012.
       wait 1s -> ACTIVE
       put a#600000 a#600000 a#100 -> 0 throttled 0
       wait 2s -> ACTIVE
       put a*500 -> 0*500
       put a*500 -> 0*500
       put a b -> throttled 1
       put-one a -> ProvisionedThroughputExceededException
       put-one b -> 1
       wait 1ms -> ACTIVE
       put a a -> 0 throttled`.replaceAll(' b', ' b@1/2'),
      2,
    )
  })

  it('of five records of 1 MiB to one shard stores the first (kinesalite#87)', () => {
    check('put a#1048000*5 -> 0 throttled*4')
  })

  it('knows no stream that is not there, or not yet', () => {
    check(
      `use other
       put a -> ResourceNotFoundException
       why -> Stream other under account 123456789012 not found.
       create other 3 -> ok
       put a -> ResourceNotFoundException
       why -> Stream other under account 123456789012 not found.
       put-one a -> ResourceNotFoundException
       iterator x 0 LATEST -> ResourceNotFoundException
       why -> Shard shardId-000000000000 in stream other under account 123456789012 does not exist
       split 0 at 1/2 -> ResourceInUseException
       why -> Stream other under account 123456789012 not ACTIVE, instead in state CREATING
       describe -> CREATING, 0 open, 24 h
       wait 3s -> ACTIVE
       put a -> 0
       describe -> ACTIVE, 3 open, 24 h`,
    )
  })

  it('tells keys with an explicit hash key from keys that look like one', () => {
    const world = quietWorld({ shardCount: 1_000 })
    const entries = [
      { PartitionKey: 'a\n5' },
      { PartitionKey: 'a', ExplicitHashKey: '5' },
      { PartitionKey: '5\na' },
      { PartitionKey: '5 a' },
      { PartitionKey: ' a' },
      { PartitionKey: 'a' },
    ]
    for (const order of [entries, entries.toReversed()]) {
      const Records = order.map((entry) => ({ ...entry, Data: new Uint8Array(1) }))
      const answer = putRecords(world, { StreamName: 's', Records }, silentSink)
      if (!answer.ok) throw new Error(answer.refusal.message)
      order.forEach((entry, at) => {
        const hashKey = entry.ExplicitHashKey === undefined ? hashKeyOf(entry.PartitionKey) : BigInt(entry.ExplicitHashKey)
        const owner = Number(hashKey / ((1n << 128n) / 1_000n))
        expect(answer.value.Records[at]).toMatchObject({ ShardId: formatShardId(owner) })
      })
    }
  })
})

describe('CreateStream', () => {
  it('opens any number of shards', () => {
    check(
      `create one 1 -> ok
       create four -> ok
       create s 1 -> ResourceInUseException
       why -> Stream s under account 123456789012 already exists.
       create one 2 -> ResourceInUseException
       create bad/name 1 -> ValidationException
       why -> 1 validation error detected: Value 'bad/name' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
       create none 0 -> ValidationException
       why -> 1 validation error detected: Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1
       create large 20000 -> LimitExceededException
       wait 3s -> ACTIVE
       use four
       shards -> 0 [0..1/4); 1 [1/4..1/2); 2 [1/2..3/4); 3 [3/4..1)
       use one
       shards -> 0 [0..1)`,
    )
  })

  it('counts streams that are still being created against the limit', () => {
    check(
      `create a 10000 -> ok
       create b 10000 -> LimitExceededException
       why -> This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard count for the account: 10001. Limit: 20000. Number of additional shards that would have resulted from this request: 10000. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.
       wait 3s -> ACTIVE
       create b 9999 -> ok`,
    )
  })
})
