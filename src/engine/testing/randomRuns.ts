/** Random worlds with random acts, from a seed: what the properties of the engine are tried on. */
import { createPrng, nextBelow, nextBetween, type Prng } from '../../base/prng'
import { US_PER_SECOND, type SimUs } from '../../base/units'
import { HASH_KEY_MAX } from '../../kinesis/hashKey'
import type { Command, LoggedCommand, RateShape, RecordSizes, SyntheticWorkload, WorkloadKeys } from '../commands'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import type { KclSettings } from '../consumers/kcl/settings'
import type { Scenario } from '../scenario'
import { EPOCH_MS } from './quietWorld'

/** Leases change hands every second instead of every half minute. */
const FAST_KCL = {
  failoverTimeMs: 900,
  parentShardPollIntervalMs: 300,
  dispatchPollIntervalMs: 100,
  idleTimeBetweenReadsMs: 200,
  checkpointIntervalMs: 700,
}

/** How long a run goes on after its acts, without traffic and with quick work, until everything is processed. */
export const CALM_US = 1_500 * US_PER_SECOND

export function randomScenario(seed: number, run: { actSeconds: number }): Scenario {
  const prng = createPrng(seed, 'randomScenario')
  const shardCount = nextBetween(prng, { min: 1, max: 12 })
  const isFast = nextBelow(prng, 2) === 0
  const applications = Array.from({ length: nextBetween(prng, { min: 1, max: 2 }) }, (_, index) => randomApplication(prng, index, isFast))
  const actUs = run.actSeconds * US_PER_SECOND
  return {
    id: `random-${seed}`,
    seed,
    // Mostly not on a whole second.
    epochMs: EPOCH_MS + nextBelow(prng, 1_000),
    openAtMs: 0,
    untilMs: (actUs + CALM_US) / 1_000,
    stream: { streamName: 's', shardCount, retentionPeriodHours: 24 },
    producers: { count: nextBetween(prng, { min: 1, max: 6 }), workload: randomWorkload(prng) },
    applications,
    commands: [...randomActs(prng, actUs, shardCount, applications), ...calm(actUs, applications)],
  }
}

function randomApplication(prng: Prng, index: number, isFast: boolean): KclSettings {
  return {
    ...KCL_DEFAULTS,
    ...(isFast ? FAST_KCL : {}),
    name: `app-${index}`,
    workerCount: nextBetween(prng, { min: 1, max: 4 }),
    workUs: pick(prng, [0, 100, 1_000, 8_000]),
    threadsPerWorker: nextBetween(prng, { min: 1, max: 4 }),
    initialPosition: index === 0 || nextBelow(prng, 2) === 0 ? 'TRIM_HORIZON' : 'LATEST',
    maxRecords: pick(prng, [10_000, 10_000, 1_000]),
  }
}

function randomWorkload(prng: Prng): SyntheticWorkload {
  const keyCount = pick(prng, [1, 3, 50, 1_000])
  return {
    kind: 'synthetic',
    ratePerSecond: pick(prng, [0, 3, 40, 40, 40, 150, 150, 150, 400, 1_500]),
    recordBytes: pick(prng, [0, 10, 700, 700, 9_000]),
    keys: pick<WorkloadKeys>(prng, [
      { kind: 'uniform', keyCount },
      { kind: 'zipf', keyCount, exponentHundredths: nextBelow(prng, 251) },
      { kind: 'hot', keyCount, hotPercent: nextBelow(prng, 101) },
      { kind: 'hotSet', keyCount, hotKeys: 1 + nextBelow(prng, keyCount), hotPercent: nextBelow(prng, 101) },
      { kind: 'sequential', keyCount },
    ]),
    ...pick<{ rate?: RateShape }>(prng, [{}, {}, { rate: randomRate(prng) }]),
    ...pick<{ sizes?: RecordSizes }>(prng, [{}, {}, { sizes: { kind: 'logNormal', sigmaHundredths: nextBelow(prng, 151) } }]),
  }
}

