/** An object that an application has written to S3, opened by whoever inspects it. */
import type { Bytes } from '../../base/units'
import type { Environment } from '../environment'
import type { World } from '../state'
import { openObject } from './firehose/objects'
import { findApplication } from './lifecycle'

export interface OpenedObject {
  key: string
  /** As stored. */
  bytes: Bytes
  /** The first `HEAD_BYTES_MAX` of them. */
  headHex: string
}

const HEAD_BYTES_MAX = 16_384

/** @returns null where there is no such object, and where its records are not kept any more. */
export function openedObject(world: World, environment: Environment, { application, key }: { application: string; key: string }): OpenedObject | null {
  const found = findApplication(world, application)
  const bytes = found?.kind === 'firehose' ? openObject(world, environment, found, key) : null
  return bytes === null ? null : { key, bytes: bytes.length, headHex: hexOf(bytes.subarray(0, HEAD_BYTES_MAX)) }
}

function hexOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}
