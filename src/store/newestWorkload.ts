/** The traffic as the person has it in mind: what was asked for last, until the engine has taken it up. */
import type { Workload } from '../engine/commands'
import type { WorldState } from './worldStore'

/** Two changes in quick succession build on each other, though no summary came between them. */
export function newestWorkload({ wantedWorkload, recording, summary }: Pick<WorldState, 'wantedWorkload' | 'recording' | 'summary'>): Workload | undefined {
  if (wantedWorkload === null) return summary?.workload
  const logged = recording?.commands.findLast(({ command }) => command.type === 'SetWorkload')?.command
  const isTakenUp = logged?.type === 'SetWorkload' && JSON.stringify(logged.workload) === JSON.stringify(wantedWorkload)
  return isTakenUp ? summary?.workload : wantedWorkload
}
