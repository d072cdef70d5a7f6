import { describe, expect, it } from 'vitest'
import { runScript, scriptText } from '../../testing/script'
import { quietWorld } from '../../testing/quietWorld'

function check(script: string, shardCount: number): void {
  expect(runScript(script, { shardCount })).toBe(scriptText(script))
}

describe('SplitShard', () => {
  it('makes two children after a while; writes go to the parent until then', () => {
    check(
      `shards -> 0 [0..1)
       put a user-1 -> 0 0
       split 0 at 1/2 -> UPDATING
       put a user-1 -> 0 0
       split 0 at 1/2 -> ResourceInUseException
       why -> Stream s under account 123456789012 not ACTIVE, instead in state UPDATING
       merge 0 0 -> ResourceInUseException
       scale 2 -> ResourceInUseException
       wait 2s -> UPDATING
       put a user-1 -> 0 0
       wait 2s -> ACTIVE
       shards -> 0 closed; 1 [0..1/2); 2 [1/2..1)
       put a user-1 -> 1 2
       split shardId-000000000001 at 1/4 -> UPDATING
       wait 4s -> ACTIVE
       shards -> 0 closed; 1 closed; 2 [1/2..1); 3 [0..1/4); 4 [1/4..1/2)`,
      1,
    )
  })

  it('cuts only where start + 1 < cut < end', () => {
    check(
      `split 0 at 0 -> InvalidArgumentException
       split 0 at 1 -> InvalidArgumentException
       why -> NewStartingHashKey 1 used in SplitShard() on shard shardId-000000000000 in stream s under account 123456789012 is not both greater than one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey 170141183460469231731687303715884105727.
       split 0 at 170141183460469231731687303715884105727 -> InvalidArgumentException
       split 1 at 170141183460469231731687303715884105729 -> InvalidArgumentException
       split 0 at 3/4 -> InvalidArgumentException
       wait 1s -> ACTIVE
       split 1 at 340282366920938463463374607431768211455 -> InvalidArgumentException
       split 1 at 340282366920938463463374607431768211456 -> InvalidArgumentException
       split 0 at 2 -> UPDATING
       wait 4s -> ACTIVE
       shards -> 0 closed; 1 [1/2..1); 2 [0..2); 3 [2..1/2)
       split 1 at 340282366920938463463374607431768211454 -> UPDATING
       wait 4s -> ACTIVE
       put x@1 x@2 x@340282366920938463463374607431768211453 x@340282366920938463463374607431768211454 -> 2 3 4 5`,
      2,
    )
  })

  it('names what it refuses, in the order of the service', () => {
    check(
      `split 0 at 01 -> ValidationException
       why -> 1 validation error detected: Value '01' at 'newStartingHashKey' failed to satisfy constraint: Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})
       split nowhere at 1/2 -> ResourceNotFoundException
       why -> Could not find shard nowhere in stream s under account 123456789012.
       split 1 at 1/2 -> ResourceNotFoundException
       why -> Could not find shard shardId-000000000001 in stream s under account 123456789012.
       use gone
       split nowhere at 1/2 -> ResourceNotFoundException
       why -> Could not find shard nowhere in stream gone under account 123456789012.
       split 0 at 1/2 -> ResourceNotFoundException
       why -> Stream gone under account 123456789012 not found.
       use s
       split 0 at 1/2 -> UPDATING
       split 7 at 1/2 -> ResourceInUseException
       wait 4s -> ACTIVE
       split 0 at 1/2 -> InvalidArgumentException
       why -> Shard shardId-000000000000 in stream s under account 123456789012 has already been merged or split, and thus is not eligible for merging or splitting.`,
      1,
    )
  })

  it('stops at the shard limit of the account', () => {
    check(
      `split 0 at 2 -> LimitExceededException
       why -> This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard count for the account: 20000. Limit: 20000. Number of additional shards that would have resulted from this request: 1. Refer to the AWS Service Limits page (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.`,
      20_000,
    )
  })
})

