import { describe, expect, it } from 'vitest'
import { silentSink } from '../../sink'
import { EPOCH_MS, quietWorld } from '../../testing/quietWorld'
import { runScript, scriptText } from '../../testing/script'
import { getRecords } from './getRecords'
import { getShardIterator } from './getShardIterator'
import { putRecord } from './putRecords'

function check(script: string, shardCount = 1): void {
  expect(runScript(script, { shardCount })).toBe(scriptText(script))
}

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
       put d -> 0
       get early -> a b c d, 0 ms behind
       get horizon -> a b c d, 0 ms behind
       get latest -> d, 0 ms behind
       get at -> b c d, 0 ms behind
       get after -> c d, 0 ms behind
       wait 1s -> ACTIVE
       iterator later 0 AT_TIMESTAMP 1s+1ms -> ok
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
       why -> Invalid StartingSequenceNumber. It encodes shardId-000000012345, while it was used in a call to a shard with shardId-000000000000
       iterator x 2 LATEST -> ResourceNotFoundException
       why -> Shard shardId-000000000002 in stream s under account 123456789012 does not exist
       iterator x y LATEST -> ResourceNotFoundException
       why -> Could not find shard y in stream s under account 123456789012.
       use gone
       iterator x 0 LATEST -> ResourceNotFoundException
       why -> Shard shardId-000000000000 in stream gone under account 123456789012 does not exist`,
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
    const { ShardIterator = '' } = found.value
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
      const read = getRecords(world, { ShardIterator: found.value.ShardIterator ?? '' })
      if (!read.ok) throw new Error(read.refusal.message)
      return read.value.Records
    }
    for (const record of iterator({})) {
      const [first] = iterator({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: record.ApproximateArrivalTimestamp ?? NaN })
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
