import { describe, expect, it } from 'vitest'
import { runScript, scriptText } from '../testing/script'
import { hashKeyOf } from '../../kinesis/hashKey'
import { formatShardId } from '../../kinesis/shardId'
import { EPOCH_MS, quietWorld } from '../testing/quietWorld'
import { silentSink } from '../sink'
import { getRecords } from './getRecords'
import { getShardIterator } from './getShardIterator'
import { putRecord, putRecords } from './putRecords'

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
       why -> 1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500
       put -> ValidationException
       why -> 1 validation error detected: Value at 'records' failed to satisfy constraint: Member must have length greater than or equal to 1`,
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

describe('GetShardIterator and GetRecords', () => {
  it('begins at each of the five places', () => {
    check(
      `iterator early 0 LATEST -> ok
       put a -> 0
       wait 1s -> ACTIVE
       put b c -> 0 0
       wait 1s -> ACTIVE
       iterator horizon 0 TRIM_HORIZON -> ok
       iterator latest 0 LATEST -> ok
       iterator at 0 AT_SEQUENCE_NUMBER b -> ok
       iterator after 0 AFTER_SEQUENCE_NUMBER b -> ok
       iterator time 0 AT_TIMESTAMP 1s -> ok
       iterator later 0 AT_TIMESTAMP 1s+1ms -> ok
       put d -> 0
       get early -> a b c d, 0 ms behind
       get horizon -> a b c d, 0 ms behind
       get latest -> d, 0 ms behind
       get at -> b c d, 0 ms behind
       get after -> c d, 0 ms behind
       wait 1s -> ACTIVE
       get time -> b c d, 0 ms behind
       get later -> d, 0 ms behind
       get latest -> nothing, 0 ms behind
       wait 1s -> ACTIVE
       iterator start 0 AT_SEQUENCE_NUMBER start:0 -> ok
       iterator first 0 AFTER_SEQUENCE_NUMBER start:0 -> ok
       get start limit 1 -> a, 3000 ms behind
       get first limit 2 -> a b, 3000 ms behind`,
    )
  })

  it('refuses what does not fit together', () => {
    const rule =
      'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified'
    check(
      `put a b@1/2 -> 0 1
       iterator x 0 LATEST a -> InvalidArgumentException
       why -> ${rule} LATEST and also a StartingSequenceNumber.
       iterator x 0 TRIM_HORIZON a -> InvalidArgumentException
       why -> ${rule} TRIM_HORIZON and also a StartingSequenceNumber.
       iterator x 0 AT_SEQUENCE_NUMBER -> InvalidArgumentException
       why -> ${rule} AT_SEQUENCE_NUMBER and no StartingSequenceNumber.
       iterator x 0 AFTER_SEQUENCE_NUMBER -> InvalidArgumentException
       why -> ${rule} AFTER_SEQUENCE_NUMBER and no StartingSequenceNumber.
       iterator x 0 AT_TIMESTAMP -> InvalidArgumentException
       why -> Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.
       iterator x 0 AT_TIMESTAMP 1ms -> InvalidArgumentException
       why -> The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${EPOCH_MS + 1}, currentTimestampInMillis: ${EPOCH_MS}
       iterator x 0 AT_TIMESTAMP 0ms -> ok
       iterator x 0 AT_SEQUENCE_NUMBER b -> InvalidArgumentException
       why -> Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to a shard with shardId-000000000000
       iterator x 0 AT_SEQUENCE_NUMBER 49594189147623985939251953501666965394405037144469929986 -> InvalidArgumentException
       why -> StartingSequenceNumber 49594189147623985939251953501666965394405037144469929986 used in GetShardIterator on shard shardId-000000000000 in stream s under account 123456789012 is invalid because it did not come from this stream.
       iterator x 0 AFTER_SEQUENCE_NUMBER 12345 -> InvalidArgumentException
       why -> StartingSequenceNumber 12345 used in GetShardIterator on shard shardId-000000000000 in stream s under account 123456789012 is invalid.
       iterator x 2 LATEST -> ResourceNotFoundException
       why -> Shard shardId-000000000002 in stream s under account 123456789012 does not exist
       iterator x y LATEST -> ResourceNotFoundException
       why -> Could not find shard y in stream s under account 123456789012.
       use gone
       iterator x 0 LATEST -> ResourceNotFoundException
       why -> Stream gone under account 123456789012 not found.`,
      2,
    )
  })

  it('never skips what comes after a number that nobody has made yet', () => {
    const world = quietWorld({ shardCount: 1 })
    const put = putRecord(world, { StreamName: 's', PartitionKey: 'a', Data: new Uint8Array(1) }, silentSink)
    if (!put.ok) throw new Error(put.refusal.message)
    // The running index stands above 2^80 in the number.
    const future = String(BigInt(put.value.SequenceNumber) + (7n << 80n))
    const script = `iterator x 0 AFTER_SEQUENCE_NUMBER ${future} -> ok
                    iterator y 0 AT_SEQUENCE_NUMBER ${future} -> ok
                    put b c -> 0 0
                    get x -> b c, 0 ms behind
                    get y -> b c, 0 ms behind`
    expect(runScript(script, { shardCount: 1 }, world)).toBe(scriptText(script))
  })

  it('ends a closed shard with a null iterator and its children, exactly together', () => {
    check(
      `put a@0 b@1 -> 0 0
       iterator x 0 TRIM_HORIZON -> ok
       split 0 at 1/2 -> UPDATING
       get x limit 2 -> a b, 0 ms behind
       wait 4s -> ACTIVE
       put c@0 -> 1
       get x -> nothing, 0 ms behind, end: 1 of 0, 2 of 0
       get x -> no iterator
       iterator y 0 TRIM_HORIZON -> ok
       get y limit 1 -> a, 4000 ms behind
       get y limit 1 -> b, 0 ms behind, end: 1 of 0, 2 of 0
       iterator z 0 LATEST -> ok
       wait 1s -> ACTIVE
       get z -> nothing, 0 ms behind, end: 1 of 0, 2 of 0
       iterator z 0 AT_SEQUENCE_NUMBER end:0 -> ok
       get z -> nothing, 0 ms behind, end: 1 of 0, 2 of 0
       merge 1 2 -> UPDATING
       wait 4s -> ACTIVE
       iterator p 1 TRIM_HORIZON -> ok
       get p -> c, 0 ms behind, end: 3 of 1+2
       iterator q 2 TRIM_HORIZON -> ok
       get q -> nothing, 0 ms behind, end: 3 of 1+2`,
    )
  })

  it('takes a limit of 1 to 10,000', () => {
    check(
      `iterator x 0 TRIM_HORIZON -> ok
       get x limit 0 -> ValidationException
       why -> 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1
       get x limit 10001 -> ValidationException
       why -> 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000
       get nonsense -> InvalidArgumentException
       why -> Invalid ShardIterator.
       get x limit 10000 -> nothing, 0 ms behind`,
    )
  })

  it('gives at most 10,000 records a call', () => {
    const fill = Array.from({ length: 11 }, () => 'put a*500 -> 0*500\nput a*500 -> 0*500\nwait 1s -> ACTIVE').join('\n')
    check(
      `${fill}
       iterator x 0 TRIM_HORIZON -> ok
       get x -> a*10000, 1000 ms behind
       get x -> a*1000, 0 ms behind`,
    )
  })

  it('gives at most 10 MiB a call, and then nothing for 5 seconds', () => {
    const fill = Array.from({ length: 12 }, () => 'put a#1048575 -> 0\nwait 1s -> ACTIVE').join('\n')
    check(
      `${fill}
       iterator x 0 TRIM_HORIZON -> ok
       get x -> a*10, 2000 ms behind
       get x -> ProvisionedThroughputExceededException
       why -> Rate exceeded for Shard - 123456789012/s/shardId-000000000000
       iterator y 0 TRIM_HORIZON -> ok
       wait 4999ms -> ACTIVE
       get y -> ProvisionedThroughputExceededException
       wait 1ms -> ACTIVE
       get x limit 1 -> a, 6000 ms behind
       get x limit 1 -> a, 0 ms behind`,
    )
  })

  it('answers 5 calls a second, whoever calls', () => {
    check(
      `put a*10 -> 0*10
       iterator x 0 TRIM_HORIZON -> ok
       iterator y 0 TRIM_HORIZON -> ok
       get x limit 1 -> a, 0 ms behind
       get x limit 1 -> a, 0 ms behind
       get x limit 1 -> a, 0 ms behind
       get y limit 1 -> a, 0 ms behind
       get y limit 1 -> a, 0 ms behind
       get x limit 1 -> ProvisionedThroughputExceededException
       get y limit 1 -> ProvisionedThroughputExceededException
       wait 200ms -> ACTIVE
       get y limit 8 -> a*8, 0 ms behind
       get x limit 1 -> ProvisionedThroughputExceededException`,
    )
  })

  // The sentence as AWS logged it in 2015 and 2024 (ReactoKinesix#56, metarank#1282).
  it('lets an iterator live for 5 minutes, and be used again in that time', () => {
    const world = quietWorld({ shardCount: 1 })
    const text = (afterMs: number) => new Date(EPOCH_MS + afterMs).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4')
    const script = `wait 1s -> ACTIVE
                    iterator x 0 TRIM_HORIZON -> ok
                    iterator y 0 TRIM_HORIZON -> ok
                    wait 5m -> ACTIVE
                    get x -> nothing, 0 ms behind
                    wait 1us -> ACTIVE
                    get y -> ExpiredIteratorException
                    why -> Iterator expired. The iterator was created at time ${text(1_000)} while right now it is ${text(301_000)} which is further in the future than the tolerated delay of 300000 milliseconds.
                    get x -> nothing, 0 ms behind`
    expect(runScript(script, { shardCount: 1 }, world)).toBe(scriptText(script))
  })

  it('takes an iterator in quotes, again and again', () => {
    const world = quietWorld({ shardCount: 1 })
    const put = putRecord(world, { StreamName: 's', PartitionKey: '샤드', Data: new Uint8Array([1, 2, 3]) }, silentSink)
    const found = getShardIterator(world, { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    if (!found.ok || !put.ok) throw new Error('refused')
    const { ShardIterator } = found.value
    expect(ShardIterator).toMatch(/^[A-Za-z0-9+/=]{1,512}$/)
    for (const text of [ShardIterator, `"${ShardIterator}"`, ShardIterator]) {
      const answer = getRecords(world, { ShardIterator: text })
      expect(answer).toMatchObject({
        ok: true,
        value: {
          Records: [
            {
              SequenceNumber: put.value.SequenceNumber,
              PartitionKey: '샤드',
              Data: new Uint8Array([1, 2, 3]),
              ApproximateArrivalTimestamp: EPOCH_MS / 1_000,
            },
          ],
          MillisBehindLatest: 0,
        },
      })
    }
  })

  it('finds each record at its own ApproximateArrivalTimestamp', () => {
    const steps = Array.from({ length: 300 }, (_, at) => `wait ${333_337 + at}us -> ACTIVE\nput r${at} -> 0`)
    const world = quietWorld({ shardCount: 1 })
    runScript(steps.join('\n'), { shardCount: 1 }, world)
    const iterator = (from: Partial<Parameters<typeof getShardIterator>[1]>) => {
      const found = getShardIterator(world, { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON', ...from })
      if (!found.ok) throw new Error(found.refusal.message)
      world.nowUs += 1_000_000
      const read = getRecords(world, { ShardIterator: found.value.ShardIterator })
      if (!read.ok) throw new Error(read.refusal.message)
      return read.value.Records
    }
    for (const record of iterator({})) {
      const [first] = iterator({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: record.ApproximateArrivalTimestamp })
      expect(first!.PartitionKey).toBe(record.PartitionKey)
    }
  })
})

describe('retention', () => {
  it('is 24 hours; TRIM_HORIZON is resolved when it is used', () => {
    check(
      `put a -> 0
       wait 1h -> ACTIVE
       put b -> 0
       wait 22h+59m -> ACTIVE
       iterator x 0 TRIM_HORIZON -> ok
       iterator a 0 AT_SEQUENCE_NUMBER a -> ok
       iterator t 0 AT_TIMESTAMP 0s -> ok
       get x limit 1 -> a, 82740000 ms behind
       wait 1m -> ACTIVE
       iterator y 0 TRIM_HORIZON -> ok
       wait 1ms -> ACTIVE
       get y limit 1 -> b, 0 ms behind
       get a -> b, 0 ms behind
       get t -> b, 0 ms behind
       wait 2h -> ACTIVE
       iterator x 0 TRIM_HORIZON -> ok
       get x -> nothing, 0 ms behind
       put c -> 0
       get x -> c, 0 ms behind
       iterator x 0 AFTER_SEQUENCE_NUMBER a -> ok
       get x -> c, 0 ms behind`,
    )
  })

  it('keeps a closed shard until its last second is past, and its child goes on naming it', () => {
    const world = quietWorld({ shardCount: 1 })
    const script = `put a -> 0
       split 0 at 1/2 -> UPDATING
       wait 4s -> ACTIVE
       wait 23h+59m -> ACTIVE
       shards -> 0 closed; 1 [0..1/2); 2 [1/2..1)
       list -> 0 1 2
       iterator x 0 TRIM_HORIZON -> ok
       get x -> a, 0 ms behind, end: 1 of 0, 2 of 0
       wait 56s -> ACTIVE
       iterator x 0 TRIM_HORIZON -> ok
       wait 5s -> ACTIVE
       list -> 1 2
       shards -> 1 [0..1/2); 2 [1/2..1)
       get x -> ResourceNotFoundException
       why -> Shard shardId-000000000000 in stream s under account 123456789012 does not exist
       iterator x 0 TRIM_HORIZON -> ResourceNotFoundException`
    expect(runScript(script, { shardCount: 1 }, world)).toBe(scriptText(script))
    expect(world.streams[0]!.shards[1]!.parentShardIndex).toBe(0)
  })
})
