/** Every outstanding user record of a daemon, wherever it is: in a buffer, a limiter, the collector, a request. */
import type { Daemon } from './model'
import { NONE } from './userRecords'

export function forEachOutstanding(daemon: Daemon, visit: (slot: number) => void): void {
  const { next } = daemon.records
  for (const { slots } of daemon.buffers.values()) for (const slot of slots) visit(slot)
  const queues = [...Array.from(daemon.limiters.values(), ({ byDeadline }) => byDeadline), daemon.collector.heads]
  for (const { heads } of [...daemon.waiting, ...daemon.sent.values()]) queues.push(heads)
  for (const heads of queues) for (const head of heads) for (let slot = head; slot !== NONE; slot = next[slot]) visit(slot)
}
