/** Random histories of a stream and of the applications that read it, from a seed: for tests of what each of them promises. */
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { US_PER_MS, US_PER_SECOND, type SimUs } from '../../../base/units'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import type { Command, LoggedCommand, SyntheticWorkload, Workload } from '../../commands'
import { KPL_DEFAULTS } from '../../producers/kpl/settings'
import { SDK_DEFAULTS } from '../../producers/sdk/settings'
import { CLEAR_NETWORK, type ProducerSettings } from '../../producers/settings'
import type { Scenario } from '../../scenario'
import { quietScenario } from '../../testing/quietWorld'
import { pick } from '../../testing/randomRuns'
import type { ApplicationSettings } from '../settings'

/** An application that takes part in histories. */
export interface Reader {
  name: string
  /** Random settings of its sort; `retrieval` among them where it may be flipped. */
  settings: (prng: Prng, name: string) => ApplicationSettings
  /** The same with which it soon has read whatever there is. */
  quick: (settings: ApplicationSettings) => ApplicationSettings
  /** It keeps all four promises, whatever happens. */
  isCorrect: boolean
  crashes: boolean
  /** How long much is to happen to it, and then how long it may take to read what is left; absent: as long as with most. */
  actSeconds?: number
  calmSeconds?: number
}

export interface History {
  seed: number
  scenario: Scenario
  commands: LoggedCommand[]
  readers: Reader[]
  /** Until then records are put, and acts happen. */
  calmUs: SimUs
  /** Whoever has crashed is back, nothing more is put, and there is time to read it all. */
  endUs: SimUs
}

const ACT_SECONDS = 24
const CALM_SECONDS = 75
const ACTS_MAX = 14
const READERS_MAX = 3

export function randomHistory(seed: number, all: readonly Reader[]): History {
  const prng = createPrng(seed, 'readers')
  const shardCount = nextBetween(prng, { min: 1, max: 3 })
  const readers = some(prng, all)
  const actUs = US_PER_SECOND * Math.max(...readers.map(({ actSeconds = ACT_SECONDS }) => actSeconds))
  const added = readers.map((reader) => ({ ...reader, atUs: nextBelow(prng, 2) * nextBelow(prng, (ACT_SECONDS * US_PER_SECOND) / 3), settings: reader.settings(prng, reader.name) }))
  const begin: Command[] = [{ type: 'SetNetwork', network: randomNetwork(prng) }, ...producers(prng)]
  const acts: LoggedCommand[] = added.map(({ atUs, settings }) => ({ atUs, command: { type: 'AddApplication', settings } }))
  for (let count = nextBetween(prng, { min: 2, max: ACTS_MAX }); count > 0; count--) {
    const atUs = nextBelow(prng, 2) === 0 ? nextBelow(prng, actUs) : US_PER_SECOND * nextBelow(prng, actUs / US_PER_SECOND)
    acts.push({ atUs, command: randomAct(prng, pick(prng, added)) })
  }
  const calm: Command[] = [{ type: 'SetNetwork', network: CLEAR_NETWORK }, ...begin.slice(1).map((_, producerIndex) => silence(producerIndex))]
  for (const { name, settings, quick } of added) calm.push({ type: 'RestartApplication', application: name }, { type: 'SetApplicationSettings', application: name, settings: quick(settings) })
  for (const { name, settings } of added) if (settings.kind === 'kcl') calm.push({ type: 'SetWorkerCount', application: name, workerCount: 2 })
  const at = (atUs: SimUs) => (command: Command) => ({ atUs, command })
  const commands = [...begin.map(at(0)), ...acts.sort((left, right) => left.atUs - right.atUs), ...calm.map(at(actUs))]
  return { seed, scenario: { ...quietScenario({ shardCount }), seed }, commands, readers, calmUs: actUs, endUs: actUs + Math.max(...readers.map(({ calmSeconds = CALM_SECONDS }) => calmSeconds)) * US_PER_SECOND }
}

function some(prng: Prng, all: readonly Reader[]): Reader[] {
  const first = nextBelow(prng, all.length)
  return Array.from({ length: Math.min(all.length, nextBetween(prng, { min: 1, max: READERS_MAX })) }, (_, at) => all[(first + at) % all.length])
}