function randomRate(prng: Prng): RateShape {
  const ms = nextBetween(prng, { min: 1, max: 40_000 })
  const percent = () => nextBelow(prng, 300)
  return pick<RateShape>(prng, [
    { kind: 'ramp', fromPercent: percent(), toPercent: percent(), overMs: ms },
    { kind: 'burst', everyMs: ms, forMs: nextBetween(prng, { min: 1, max: 5_000 }), burstPercent: percent() },
    { kind: 'day', dayMs: ms },
    { kind: 'drawn', percents: [percent(), percent(), percent()], spanMs: ms },
  ])
}

function randomActs(prng: Prng, actUs: SimUs, shardCount: number, applications: readonly KclSettings[]): LoggedCommand[] {
  const acts: LoggedCommand[] = []
  for (let count = nextBetween(prng, { min: 4, max: 40 }); count > 0; count--) {
    const atUs = nextBelow(prng, actUs)
    acts.push({ atUs, command: randomAct(prng, shardCount, applications) })
    // Two acts at one instant, as in a paused page.
    if (nextBelow(prng, 5) === 0) acts.push({ atUs, command: randomAct(prng, shardCount, applications) })
  }
  return acts.sort((left, right) => left.atUs - right.atUs)
}

/** Many of these are refused, or name what is gone: that is part of it. */
export function randomAct(prng: Prng, shardCount: number, applications: readonly KclSettings[]): Command {
  const { name: application } = pick(prng, applications)
  const shardId = () => String(nextBelow(prng, 3 * shardCount + 3))
  switch (nextBelow(prng, 12)) {
    case 0:
    case 1:
      return {
        type: 'Call',
        operation: 'UpdateShardCount',
        input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 2 * shardCount }), ScalingType: 'UNIFORM_SCALING' },
      }
    case 2:
    case 3:
      return { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: shardId(), NewStartingHashKey: String(randomHashKey(prng)) } }
    case 4:
    case 5: {
      const lower = nextBelow(prng, 3 * shardCount)
      return { type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: String(lower), AdjacentShardToMerge: String(lower + 1) } }
    }
    case 6:
      return { type: 'AddWorker', application }
    case 7:
      return { type: 'RemoveWorker', application, workerId: `w-${nextBetween(prng, { min: 1, max: 8 })}` }
    case 8:
      return { type: 'CrashWorker', application, workerId: `w-${nextBetween(prng, { min: 1, max: 8 })}` }
    case 9:
      return { type: 'SetWorkload', workload: randomWorkload(prng) }
    case 10:
      return pick<Command>(prng, [
        { type: 'SetProducerCount', producerCount: nextBelow(prng, 9) },
        { type: 'SetWorkerCount', application, workerCount: nextBelow(prng, 5) },
      ])
    default:
      return { type: 'SetWorkPerRecord', application, workUs: pick(prng, [0, 50, 2_000, 20_000]) }
  }
}

/** Traffic stops, work becomes quick, and at least two workers live. */
function calm(atUs: SimUs, applications: readonly KclSettings[]): LoggedCommand[] {
  const silence: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 0, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } }
  const commands: Command[] = [
    { type: 'SetWorkload', workload: silence },
    ...applications.flatMap(({ name: application }): Command[] => [
      { type: 'SetWorkPerRecord', application, workUs: 10 },
      { type: 'SetWorkerCount', application, workerCount: 2 },
    ]),
  ]
  return commands.map((command) => ({ atUs, command }))
}

function randomHashKey(prng: Prng): bigint {
  const sixteenth = (HASH_KEY_MAX + 1n) / 16n
  return sixteenth * BigInt(nextBelow(prng, 16)) + pick(prng, [0n, 1n, 2n, sixteenth / 3n])
}

export function pick<T>(prng: Prng, items: readonly T[]): T {
  return items[nextBelow(prng, items.length)]
}
