/** A Flink job's random history: crashes, restarts from savepoints, resharding. Its watermark lags enough that of the shards that it knows nothing comes too late, and it is never long without knowing one. */
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../../base/prng'
import { US_PER_MS } from '../../../../base/units'
import type { Command } from '../../../commands'
import { findStream } from '../../../naming'
import { pick } from '../../../testing/randomRuns'
import type { FlinkReaderSettings } from '../settings'
import { drain, runCounting, type Run } from './countingRun'

const ACTS = 14
const OUT_OF_ORDERNESS_MS = 60_000
const ACT_EVERY_MS = { min: 100, max: 14_000 }
/**
 * A shard that no checkpoint knows holds no watermark back, and a job that starts again looks for shards an interval later
 * (FLK KinesisStreamsSourceEnumerator): with an act, a restart and that interval still in `OUT_OF_ORDERNESS_MS`.
 */
const UNKNOWN_MS_MAX = 20_000

export function randomHistory(seed: number, look: (run: Run) => void = () => undefined, source: FlinkReaderSettings['source'] = 'KinesisStreamsSource'): Run {
  const prng = createPrng(seed, 'flink history')
  const window = pick(prng, [{ kind: 'tumbling' as const, sizeMs: 5_000 }, { kind: 'sliding' as const, sizeMs: 6_000, slideMs: 2_000 }])
  const run = runCounting({
    seed,
    source,
    window,
    shardCount: nextBetween(prng, { min: 1, max: 4 }),
    ratePerSecond: 300,
    keyCount: 60,
    parallelism: nextBetween(prng, { min: 1, max: 4 }),
    retrieval: pick(prng, ['polling', 'fanOut']),
    workUs: pick(prng, [0, 500, 4_000]),
    outOfOrdernessMs: OUT_OF_ORDERNESS_MS,
    checkpointIntervalMs: pick(prng, [3_000, 20_000]),
    shardDiscoveryIntervalMs: pick(prng, [1_000, 10_000]),
    deduplication: pick(prng, [null, { idsMax: 1_000_000, windowMs: 3_600_000, workUs: 0 }]),
    outputShards: 2,
  })
  let atMs = 0
  for (let act = 0; act < ACTS; act++) {
    atMs = letKnowShards(run.goTo(atMs + nextBetween(prng, ACT_EVERY_MS)))
    carryOut(run, prng)
    look(run)
  }
  run.restart().set({ parallelism: 1, workUs: 0 }).goTo(atMs + 100_000)
  return drain(run)
}

/** @returns when all shards that are older than that are in a checkpoint. */
function letKnowShards(run: Run): number {
  if (unknownMs(run) > UNKNOWN_MS_MAX) run.restart()
  while (unknownMs(run) > UNKNOWN_MS_MAX) run.goTo(run.world.nowUs / US_PER_MS + 500)
  return run.world.nowUs / US_PER_MS
}

/** A job without a checkpoint looks at all of them first. */
function unknownMs({ world, application: { checkpoints } }: Run): number {
  const known = checkpoints.last === null ? Infinity : (checkpoints.last.lastSeenShard ?? -1)
  const oldest = findStream(world, 's')?.shards.find(({ shardIndex }) => shardIndex > known)
  return oldest === undefined ? 0 : (world.nowUs - oldest.openedAtUs) / US_PER_MS
}

function carryOut(run: Run, prng: Prng): void {
  switch (nextBelow(prng, 8)) {
    case 0:
    case 1:
      run.crash()
      if (nextBelow(prng, 2) === 0) run.restart()
      return
    case 2:
      run.restart()
      return
    case 3:
      run.restart().set(pick(prng, [{ parallelism: nextBetween(prng, { min: 1, max: 6 }) }, { retrieval: pick(prng, ['polling', 'fanOut'] as const) }]))
      return
    default:
      run.act(reshard(prng))
  }
}

function reshard(prng: Prng): Command {
  const StreamName = 's'
  const of = nextBelow(prng, 8)
  switch (nextBelow(prng, 3)) {
    case 0:
      return { type: 'Call', operation: 'UpdateShardCount', input: { StreamName, TargetShardCount: nextBetween(prng, { min: 1, max: 6 }), ScalingType: 'UNIFORM_SCALING' } }
    case 1:
      return { type: 'Call', operation: 'SplitShard', input: { StreamName, ShardToSplit: String(of), NewStartingHashKey: String((BigInt(nextBetween(prng, { min: 1, max: 15 })) << 124n) + 1n) } }
    default:
      return { type: 'Call', operation: 'MergeShards', input: { StreamName, ShardToMerge: String(of), AdjacentShardToMerge: String(of + 1) } }
  }
}
