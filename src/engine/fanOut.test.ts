import { NOWHERE } from './testing/nowhere'
import { describe, expect, it } from 'vitest'
import { call } from './call'
import { runUntil } from './engine'
import { createFanOutStage, registerActive, runFanOutScript, subscribe } from './testing/fanOutScript'
import { quietWorld } from './testing/quietWorld'
import { scriptText } from './testing/script'
import { US_PER_SECOND } from '../base/units'

function check(script: string, stream = { shardCount: 1 }): void {
  expect(runFanOutScript(script, stream)).toBe(scriptText(script))
}

describe('a subscription', () => {
  it('pushes a record once, 20 to 120 ms after it arrived', () => {
    check(
      `register app -> CREATING
       put old -> 0
       wait 5s -> quiet
       subscribe app 0 TRIM_HORIZON -> 1
       wait 0s -> 1: old
       wait 80ms -> quiet
       put a -> 0
       wait 1ms -> quiet
       put b -> 0
       wait 18ms -> quiet
       wait 1ms -> 1: a
       wait 99ms -> quiet
       wait 1ms -> 1: b
       wait 4s -> quiet`,
    )
  })

  it('begins at each of the five places', () => {
    check(
      `register app -> CREATING
       register next -> CREATING
       register late -> CREATING
       register timed -> CREATING
       register at -> CREATING
       put a -> 0
       wait 5s -> quiet
       put b -> 0
       wait 5s -> quiet
       subscribe app 0 TRIM_HORIZON -> 1
       subscribe late 0 LATEST -> 2
       subscribe timed 0 AT_TIMESTAMP 5s -> 3
       wait 1s -> 1: a b; 3: b
       subscribe next 0 AFTER_SEQUENCE_NUMBER continue:1 -> 4
       subscribe at 0 AT_SEQUENCE_NUMBER continue:1 -> 5
       wait 0s -> 5: b
       put c -> 0
       wait 1s -> 1: c; 2: c; 3: c; 4: c; 5: c`,
    )
  })

  it('says every 5 s that nothing has come, and where to go on', () => {
    const world = quietWorld({ shardCount: 1 })
    const stage = createFanOutStage(world)
    registerActive(world, 'app', stage.sink)
    subscribe(stage, ['app', '0', 'LATEST'])
    const seen: string[] = []
    for (let second = 0; second < 20; second++) {
      runUntil(world, NOWHERE, world.nowUs + US_PER_SECOND, stage.sink)
      if (stage.told.length > 0) seen.push(`${second + 1} s ${stage.told.splice(0).join()} ${BigInt(stage.continuations.get(1)!)}`)
    }
    expect(seen.map((line) => line.replace(/ \d{56}$/, ''))).toEqual(['5 s 1: nothing', '10 s 1: nothing', '15 s 1: nothing', '20 s 1: nothing'])
    const numbers = seen.map((line) => BigInt(line.split(' ').at(-1)!))
    expect(numbers.every((number, at) => at === 0 || number > numbers[at - 1]!)).toBe(true)
  })

  it('ends after 5 minutes to the microsecond, and goes on where it was', () => {
    check(
      `register app -> CREATING
       wait 5s -> quiet
       subscribe app 0 LATEST -> 1
       tick 299s -> 59
       wait 900ms -> quiet
       put a -> 0
       wait 99ms -> quiet
       wait 999us -> quiet
       wait 1us -> 1 ends
       wait 10s -> quiet
       subscribe app 0 AFTER_SEQUENCE_NUMBER continue:1 -> 2
       wait 0s -> 2: a`,
    )
  })

  it('goes to another caller after 5 s, not before', () => {
    check(
      `register app -> CREATING
       wait 5s -> quiet
       put a -> 0
       subscribe app 0 TRIM_HORIZON -> 1
       subscribe app 0 TRIM_HORIZON -> ResourceInUseException
       wait 4s -> 1: a
       subscribe app 0 TRIM_HORIZON -> ResourceInUseException
       why -> Another active subscription exists for this consumer: 123456789012:s:shardId-000000000000:app
       wait 999ms -> quiet
       subscribe app 0 TRIM_HORIZON -> ResourceInUseException
       wait 1ms -> quiet
       subscribe app 0 TRIM_HORIZON -> 2; 1 ends: ResourceInUseException
       why -> Another active subscription exists for this consumer: 123456789012:s:shardId-000000000000:app
       put b -> 0
       wait 1s -> 2: a; 2: b
       register other -> CREATING
       wait 5s -> 2: nothing
       subscribe other 0 TRIM_HORIZON -> 3
       wait 0s -> 3: a b`,
    )
  })
})

