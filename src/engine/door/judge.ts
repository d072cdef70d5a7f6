/**
 * Who looks at policies and keys. Nobody needs it before somebody guards the door, so it comes with the first call or command
 * that could: worlds hold no functions, so there is one place for it.
 */
import { ensure } from '../../base/assert'
import type { Refused } from '../../kinesis/exceptions'
import type { Shard, Stream, World } from '../state'
import type { AskedCall } from './caller'
import type { KeyReader } from './callerName'

export interface Judge {
  /** Nobody listens without TLS. */
  refuseConnection(world: World, asked: AskedCall): Refused | null
  /** By IAM. */
  refuseAccess(world: World, asked: AskedCall): Refused | null
  /** By KMS, of who puts into a stream that is encrypted. */
  refuseDataKey(world: World, asked: AskedCall): Refused | null
  /** @returns the ordinal after the last record that the reader can decrypt, or the refusal of the first. */
  readableUntil(world: World, stream: Stream, shard: Shard, range: { from: number; to: number }, reader: KeyReader): number | Refused
}

let installed: Judge | null = null

export function installJudge(judge: Judge): void {
  installed = judge
}

export function theJudge(): Judge {
  return ensure(installed, 'who judges calls')
}