describe('MergeShards', () => {
  it('joins two neighbours in their order', () => {
    check(
      `merge 1 1 -> InvalidArgumentException
       why -> Shards shardId-000000000001 and shardId-000000000001 in stream s under account 123456789012 are not an adjacent pair of shards eligible for merging
       merge 1 0 -> InvalidArgumentException
       why -> Shards shardId-000000000001 and shardId-000000000000 in stream s under account 123456789012 are not an adjacent pair of shards eligible for merging
       merge 0 2 -> InvalidArgumentException
       merge 2 0 -> InvalidArgumentException
       merge 0 1 -> UPDATING
       wait 4s -> ACTIVE
       shards -> 0 closed; 1 closed; 2 [2/3..1); 3 [0..2/3)
       merge 0 1 -> InvalidArgumentException
       why -> Shard shardId-000000000000 in stream s under account 123456789012 has already been merged or split, and thus is not eligible for merging or splitting.
       merge 3 1 -> InvalidArgumentException
       why -> Shard shardId-000000000001 in stream s under account 123456789012 has already been merged or split, and thus is not eligible for merging or splitting.
       merge 2 3 -> InvalidArgumentException
       merge x-3 2 -> UPDATING
       wait 4s -> ACTIVE
       shards -> 0 closed; 1 closed; 2 closed; 3 closed; 4 [0..1)
       merge 9 4 -> ResourceNotFoundException
       why -> Could not find shard shardId-000000000009 in stream s under account 123456789012.
       merge 4 y -> ResourceNotFoundException
       why -> Could not find shard y in stream s under account 123456789012.`,
      3,
    )
  })
})

describe('UpdateShardCount', () => {
  // facts/service.md 3.4: total of shards ever, and the open ones from left to right. 4 → 3 was recorded on AWS.
  it.each([
    [1, 2, 3, [1, 2]],
    [2, 4, 6, [2, 3, 4, 5]],
    [2, 3, 7, [2, 6, 5]],
    [3, 2, 7, [5, 6]],
    [4, 2, 6, [4, 5]],
    [4, 3, 11, [6, 9, 10]],
    [4, 5, 15, [4, 8, 11, 14, 13]],
    [5, 3, 13, [7, 11, 12]],
    [10, 13, 43, null],
  ])('from %i to %i makes %i shards in all', (from, to, total, open) => {
    const world = quietWorld({ shardCount: from })
    const script = `scale ${to} -> UPDATING
                    wait 60s -> ACTIVE
                    describe -> ACTIVE, ${to} open, 24 h`
    expect(runScript(script, { shardCount: from }, world)).toBe(scriptText(script))
    const [stream] = world.streams
    expect(stream!.shards).toHaveLength(total)
    if (open !== null) expect(stream!.openShards).toEqual(open)
    const width = (1n << 128n) / BigInt(to)
    expect(stream!.openShards.map((shardIndex) => stream!.shards[shardIndex]!.startingHashKey)).toEqual(
      Array.from({ length: to }, (_, index) => width * BigInt(index)),
    )
  })

  it('keeps to its limits', () => {
    check(
      `scale 7 -> LimitExceededException
       why -> UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 3, Target shard count: 7
       scale 1 -> LimitExceededException
       why -> UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: 3, Target shard count: 1
       scale 10001 -> LimitExceededException
       why -> Target shard count or number of open shards cannot be greater than 10000. Current open shard count: 3, Target shard count: 10001
       scale 0 -> ValidationException
       why -> 1 validation error detected: Value '0' at 'targetShardCount' failed to satisfy constraint: Member must have value greater than or equal to 1
       scale 6 -> UPDATING
       scale 6 -> ResourceInUseException
       wait 30s -> ACTIVE
       scale 3 -> UPDATING
       wait 30s -> ACTIVE
       use gone
       scale 2 -> ResourceNotFoundException
       why -> Stream gone under account 123456789012 not found.`,
      3,
    )
  })

  it('goes ten times in 24 hours, rolling; refused calls do not count', () => {
    const [up, down] = ['scale 2 -> UPDATING\nwait 4s -> ACTIVE', 'scale 1 -> UPDATING\nwait 4s -> ACTIVE']
    check(
      `${up}
       scale 99 -> LimitExceededException
       wait 1h -> ACTIVE
       ${[down, up, down, up, down, up, down, up, down].join('\n')}
       scale 2 -> LimitExceededException
       wait 22h -> ACTIVE
       scale 2 -> LimitExceededException
       wait 1h -> ACTIVE
       ${up}
       scale 1 -> LimitExceededException`,
      1,
    )
  })

  it('stays ACTIVE where nothing changes, and evens out what is uneven', () => {
    check(
      `scale 2 -> ACTIVE
       split 0 at 1/4 -> UPDATING
       wait 4s -> ACTIVE
       shards -> 0 closed; 1 [1/2..1); 2 [0..1/4); 3 [1/4..1/2)
       scale 3 -> UPDATING
       wait 30s -> ACTIVE
       describe -> ACTIVE, 3 open, 24 h`,
      2,
    )
  })

  it('goes to the limit of the account, and not beyond', () => {
    check(
      `scale 10000 -> UPDATING
       wait 20s -> ACTIVE
       create other 10001 -> LimitExceededException
       create other 10000 -> ok
       wait 4s -> ACTIVE
       split 5000 at 1/2 -> InvalidArgumentException`,
      5_000,
    )
  })
})