function silence(producerIndex: number): Command {
  return { type: 'SetProducerTraffic', producerIndex, workload: workloadOf(0, 1), trafficPercent: 100 }
}

function workloadOf(ratePerSecond: number, keyCount: number): SyntheticWorkload {
  return { kind: 'synthetic', ratePerSecond, recordBytes: 60, keys: { kind: 'uniform', keyCount } }
}

/** One on the SDK, one on the KPL, or both. */
function producers(prng: Prng): Command[] {
  const sdk: ProducerSettings = { ...SDK_DEFAULTS, requestTimeoutMs: pick(prng, [60, 1_000]) }
  const kpl: ProducerSettings = { ...KPL_DEFAULTS, recordMaxBufferedTimeMs: pick(prng, [100, 600]), requestTimeoutMs: pick(prng, [100, 600]) }
  return pick(prng, [[sdk], [kpl], [sdk, kpl]]).map((settings) => {
    const workload: Workload = workloadOf(pick(prng, [3, 12, 30]), pick(prng, [1, 4, 40]))
    return { type: 'AddProducer', producer: { settings, workload, trafficPercent: 100 } }
  })
}

function randomNetwork(prng: Prng) {
  return { requestLossPercent: pick(prng, [0, 0, 10]), responseLossPercent: pick(prng, [0, 0, 20]), delayMsMax: pick(prng, [0, 0, 40, 400]) }
}

/** Many of these are refused, or come to nothing: that is part of it. */
function randomAct(prng: Prng, { name: application, crashes, settings }: { name: string; crashes: boolean; settings: ApplicationSettings }): Command {
  switch (nextBelow(prng, 12)) {
    case 0:
    case 1:
      return crashes ? { type: 'CrashApplication', application } : reshard(prng)
    case 2:
    case 3:
      return { type: 'RestartApplication', application }
    case 4:
    case 5:
      return 'retrieval' in settings ? { type: 'SetApplicationSettings', application, settings: { ...settings, retrieval: pick(prng, ['polling', 'fanOut']) } } : reshard(prng)
    case 6:
      // A whole invocation at that pace would outlast the history.
      return { type: 'SetWorkPerRecord', application, workUs: pick(prng, settings.kind === 'firehose' || settings.kind === 'lambda' ? [0, 1_000] : [0, 1_000, 60_000]) }
    case 7:
      return crashes && settings.kind === 'kcl' ? offOne(prng, application) : reshard(prng)
    case 8:
      return pick<Command>(prng, [{ type: 'SetNetwork', network: randomNetwork(prng) }, { type: 'SetWorkerCount', application, workerCount: nextBetween(prng, { min: 1, max: 3 }) }])
    default:
      return reshard(prng)
  }
}

/** A worker crashes, or nothing runs in it for a while. */
function offOne(prng: Prng, application: string): Command {
  const workerId = `w-${nextBetween(prng, { min: 1, max: 4 })}`
  return pick<Command>(prng, [{ type: 'CrashWorker', application, workerId }, { type: 'PauseWorker', application, workerId, forMs: pick(prng, [300, 4_000]) }, { type: 'RemoveWorker', application, workerId }])
}

function reshard(prng: Prng): Command {
  const lower = nextBelow(prng, 6)
  return pick<Command>(prng, [
    { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 1, max: 4 }), ScalingType: 'UNIFORM_SCALING' } },
    { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(lower), NewStartingHashKey: String((HASH_KEY_MAX / 16n) * BigInt(1 + nextBelow(prng, 15))) } },
    { type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: String(lower), AdjacentShardToMerge: String(lower + 1 + nextBelow(prng, 2)) } },
  ])
}

/** An instant before the calm, often one at which somebody acts. */
export function instantWithin(prng: Prng, { commands, calmUs }: History): SimUs {
  const { atUs } = pick(prng, commands)
  return nextBelow(prng, 2) === 0 ? 1 + nextBelow(prng, calmUs) : atUs + nextBelow(prng, 60) * US_PER_MS
}