describe('what is refused', () => {
  it('names consumer, shard and position', () => {
    check(
      `subscribe app 0 LATEST -> ResourceNotFoundException
       why -> Consumer arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/app:1, account 123456789012 not found.
       register app -> CREATING
       subscribe app 0 LATEST -> ResourceInUseException
       why -> Consumer app with creation timestamp 1767603600 under stream: s , account 123456789012 is not in ACTIVE status.
       wait 5s -> quiet
       subscribe app 7 LATEST -> ResourceNotFoundException
       why -> Shard shardId-000000000007 in stream s under account 123456789012 does not exist
       subscribe app shardId-x LATEST -> ResourceNotFoundException
       why -> Could not find shard shardId-x in stream s under account 123456789012.
       subscribe app 0 AFTER_SEQUENCE_NUMBER -> InvalidArgumentException
       wait 1s -> quiet
       subscribe app 0 AT_TIMESTAMP -> InvalidArgumentException
       wait 1s -> quiet
       subscribe app 0 AT_SEQUENCE_NUMBER 17 -> InvalidArgumentException
       why -> Invalid StartingSequenceNumber. It encodes shardId-000000000017, while it was used in a call to a shard with shardId-000000000000
       subscribe app 0 LATEST -> LimitExceededException
       wait 999ms -> quiet
       subscribe app 0 LATEST -> LimitExceededException
       wait 1ms -> quiet
       subscribe app 0 LATEST -> 1`,
    )
  })

  it('takes a closed shard, whose end may be asked for again and again', () => {
    check(
      `register app -> CREATING
       put a -> 0
       split 0 at 1/2 -> UPDATING
       wait 10s -> quiet
       subscribe app 0 LATEST -> 1
       wait 0s -> 1: nothing, end: 1 of 0, 2 of 0; 1 ends
       wait 1s -> quiet
       subscribe app 0 LATEST -> ResourceInUseException
       wait 4s -> quiet
       subscribe app 0 TRIM_HORIZON -> 2
       wait 1m -> 2: a, end: 1 of 0, 2 of 0; 2 ends`,
    )
  })

  it('does nothing on a dry run', () => {
    const world = quietWorld({ shardCount: 1 })
    const stage = createFanOutStage(world)
    const ConsumerARN = registerActive(world, 'app', stage.sink)
    const input = { ConsumerARN, ShardId: '0', StartingPosition: { Type: 'LATEST' as const }, DryRun: true }
    const answer = call(world, { operation: 'SubscribeToShard', input }, stage.sink)
    expect(!answer.ok && answer.refusal.exception).toBe('DryRunOperationException')
    runUntil(world, NOWHERE, world.nowUs + 10 * US_PER_SECOND, stage.sink)
    expect(stage.told).toEqual([])
    expect(world.subscriptionsStarted).toBe(0)
  })
})

describe('resharding', () => {
  it('ends both parents of a merge with the same child', () => {
    check(
      `register app -> CREATING
       wait 5s -> quiet
       put a@0 b@3/4 -> 0 1
       subscribe app 0 TRIM_HORIZON -> 1
       subscribe app 1 TRIM_HORIZON -> 2
       wait 0s -> quiet
       wait 1s -> 1: a; 2: b
       merge 0 1 -> UPDATING
       wait 1s -> quiet
       put c@0 d@3/4 -> 0 1
       wait 3s -> 1: c; 2: d; 1: nothing, end: 2 of 0+1; 1 ends; 2: nothing, end: 2 of 0+1; 2 ends
       put e -> 2
       subscribe app 2 TRIM_HORIZON -> 3
       wait 1s -> 3: e`,
      { shardCount: 2 },
    )
  })
})

describe('what ends a subscription from outside', () => {
  it('is the end of its consumer, whose ARN is worth nothing afterwards', () => {
    check(
      `register app -> CREATING
       wait 5s -> quiet
       subscribe app 0 LATEST -> 1
       wait 1s -> quiet
       deregister app -> ok; 1 ends
       deregister app -> ok
       consumers -> app DELETING
       subscribe app 0 LATEST -> ResourceInUseException
       register app -> ResourceInUseException
       put a -> 0
       wait 4999ms -> quiet
       consumers -> app DELETING
       wait 1ms -> quiet
       consumers -> none
       subscribe app 0 LATEST -> ResourceNotFoundException
       describe-consumer app -> ResourceNotFoundException
       register app -> CREATING
       deregister app -> ok
       wait 10s -> quiet
       consumers -> none`,
    )
  })

  it('is the end of its stream', () => {
    check(
      `register app -> CREATING
       wait 5s -> quiet
       subscribe app 0 LATEST -> 1
       put a -> 0
       delete -> ok
       wait 2s -> 1: a
       put b -> 0
       wait 1s -> 1: b; 1 ends: ResourceNotFoundException
       why -> Stream s under account 123456789012 not found.
       wait 10s -> quiet
       subscribe app 0 LATEST -> ResourceNotFoundException
       why -> Stream s under account 123456789012 not found.
       create s 1 -> ok
       wait 1m -> quiet
       register app -> CREATING
       wait 5s -> quiet
       put c -> 0
       subscribe app 0 TRIM_HORIZON -> 2
       wait 1s -> 2: c`,
    )
  })
})
