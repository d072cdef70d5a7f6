/** Carries out one command of the log, at the world's own instant. A refusal of the service is told, never thrown. */
import { unreachable } from '../base/assert'
import { isAccountCommand } from './account/accountCommands'
import type { CallCommand, Command, Workload } from './commands'
import { submitToApplications } from './consumers/submitToApplications'
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
    case 'DelayRequest':
      return submitToProducers(world, environment, command, sink)
    case 'AddApplication':
    case 'RemoveApplication':
    case 'CrashApplication':
    case 'RestartApplication':
    case 'SetApplicationSettings':
    case 'SetWorkerCount':
    case 'AddWorker':
    case 'RemoveWorker':
    case 'CrashWorker':
    case 'PauseWorker':
    case 'SetWorkPerRecord':
    case 'SetDeaggregation':
    case 'SetDeduplication':
      return submitToApplications(world, environment, command, sink)
    default:
      if (isAccountCommand(command)) return environment.account.submit(world, environment, command, sink)
      return unreachable(command)
  }
}

/** A file that is not loaded, or has no such column, leaves the traffic as it is. */
function setWorkload(world: World, environment: Environment, workload: Workload, sink: Sink): void {
  const problem = problemOf(environment, workload)
  if (problem !== null) return tell(world, sink, { kind: 'CommandRefused', command: 'SetWorkload', reason: problem })
  world.workload = workload
  world.workloadSinceUs = world.nowUs
  for (const producer of world.producers) if (producer.workload === null) setTraffic(world, producer)
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
