/** What clients see of an experiment: their calls that failed, and how many they had sent before. */
import { US_PER_SECOND } from '../../base/units'
import type { AskedCall } from '../door/caller'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { Experiment } from './model'

/** Ours: soon, with some calls to count; then seldom, as an experiment may last twelve hours. */
const FIRST_TOLD_US = US_PER_SECOND
const TOLD_EVERY_US = 30 * US_PER_SECOND
const CLIENTS_MAX = 1_024

export function noteClient({ nowUs }: World, { clients }: Experiment, { caller, operation, attempt = 1 }: AskedCall, isStruck: boolean): void {
  const name = `${caller} ${operation}`
  let client = clients.get(name)
  if (client === undefined) {
    if (clients.size >= CLIENTS_MAX) return
    client = { caller, operation, met: 0, faulted: 0, retries: 0, dueUs: nowUs + FIRST_TOLD_US }
    clients.set(name, client)
  }
  client.met++
  if (isStruck) client.faulted++
  if (attempt > 1) client.retries++
}

/** @param which `all`: also those that were told of only now, as nothing more will come. */
export function tellClients(world: World, { experimentId, settings: { action }, strike: { exception }, clients }: Experiment, sink: Sink, which: 'due' | 'all' = 'due'): void {
  for (const client of clients.values()) {
    const { caller, operation, met, faulted, retries, dueUs } = client
    if (faulted === 0 || (which === 'due' && world.nowUs < dueUs)) continue
    tell(world, sink, { kind: 'CallsFaulted', experimentId, action, caller, operation, exception, callsMet: met, callsFaulted: faulted, callsRetried: retries })
    client.met = client.faulted = client.retries = 0
    client.dueUs = world.nowUs + TOLD_EVERY_US
  }
}
