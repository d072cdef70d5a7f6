/** A long pause of one worker, as by its garbage collector: the process is there, and nothing in it runs. */
import { US_PER_MS } from '../../../base/units'
import { schedule } from '../../agenda'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import type { Task } from '../../task'
import { WAKING_US } from './defaults'
import type { KclApplication, KclWorker } from './model'
import { endSubscription } from './retrieving'

/** Its connections break, as nobody reads from them; what it has fetched and begun stays in its hands. */
export function pauseWorker(world: World, application: KclApplication, worker: KclWorker, forMs: number, sink: Sink): void {
  if (worker.state === 'CRASHED') return
  worker.pausedUntilUs = Math.max(worker.pausedUntilUs, world.nowUs + forMs * US_PER_MS)
  for (const consumer of worker.shardConsumers.values()) {
    if (consumer.readerNumber === null) continue
    endSubscription(world, application, consumer)
    if (consumer.readFrom === null && consumer.state === 'PROCESSING') consumer.state = 'INITIALIZING'
  }
  tell(world, sink, { kind: 'WorkerPaused', application: application.settings.name, workerId: worker.workerId, forMs })
}

export function isPaused({ nowUs }: World, { pausedUntilUs }: KclWorker): boolean {
  return nowUs < pausedUntilUs
}

/** A task that falls into the pause runs at its end: first the work in hand, then whatever begins with a call. */
export function postpone({ agenda }: World, { pausedUntilUs }: KclWorker, task: Task): void {
  const isInHand = task.type === 'SliceProcessed' || task.type === 'RecordsFetched' || task.type === 'EmitActs'
  schedule(agenda, pausedUntilUs + (isInHand ? 0 : WAKING_US), task)
}
