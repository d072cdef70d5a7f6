/** The view of experiments, from the state. */
import { US_PER_MS } from '../../base/units'
import { EXPERIMENTS_RUNNING_MAX } from '../../kinesis/limits'
import type { World } from '../state'
import { ACTIONS, FAULT_ACTIONS } from './actions'
import type { EndedExperimentView, ExperimentView, FaultActionView, FaultsView } from './faultsView'
import type { Experiment } from './model'

export function faultsViewOf({ guards, nowUs }: World): FaultsView {
  const { running, ended } = guards.faults
  const isOver = ({ endsUs }: Experiment) => nowUs >= endsUs
  const justEnded = running.filter(isOver).map((each): EndedExperimentView => ({ ...shown(each), status: 'completed', endedMs: each.endsUs / US_PER_MS }))
  return {
    actions: ACTION_VIEWS,
    running: running.filter((each) => !isOver(each)).map((each): ExperimentView => ({ ...shown(each), leftMs: (each.endsUs - nowUs) / US_PER_MS })).reverse(),
    ended: [...ended.map((each): EndedExperimentView => ({ ...shown(each), status: each.status, endedMs: each.endedUs / US_PER_MS })), ...justEnded].reverse(),
    runningMax: EXPERIMENTS_RUNNING_MAX,
  }
}

function shown({ experimentId, settings, startedUs, endsUs, callsMet, callsFaulted }: Omit<Experiment, 'prng' | 'strike' | 'clients'>): Omit<ExperimentView, 'leftMs'> {
  return { experimentId, ...settings, startedMs: startedUs / US_PER_MS, endsMs: endsUs / US_PER_MS, callsMet, callsFaulted }
}

const ACTION_VIEWS: FaultActionView[] = FAULT_ACTIONS.map((action) => {
  const { resourceType, parameters, operations, exception, httpStatus, takesShards } = ACTIONS[action]
  return { action, of: action.startsWith('aws:') ? 'aws' : 'shardscope', resourceType, parameters: [...parameters], operations, exception, httpStatus, takesShards }
})
