/** Made-up traffic: how many records a beat owes, and the key and the size of each. */
import { US_PER_SECOND } from '../../base/units'
import { MAX_RECORD_SIZE_DEFAULT } from '../../kinesis/limits'
import type { SyntheticWorkload } from '../commands'
import type { Environment } from '../environment'
import { NUMBERED_PREFIX } from '../keySpace'
import type { World } from '../state'
import { fileKeys, fileNamed, keyLengthsOf, nextRecordId, type Collect, type Room } from './collect'
import { LINGER_US, type ProducerCore, type Traffic } from './core'
import { keyDrawer } from './keyDraw'
import { fullRateUs } from './rateShape'
import { sizeDrawer } from './sizeDraw'

const PERCENT = 100

export function makeSynthetic(world: World, environment: Environment, producer: ProducerCore, workload: SyntheticWorkload, collect: Collect, room?: Room): void {
  const count = countOwed(world, producer, workload, room)
  if (workload.sizes === undefined && workload.keys.kind !== 'source') makeAlike(producer, workload, count, collect)
  else makeVaried(world, environment, producer, workload, count, collect)
}

/** Shared traffic is owed by all its producers alike. */
function countOwed(world: World, { traffic, trafficPercent, workload: own }: ProducerCore, { rate, ratePerSecond }: SyntheticWorkload, room?: Room): number {
  const unit = US_PER_SECOND * PERCENT * (own === null ? world.sharers : 1)
  if (room?.isBeat === false) return takeOwed(traffic, unit, room)
  const toUs = world.nowUs - (own === null ? world.workloadSinceUs : traffic.sinceUs)
  const owedUs = rate === undefined ? LINGER_US : fullRateUs(rate, { fromUs: toUs - LINGER_US, toUs })
  traffic.credit += ratePerSecond * trafficPercent * owedUs
  return takeOwed(traffic, unit, room)
}

function takeOwed(traffic: Traffic, unit: number, room: Room | undefined): number {
  const owed = Math.floor(traffic.credit / unit)
  if (room === undefined) {
    traffic.credit -= owed * unit
    return owed
  }
  const count = Math.min(owed, room.recordsMax)
  room.heldBack = Math.min(owed - count, room.heldBackMax)
  room.notMade = owed - count - room.heldBack
  traffic.credit -= (owed - room.heldBack) * unit
  return count
}

/** The usual traffic, and the one that must be quick: numbered keys, one size. */
function makeAlike(producer: ProducerCore, { keys, recordBytes }: SyntheticWorkload, count: number, collect: Collect): void {
  const draw = keyDrawer(keys, producer.prng, producer.books.recordsMeant, null)
  for (let made = 0; made < count; made++) {
    const keyId = draw()
    collect(keyId, recordBytes, NUMBERED_PREFIX.length + digitsOf(keyId), nextRecordId(producer))
  }
}

function makeVaried(world: World, environment: Environment, producer: ProducerCore, workload: SyntheticWorkload, count: number, collect: Collect): void {
  const { keys, sizes, recordBytes } = workload
  const file = keys.kind === 'source' ? fileKeys(world, environment, keys) : null
  const lineBytes = sizes?.kind === 'source' ? fileNamed(environment, sizes.sourceId).bytes : null
  // A file without lines has nothing to draw from.
  if (file?.column.valueIndex.length === 0 || lineBytes?.length === 0) return
  const draw = keyDrawer(keys, producer.prng, producer.books.recordsMeant, file === null ? null : { base: file.base, valueIndex: file.column.valueIndex })
  const size = sizes === undefined ? null : sizeDrawer(sizes, { medianBytes: recordBytes, bytesMax: MAX_RECORD_SIZE_DEFAULT, lineBytes }, producer.prng)
  const keyLengths = file === null ? null : keyLengthsOf(file.column)
  const base = file?.base ?? 0
  for (let made = 0; made < count; made++) {
    const keyId = draw()
    const keyBytes = keyLengths === null ? NUMBERED_PREFIX.length + digitsOf(keyId) : keyLengths[keyId - base]
    collect(keyId, size === null ? recordBytes : size(), keyBytes, nextRecordId(producer))
  }
}

function digitsOf(number: number): number {
  let digits = 1
  for (let bound = 10; number >= bound; bound *= 10) digits++
  return digits
}
