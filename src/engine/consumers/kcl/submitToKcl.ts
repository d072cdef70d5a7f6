/** A person's acts on the workers of a KCL application. */
import type { Command } from '../../commands'
import type { RefusalReason } from '../../refusalReasons'
import { refuseUnlessWhole } from '../../settingBounds'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { PAUSE_MS_MAX } from './defaults'
import type { KclApplication } from './model'
import { pauseWorker } from './pausing'
import { WORKER_COUNT_MAX } from './settings'
import { addWorker, crashWorker, findWorker, removeWorker, setWorkerCount } from './workerLife'

export type KclCommand = Extract<Command, { type: 'SetWorkerCount' | 'AddWorker' | 'RemoveWorker' | 'CrashWorker' | 'PauseWorker' | 'SetDeaggregation' }>

/** @returns why it could not be done; null when it was, or was void as its worker is gone. */
export function submitToKcl(world: World, application: KclApplication, command: KclCommand, sink: Sink): RefusalReason | null {
  switch (command.type) {
    case 'SetWorkerCount': {
      const workerCount = Math.min(WORKER_COUNT_MAX, Math.max(0, Math.floor(command.workerCount)))
      const problem = refuseUnlessWhole('kcl.workerCount', workerCount, { min: 0, max: WORKER_COUNT_MAX })
      if (problem !== null) return problem
      application.settings.workerCount = workerCount
      setWorkerCount(world, application, workerCount, sink)
      return null
    }
    case 'AddWorker':
      if (aliveIn(application) >= WORKER_COUNT_MAX) return null
      addWorker(world, application, sink)
      application.settings.workerCount = aliveIn(application)
      return null
    case 'SetDeaggregation':
      application.settings.deaggregation = command.deaggregation
      return null
    case 'PauseWorker': {
      const worker = findWorker(application, command.workerId)
      if (worker === null) return null
      const forMs = Math.min(PAUSE_MS_MAX, Math.max(1, Math.floor(command.forMs)))
      const problem = refuseUnlessWhole('kcl.pauseMs', forMs, { min: 1, max: PAUSE_MS_MAX })
      if (problem === null) pauseWorker(world, application, worker, forMs, sink)
      return problem
    }
    case 'RemoveWorker':
    case 'CrashWorker': {
      const worker = findWorker(application, command.workerId)
      if (worker === null) return null
      if (command.type === 'CrashWorker') crashWorker(world, application, worker, sink)
      else {
        removeWorker(world, application, worker, sink)
        application.settings.workerCount = aliveIn(application)
      }
      return null
    }
  }
}

function aliveIn({ workers }: KclApplication): number {
  return workers.filter(({ state }) => state !== 'CRASHED').length
}
