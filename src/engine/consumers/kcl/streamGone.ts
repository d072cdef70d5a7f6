/**
 * The stream of an application is gone. What its workers have fetched and not yet processed goes with it (a KCL would still
 * process it); the leases stay, and with their next calls the workers meet ResourceNotFoundException, which they take for the
 * end of each shard.
 */
import { withdraw } from '../../agenda'
import type { World } from '../../state'
import type { Task } from '../../task'
import type { KclApplication } from './model'

export function forgetStream(world: World, application: KclApplication): void {
  withdraw(world.agenda, (task) => isWorkOf(application, task))
  application.shardTimes = new Map()
  for (const worker of application.workers) {
    worker.shardConsumers = new Map()
    worker.ready = []
    worker.threadsBusy = 0
  }
}

/** On records of a shard: the dispatch makes a new consumer for each lease. */
function isWorkOf({ applicationIndex }: KclApplication, task: Task): boolean {
  switch (task.type) {
    case 'FetchRecords':
    case 'RecordsFetched':
    case 'SliceProcessed':
    case 'EmitActs':
      return task.applicationIndex === applicationIndex
    default:
      return false
  }
}
