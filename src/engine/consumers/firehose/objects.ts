/** Objects in the bucket: their names, and the bytes that somebody who opens one gets. */
import { share } from '../../../base/plainData'
import type { SimUs } from '../../../base/units'
import type { Environment } from '../../environment'
import { epochMsOf, findStream } from '../../naming'
import type { World } from '../../state'
import { isoText } from '../../utcText'
import { newUuid } from '../lambda/uuid'
import { OBJECT_PIECES_MAX, OBJECTS_MAX } from './constants'
import type { DeliveryPart, FirehoseApplication, Piece, S3Object } from './model'
import { failureLine, verdictOf } from './transformResult'
import { forEachUserData } from './userData'

const LINE_FEED = Uint8Array.of(0x0a)

/** FH: times of day in UTC, those of the oldest record in the object; INFER: in its name too, not in its folder alone. */
export function objectKey(world: World, { settings, prng }: FirehoseApplication, part: DeliveryPart, { oldestUs, version }: { oldestUs: SimUs; version: number }): string {
  const time = isoText(epochMsOf(world, oldestUs))
  const folder = `${time.slice(0, 4)}/${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(11, 13)}/`
  const kind = part.kind === 'records' ? '' : `${part.kind}/`
  const second = `${time.slice(0, 10)}-${time.slice(11, 13)}-${time.slice(14, 16)}-${time.slice(17, 19)}`
  return `${settings.prefix}${kind}${folder}${settings.name}-${version}-${second}-${newUuid(prng)}${part.compression === 'GZIP' ? '.gz' : ''}`
}

/** The bucket keeps everything; the world remembers the newest. */
export function rememberObject({ objects }: FirehoseApplication, object: S3Object): void {
  objects.push(share(object))
  let pieces = objects.reduce((sum, { pieces: own }) => sum + (own?.length ?? 0), 0)
  while (objects.length > OBJECTS_MAX || (pieces > OBJECT_PIECES_MAX && objects.length > 1)) pieces -= objects.shift()?.pieces?.length ?? 0
}

/** The stream is deleted, and the bytes were its own. */
export function forgetContents(application: FirehoseApplication): void {
  application.objects = application.objects.map((object) => share({ ...object, pieces: null }))
}

/** @returns the bytes of an object as they are in the bucket; null where its records are not kept any more, and where there is no such object. */
export function openObject(world: World, environment: Environment, application: FirehoseApplication, key: string): Uint8Array | null {
  const object = application.objects.find((other) => other.key === key)
  return object === undefined || object.pieces === null ? null : bytesOf(world, environment, application, object, object.pieces)
}

/** As stored. @returns null where not all records are kept. */
export function bytesOf(world: World, environment: Environment, application: FirehoseApplication, part: Omit<DeliveryPart, 'firstKey'>, pieces: readonly Piece[]): Uint8Array | null {
  const { shards } = findStream(world, application.streamName) ?? {}
  const out: Uint8Array[] = []
  for (const piece of pieces) {
    const { shardIndex, fromOrdinal, toOrdinal, transform } = piece
    const shard = shards?.[shardIndex]
    if (shard === undefined) return null
    const areKept = forEachUserData(world, shard, fromOrdinal, toOrdinal, (userData) => {
      const verdict = verdictOf(transform, shardIndex, userData)
      if (part.kind === 'processing-failed') {
        if (verdict === 'ProcessingFailed') out.push(failureLine(world, application, piece, userData))
      } else if (verdict === 'Ok') {
        out.push(userData.data)
        if (part.isDelimited) out.push(LINE_FEED)
      }
    })
    if (!areKept) return null
  }
  const bytes = joined(out)
  return part.compression === 'GZIP' ? environment.gzip(bytes) : bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
