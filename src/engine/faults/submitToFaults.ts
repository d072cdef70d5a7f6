/** A person's experiments: begun when all of it reads, stopped when they wish. */
import { createPrng } from '../../base/prng'
import { US_PER_MS } from '../../base/units'
import { EXPERIMENTS_RUNNING_MAX } from '../../kinesis/limits'
import type { AccountCommand } from '../commands'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { noteExperimentStarted, noteExperimentStopped } from '../trail/experimentCalls'
import { endExperiment, endExperiments } from './faults'
import type { Experiment } from './model'
import { readSettings } from './readSettings'

type FaultCommand = Extract<AccountCommand, { type: 'StartExperiment' | 'StopExperiment' }>

/** In the form of AWS FIS, counted: a story can name the one that it stops. */
const ID_DIGITS = 15

/** @returns why it could not be done; null when it was. */
export function submitToFaults(world: World, command: FaultCommand, sink: Sink): RefusalReason | null {
  endExperiments(world, sink)
  if (command.type === 'StartExperiment') return start(world, command, sink)
  const { experimentId } = command
  const experiment = world.guards.faults.running.find((each) => each.experimentId === experimentId)
  if (experiment !== undefined) noteExperimentStopped(world, experiment)
  return endExperiment(world, experimentId, 'stopped', sink) ? null : { key: 'noExperiment', values: { experiment: experimentId } }
}

function start(world: World, { action, parameters, target }: Extract<FaultCommand, { type: 'StartExperiment' }>, sink: Sink): RefusalReason | null {
  const { nowUs, seed } = world
  const { faults } = world.guards
  const settings = { action, parameters, target }
  const read = readSettings(world, settings)
  if ('key' in read) return read
  if (faults.running.length >= EXPERIMENTS_RUNNING_MAX) return { key: 'experimentsMax', values: { max: EXPERIMENTS_RUNNING_MAX } }
  const experimentId = `EXP${String(++faults.started).padStart(ID_DIGITS, '0')}`
  const endsUs = nowUs + read.durationUs
  const prng = createPrng(seed, `experiment/${faults.started}`)
  const experiment: Experiment = { experimentId, settings, strike: read.strike, startedUs: nowUs, endsUs, prng, callsMet: 0, callsFaulted: 0, clients: new Map() }
  faults.running = [...faults.running, experiment]
  noteExperimentStarted(world, experiment)
  tell(world, sink, { kind: 'ExperimentStarted', experimentId, action, ...(target.streamName === null ? {} : { streamName: target.streamName }), shardIds: target.shardIds, endsMs: endsUs / US_PER_MS })
  return null
}
