/** What each step of a record's way costs by itself: hash, route, append, read. */
import { environmentWith } from '../environmentWith'
import { createPrng, nextU32 } from '../../base/prng'
import { md5OfNumbered } from '../../kinesis/md5'
import { NUMBERED_PREFIX } from '../../engine/keySpace'
import { openTimeline, recordingOf } from '../../engine/timeline'
import { silentSink } from '../../engine/sink'
import { routeWords, routingOf } from '../../engine/routing'
import { appendRecord, createShardLog, measureRead } from '../../engine/shardLog'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { bestNsPerStep } from './measure'

const RECORDS = 1_000_000
const HASHES = 65_536
const SHARDS = 1_000
const READ_RECORDS = 10_000
const READ_BYTES_MAX = 10 * 1_048_576

export function measureSteps(): Record<'hash' | 'route' | 'append' | 'read', number> {
  const words = randomHashes()
  const log = createShardLog()
  return {
    hash: bestNsPerStep(RECORDS, () => {
      for (let number = 0; number < RECORDS; number++) md5OfNumbered(NUMBERED_PREFIX, number, words, 0)
    }),
    route: measureRoute(randomHashes()),
    append: bestNsPerStep(RECORDS, () => {
      for (let number = 0; number < RECORDS; number++) appendRecord(log, log.nextOrdinal, number, 100, 0, number)
    }),
    read: bestNsPerStep(RECORDS, () => {
      for (let from = 1; from <= RECORDS; from += READ_RECORDS) {
        measureRead(log, from, { recordsMax: READ_RECORDS, bytesMax: READ_BYTES_MAX })
      }
    }),
  }
}

function measureRoute(words: Uint32Array): number {
  if (reshardUnderLag.stream === null) throw new Error('no scenario to take a stream from')
  const { world } = openTimeline(recordingOf({ ...reshardUnderLag, stream: { ...reshardUnderLag.stream, shardCount: SHARDS } }), environmentWith(new Map()), silentSink)
  const [stream] = world.streams
  if (stream === undefined) throw new Error('no stream')
  const routing = routingOf(stream)
  return bestNsPerStep(RECORDS, () => {
    for (let record = 0; record < RECORDS; record++) routeWords(routing, words, 4 * (record % HASHES))
  })
}

function randomHashes(): Uint32Array {
  const prng = createPrng(1, 'bench')
  return Uint32Array.from({ length: 4 * HASHES }, () => nextU32(prng))
}
