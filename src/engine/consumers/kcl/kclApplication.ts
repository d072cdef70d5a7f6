/** An application on the KCL, as one kind of application among others. Its workers have tasks of their own. */
import type { ApplicationActs } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { TOLD_EVERY_US } from '../checkState'
import { createCoordinator } from './leadership'
import type { KclApplication } from './model'
import { changeRetrieval } from './retrieving'
import type { KclSettings } from './settings'
import { kclSettingsProblem } from './settingsProblem'
import { forgetStream } from './streamGone'
import { meetShardGone, receivePushed } from './takeBatch'
import { addWorker, crashWorker, setWorkerCount } from './workerLife'

function start(world: World, application: KclApplication, sink: Sink): void {
  for (let count = 0; count < application.settings.workerCount; count++) addWorker(world, application, sink)
}

export const kclKind: ApplicationActs<KclApplication> & { start: typeof start } = {
  problemOf: kclSettingsProblem,
  create: (core, settings) => ({
    ...core,
    kind: 'kcl',
    settings,
    leases: new Map(),
    workers: [],
    nextWorkerNumber: 1,
    holeAt: null,
    holesConfirmed: 0,
    shardTimes: new Map(),
    coordinator: createCoordinator(),
    exceptions: 0,
    exceptionsToldUs: -TOLD_EVERY_US,
    emitted: null,
  }),
  start,
  begin: (world, _environment, application, sink) => {
    setWorkerCount(world, application, application.settings.workerCount, sink)
  },
  received: (world, _environment, application, reader, fetched) => {
    receivePushed(world, application, reader, fetched)
  },
  shardGone: (world, _environment, application, reader) => {
    meetShardGone(world, application, reader)
  },
  timer: () => undefined,
  crash(world, application, sink) {
    for (const worker of application.workers) crashWorker(world, application, worker, sink)
  },
  stop(world, _environment, application, sink) {
    setWorkerCount(world, application, 0, sink)
  },
  streamGone: forgetStream,
  settingsChanged(world, _environment, application, before, sink) {
    const { settings } = application
    if (needsRedeployment(before, settings)) setWorkerCount(world, application, 0, sink)
    else if (before.retrieval !== settings.retrieval) for (const worker of application.workers) changeRetrieval(world, application, worker)
    if (before.workerCount !== settings.workerCount || needsRedeployment(before, settings)) setWorkerCount(world, application, settings.workerCount, sink)
  },
}

/** What workers cannot change while they run: all of them leave in order, and new ones come. */
function needsRedeployment(before: KclSettings, after: KclSettings): boolean {
  return before.version !== after.version || before.failoverTimeMs !== after.failoverTimeMs || (before.connector === null) !== (after.connector === null)
}
