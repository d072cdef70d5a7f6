/** Random calls of every operation, right and wrong, against a second and simpler account of the service. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../base/prng'
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../base/units'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { Input, OperationName } from '../../kinesis/api/types'
import { createCloudWatch } from '../cloudWatch/minutes'
import { silentSink } from '../sink'
import { restoreWorld, saveWorld } from '../snapshot'
import type { World } from '../state'
import { createTrail } from '../trail/model'
import { ask, get, wait } from '../testing/caller'
import { isValid, randomInput } from '../testing/model/inputs'
import { createRules, type Rules, type Verdict } from '../testing/model/rules'
import { followScaling, isScaling } from '../testing/model/scaling'
import { advance, createModel, Refused, same, type Model } from '../testing/model/state'
import { quietScenario } from '../testing/quietWorld'
import { pick } from '../testing/randomRuns'
import { createWorld } from '../world'

const SEEDS = 10
const CALLS = 400

/** Those that make and fill what the others need come more often. */
const NAMES: OperationName[] = [
  ...(Object.keys(OPERATIONS) as OperationName[]).flatMap((name) => [name, name, name]),
  ...Array.from({ length: 8 }, () => 'RegisterStreamConsumer' as const),
  ...Array.from({ length: 6 }, () => ['PutResourcePolicy', 'DeleteResourcePolicy', 'CreateStream', 'UpdateAccountSettings'] as const).flat(),
  ...Array.from({ length: 20 }, () => ['PutRecord', 'PutRecords', 'GetShardIterator', 'GetRecords', 'GetRecords'] as const).flat(),
]

function hashKeyOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`)
}

interface Stage {
  world: World
  model: Model
  rules: Rules
  /** How often each operation was accepted and refused. */
  outcomes: Map<string, number>
}

function createStage(seed: number): Stage {
  const world = createWorld({ ...quietScenario({ shardCount: 1 }), stream: null, epochMs: 1_767_603_600_000 + (seed % 1_000) }, silentSink)
  world.account.throttling = false
  return { world, model: createModel(world.epochMs), rules: createRules(hashKeyOf), outcomes: new Map() }
}

function passTime(stage: Stage, prng: Prng): void {
  const { world, model } = stage
  const span = pick(prng, [1, 100, 500, 1_000, 2_000, 3_000, 6_000, 6_000, 20_000]) * nextBetween(prng, { min: 1, max: 1_000 })
  const long = pick(prng, [6 * US_PER_MINUTE, 6 * US_PER_MINUTE, US_PER_HOUR, 25 * US_PER_HOUR])
  const untilUs = world.nowUs + (isScaling(model) ? Math.min(span, 2 * US_PER_SECOND) : nextBelow(prng, 60) === 0 ? long : span)
  // Shards of on-demand streams come and go by themselves: none may do so unseen.
  while (world.nowUs < untilUs) {
    wait(world, Math.min(untilUs - world.nowUs, US_PER_HOUR))
    advance(model, world.nowUs)
    followScaling(world, model)
  }
}

/** What the model says to a call: its exception, or what a good answer must be. */
function verdictOf<Name extends OperationName>({ model, rules }: Stage, operation: Name, input: Input<Name>): { exception: string } | { verdict: Verdict<Name> } {
  if (!isValid(OPERATIONS[operation].input, input)) return { exception: 'ValidationException' }
  try {
    return { verdict: rules[operation](model, input) }
  } catch (thrown) {
    if (thrown instanceof Refused) return { exception: thrown.exception }
    throw thrown
  }
}

function callOnce<Name extends OperationName>(stage: Stage, operation: Name, input: Input<Name>, isHeld: boolean): void {
  const expected = verdictOf(stage, operation, input)
  const before = isHeld ? stateOf(stage.world) : null
  const answer = ask(stage.world, operation, input)
  const outcome = answer.ok ? 'ok' : answer.refusal.exception
  const counted = `${operation} ${answer.ok ? 'ok' : 'refused'}`
  stage.outcomes.set(counted, (stage.outcomes.get(counted) ?? 0) + 1)
  if (!answer.ok) {
    const declared: readonly string[] = [...OPERATIONS[operation].errors, 'ValidationException']
    same('is declared', declared.includes(outcome) || `${outcome}: ${answer.refusal.message}`, true)
    // A refused SubscribeToShard counts for its own rate.
    if (before !== null && operation !== 'SubscribeToShard') same('leaves no trace', stateOf(stage.world).equals(before), true)
  }
  const isOpen = 'verdict' in expected && expected.verdict === 'any'
  const wanted = 'exception' in expected ? expected.exception : 'ok'
  if (outcome !== wanted && !isOpen) throw new Error(`${outcome}, not ${wanted}: ${answer.ok ? '' : answer.refusal.message}`)
  if (answer.ok && 'verdict' in expected && expected.verdict !== 'any') expected.verdict(answer.value)
  followScaling(stage.world, stage.model)
}

/** All but what is noted of each call, answered or refused: by the door, by KMS, in the trail and in CloudWatch. */
function stateOf(world: World): Buffer {
  const { guards } = world
  const noted = { ...guards, tallies: new Map(), trail: createTrail(), kms: { ...guards.kms, requests: 0 } }
  return Buffer.from(saveWorld({ ...world, guards: noted, cloudWatch: createCloudWatch(world.epochMs) }))
}

/** Every description of every stream. */
function compareAll({ world, model, rules }: Stage): void {
  same('streams', get(world, 'ListStreams', {}).StreamNames, [...model.streams.keys()].sort())
  for (const [StreamName, { status }] of model.streams) {
    compare({ world, model, rules }, 'DescribeStreamSummary', { StreamName })
    compare({ world, model, rules }, 'ListTagsForStream', { StreamName })
    if (status === 'ACTIVE' || status === 'UPDATING') compare({ world, model, rules }, 'ListShards', { StreamName })
  }
}

function compare<Name extends OperationName>({ world, model, rules }: Pick<Stage, 'world' | 'model' | 'rules'>, operation: Name, input: Input<Name>): void {
  const verdict = rules[operation](model, input)
  if (verdict !== 'any') verdict(get(world, operation, input))
}

function runOne(seed: number, outcomes: Map<string, number>): void {
  const prng = createPrng(seed, 'everyOperation')
  const stage = { ...createStage(seed), outcomes }
  for (let count = 0; count < CALLS; count++) {
    const operation = pick(prng, NAMES)
    const input = randomInput(prng, stage.model, operation)
    const told = `seed ${seed}, call ${count} at ${stage.world.nowUs} us: ${operation} ${JSON.stringify(input).slice(0, 300)}`
    try {
      callOnce(stage, operation, input as Input<typeof operation>, nextBelow(prng, 12) === 0)
      if (nextBelow(prng, 3) === 0) {
        passTime(stage, prng)
        compareAll(stage)
      }
    } catch (thrown) {
      throw new Error(told, { cause: thrown })
    }
    if (nextBelow(prng, 40) === 0) stage.world = restoreWorld(saveWorld(stage.world))
  }
}

it('every operation answers as a simple model of the service does', () => {
  const outcomes = new Map<string, number>()
  for (let seed = 1; seed <= SEEDS; seed++) runOne(seed, outcomes)
  // The runs are worth something: each operation was carried out, and nearly all were refused too.
  const names = Object.keys(OPERATIONS)
  expect(names.filter((name) => !outcomes.has(`${name} ok`))).toEqual([])
  expect(names.filter((name) => outcomes.has(`${name} refused`)).length).toBeGreaterThan(35)
})
