/** Carries out one command of the log, at the world's own instant. A refusal of the service is told, never thrown. */
import { unreachable } from '../base/assert'
import type { CallCommand, Command, Workload } from './commands'
import { setDeduplication } from './consumers/kcl/deduplication'
import type { KclApplication } from './consumers/kcl/model'
import { addWorker, crashWorker, findWorker, removeWorker, setWorkerCount, WORKER_COUNT_MAX } from './consumers/kcl/workerLife'
import type { Environment } from './environment'
import { setProducerCount, setTraffic } from './producers/lifecycle'
import { submitToProducers } from './producers/submitToProducers'
import { problemOf } from './producers/workloadProblem'
import { PRODUCER_COUNT_MAX } from './recordId'
import { tell, type Sink } from './sink'
import type { World } from './state'

export function submit(world: World, environment: Environment, command: Command, sink: Sink): void {
  world.commandsApplied++
  switch (command.type) {
    case 'Call':
      return submitCall(world, environment, command, sink)
    case 'SetProducerCount':
      return setProducerCount(world, clampCount(command.producerCount, PRODUCER_COUNT_MAX))
    case 'SetWorkload':
      return setWorkload(world, environment, command.workload, sink)
    case 'AddProducer':
    case 'RemoveProducer':
    case 'CrashProducer':
    case 'RestartProducer':
    case 'SetProducerSettings':
    case 'SetProducerTraffic':
    case 'SetNetwork':
    case 'SetPartition':
    case 'LoseRequest':
      return submitToProducers(world, environment, command, sink)
    case 'SetWorkerCount':
    case 'AddWorker':
    case 'RemoveWorker':
    case 'CrashWorker':
    case 'SetWorkPerRecord':
    case 'SetDeaggregation':
    case 'SetDeduplication':
      return submitToApplication(world, command, sink)
    default:
      return unreachable(command)
  }
}

/** A file that is not loaded, or has no such column, leaves the traffic as it is. */
function setWorkload(world: World, environment: Environment, workload: Workload, sink: Sink): void {
  const problem = problemOf(environment, workload)
  if (problem !== null) return tell(world, sink, { kind: 'CommandRefused', command: 'SetWorkload', message: problem })
  world.workload = workload
  world.workloadSinceUs = world.nowUs
  for (const producer of world.producers) if (producer.workload === null) setTraffic(world, producer)
}

type ApplicationCommand = Extract<Command, { application: string }>

/** A worker or application that is gone by now makes the command void: another act was quicker. */
function submitToApplication(world: World, command: ApplicationCommand, sink: Sink): void {
  const application = world.applications.find(({ settings }) => settings.name === command.application)
  if (application === undefined) return
  switch (command.type) {
    case 'SetWorkerCount':
      return setWorkerCount(world, application, clampCount(command.workerCount, WORKER_COUNT_MAX), sink)
    case 'AddWorker':
      if (application.workers.filter(({ state }) => state !== 'CRASHED').length < WORKER_COUNT_MAX) addWorker(world, application, sink)
      return
    case 'RemoveWorker':
      return withWorker(application, command.workerId, (worker) => {
        removeWorker(world, application, worker, sink)
      })
    case 'CrashWorker':
      return withWorker(application, command.workerId, (worker) => {
        crashWorker(world, application, worker, sink)
      })
    case 'SetWorkPerRecord':
      application.settings.workUs = Math.max(0, Math.floor(command.workUs))
      return
    case 'SetDeaggregation':
      application.settings.deaggregation = command.deaggregation
      return
    case 'SetDeduplication':
      return setDeduplication(application, command.deduplication, world.nowUs)
  }
}

function withWorker(application: KclApplication, workerId: string, act: (worker: KclApplication['workers'][number]) => void): void {
  const worker = findWorker(application, workerId)
  if (worker !== null) act(worker)
}

function clampCount(count: number, countMax: number): number {
  return Math.min(countMax, Math.max(0, Math.floor(count)))
}

function submitCall(world: World, environment: Environment, command: CallCommand, sink: Sink): void {
  const { operation, input } = command
  const answer = environment.call(world, command, sink)
  const called = { operation, input: input as Readonly<Record<string, unknown>> }
  if (answer.ok) tell(world, sink, { kind: 'CallAccepted', ...called, output: answer.value as Readonly<Record<string, unknown>> | null })
  else tell(world, sink, { kind: 'CallRefused', ...called, ...answer.refusal })
}
