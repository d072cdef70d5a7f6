/** The files that a recording names, in whichever of its commands. */
import type { Command, Workload } from '../engine/commands'
import { sourcesOf } from '../engine/producers/workloadSources'
import type { Recording } from '../engine/scenario'

/** @returns ids of sources, each once; whoever has only a scenario leaves out the commands. */
export function namedSources({ scenario, commands = [] }: Pick<Recording, 'scenario'> & Partial<Pick<Recording, 'commands'>>): string[] {
  const acts = [...scenario.commands, ...commands].map(({ command }) => command)
  const workloads = [scenario.producers.workload, ...acts.flatMap((act) => workloadOf(act) ?? [])]
  return [...new Set(workloads.flatMap((workload) => sourcesOf(workload).map(({ sourceId }) => sourceId)))]
}

function workloadOf(command: Command): Workload | null {
  switch (command.type) {
    case 'SetWorkload':
    case 'SetProducerTraffic':
      return command.workload
    case 'AddProducer':
      return command.producer.workload
    default:
      return null
  }
}
