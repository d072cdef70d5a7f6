/** Experiments as the calls of AWS FIS that begin and stop them; source of their form: AWS FIS user guide, "Log API calls with AWS CloudTrail". */
import { ACCOUNT_ID, REGION } from '../../kinesis/limits'
import { ACTIONS } from '../faults/actions'
import type { Experiment } from '../faults/model'
import { epochMsOf } from '../naming'
import type { World } from '../state'
import { noteOther } from './noteOther'

const MS_PER_SECOND = 1_000
const NAME = 'shardscope'

/** Here an experiment is asked for at once: its template has the same digits (ours). */
export function noteExperimentStarted(world: World, experiment: Experiment): void {
  const { experimentId } = experiment
  const request = { clientToken: experimentId.toLowerCase(), experimentTemplateId: templateOf(experimentId), tags: {} }
  noteOther(world, { service: 'fis.amazonaws.com', operation: 'StartExperiment', resource: arnOf(experimentId), request, response: { experiment: shown(world, experiment, 'Experiment is initiating.', 'initiating') } })
}

export function noteExperimentStopped(world: World, experiment: Experiment): void {
  const { experimentId } = experiment
  noteOther(world, { service: 'fis.amazonaws.com', operation: 'StopExperiment', resource: arnOf(experimentId), request: { id: experimentId }, response: { experiment: shown(world, experiment, 'Experiment stopped', 'stopping') } })
}

function shown(world: World, { experimentId, settings, startedUs }: Experiment, reason: string, status: string): object {
  const { action, parameters } = settings
  const { resourceType } = ACTIONS[action]
  const startTime = epochMsOf(world, startedUs) / MS_PER_SECOND
  return {
    actions: { [NAME]: { actionId: action, parameters, state: { reason: 'Initial state', status: 'pending' }, targets: { Targets: NAME } } },
    creationTime: startTime,
    experimentTemplateId: templateOf(experimentId),
    id: experimentId,
    startTime,
    state: { reason, status },
    tags: {},
    targets: { [NAME]: { resourceType, selectionMode: 'ALL' } },
  }
}

function templateOf(experimentId: string): string {
  return experimentId.replace(/^EXP/, 'EXT')
}

function arnOf(experimentId: string): string {
  return `arn:aws:fis:${REGION}:${ACCOUNT_ID}:experiment/${experimentId}`
}
