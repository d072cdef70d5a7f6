/** A Flink job's random history: crashes, restarts from savepoints, resharding. Its watermark lags enough that nothing comes too late. */
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../../base/prng'
import type { Command } from '../../../commands'
import { pick } from '../../../testing/randomRuns'
import { drain, runCounting, type Run } from './countingRun'

const ACTS = 14
const OUT_OF_ORDERNESS_MS = 60_000

export function randomHistory(seed: number, look: (run: Run) => void = () => undefined): Run {
  const prng = createPrng(seed, 'flink history')
  const window = pick(prng, [{ kind: 'tumbling' as const, sizeMs: 5_000 }, { kind: 'sliding' as const, sizeMs: 6_000, slideMs: 2_000 }])
  const run = runCounting({
    seed,
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
    atMs += nextBetween(prng, { min: 100, max: 14_000 })
    run.goTo(atMs)
    carryOut(run, prng)
    look(run)
  }
  run.restart().set({ parallelism: 1, workUs: 0 }).goTo(atMs + 100_000)
  return drain(run)
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
