/** What is done to a world to see what it uses. */
import { ensure } from '../../../base/assert'
import { call } from '../../call'
import type { Command } from '../../commands'
import { findStream } from '../../naming'
import { storeBatch } from '../../operations/records/storeBatch'
import { createBatch } from '../../recordBatch'
import { packRecordId } from '../../recordId'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { submit } from '../../submit'
import { NOWHERE } from '../../testing/nowhere'

let records = 0

/** One record of each size, as if there were no limits. */
export function put(world: World, sizes: readonly number[]): void {
  world.account.throttling = false
  for (let from = 0; from < sizes.length; from += 500) {
    const part = sizes.slice(from, from + 500)
    const batch = createBatch(part.length)
    part.forEach((bytes, at) => {
      batch.keyIds[at] = at % 7
      batch.bytes[at] = bytes
      batch.recordIds[at] = packRecordId(0, records++)
    })
    batch.count = part.length
    storeBatch(world, ensure(findStream(world, 's'), 'stream'), batch, silentSink)
  }
}

export function api(world: World, operation: string, input: object): void {
  const answer = call(world, { operation, input } as Parameters<typeof call>[1], silentSink)
  if (!answer.ok) throw new Error(`${operation}: ${answer.refusal.message}`)
}

export function act(world: World, command: Command): void {
  submit(world, NOWHERE, command, silentSink)
}
