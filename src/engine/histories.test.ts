import { NOWHERE } from './testing/nowhere'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow } from '../base/prng'
import { checkConservation } from './conservation'
import { checkTiling } from './invariants'
import { endingSequenceNumberOf, startingSequenceNumberOf } from './naming'
import { formatShardId } from '../kinesis/shardId'
import { recordEventsTo } from './recordEvents'
import { randomScenario } from './testing/randomRuns'
import { createReferenceModel } from './testing/referenceModel'
import { goTo, openTimeline, recordingOf } from './timeline'

const FIXED = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12]
/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/histories`. */
const RANDOM = Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))
const ACT_SECONDS = 200

const hashKeys = new Map<string, bigint>()

function hashKeyOf(partitionKey: string): bigint {
  let hashKey = hashKeys.get(partitionKey)
  if (hashKey === undefined) {
    hashKey = BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`)
    hashKeys.set(partitionKey, hashKey)
  }
  return hashKey
}

describe('any history of splits, merges, crashes and traffic', () => {
  it.each([...FIXED, ...RANDOM])('keeps every promise, seed %i', (seed) => {
    const scenario = randomScenario(seed, { actSeconds: ACT_SECONDS })
    const readers = scenario.applications.filter(({ initialPosition }) => initialPosition === 'TRIM_HORIZON').map(({ name }) => name)
    const model = createReferenceModel(readers, hashKeyOf)
    const sink = recordEventsTo((event) => {
      model.see(event)
    })
    const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
    const prng = createPrng(seed, 'looks')
    while (timeline.world.nowUs < scenario.untilMs * 1_000) {
      goTo(timeline, Math.min(scenario.untilMs * 1_000, timeline.world.nowUs + 1 + nextBelow(prng, 20_000_000)), sink)
      checkConservation(timeline.world)
      checkTiling(timeline.world.streams[0]!)
    }
    model.expectAllProcessed()
    const { world } = timeline
    const stored = checkConservation(world).reduce((sum, producer) => sum + producer.recordsAcknowledged, 0)
    expect(model.recordsStored()).toBe(stored)
    for (const shard of world.streams[0]!.shards) {
      // They rise: the reference model has seen to it.
      const { sequenceNumbers } = model.shards.get(formatShardId(shard.shardIndex))!
      const bounds = [startingSequenceNumberOf(shard), sequenceNumbers.at(0), sequenceNumbers.at(-1), endingSequenceNumberOf(shard)]
      const inOrder = bounds.filter((number) => typeof number === 'string').map(BigInt)
      expect(inOrder.every((number, at) => at === 0 || number >= inOrder[at - 1]!)).toBe(true)
      if (sequenceNumbers.length > 0) expect(inOrder[1]! > inOrder[0]! && (shard.closedAtUs === null || inOrder[3]! > inOrder[2]!)).toBe(true)
    }
  })
})
