/** What makes each response its own: request ids as AWS gives them, from the machine's randomness. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Identity } from '../../wire/httpMessage'

/** As recorded: 72 bytes of base64. */
const EXTENDED_ID_BYTES = 72
const POOL_IDS = 64

export function createIdentities(): (nowMs: number) => Identity {
  let pool = Buffer.alloc(0)
  let at = 0
  return (nowMs) => {
    if (at === pool.length) {
      pool = randomBytes(EXTENDED_ID_BYTES * POOL_IDS)
      at = 0
    }
    const extendedId = pool.toString('base64', at, at + EXTENDED_ID_BYTES)
    at += EXTENDED_ID_BYTES
    return { requestId: randomUUID(), extendedId, nowMs }
  }
}
