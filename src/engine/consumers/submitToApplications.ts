/** A person's acts on applications. One that is gone by now makes the act void: another was quicker. */
import { clone } from '../../base/plainData'
import type { Command } from '../commands'
import type { Environment } from '../environment'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { Application } from './application'
import { submitToKcl } from './kcl/submitToKcl'
import { kindNamed } from './kinds'
import { addApplication, crashApplication, findApplication, hasPlace, removeApplication, restartApplication } from './lifecycle'
import { setDeduplication } from './reading/deduplication'
import { APPLICATION_COUNT_MAX, APPLICATIONS_EVER_MAX, WORK_US_MAX, type ApplicationSettings } from './settings'

export type ApplicationCommand = Extract<Command, { type: 'AddApplication' } | { application: string }>

export function submitToApplications(world: World, environment: Environment, command: ApplicationCommand, sink: Sink): void {
  const refusal = carryOut(world, environment, command, sink)
  if (refusal !== null) tell(world, sink, { kind: 'CommandRefused', command: command.type, message: refusal })
}

/** @returns why it could not be done; null when it was, or was void. */
function carryOut(world: World, environment: Environment, command: ApplicationCommand, sink: Sink): string | null {
  if (command.type === 'AddApplication') return add(world, environment, command.settings, sink)
  const application = findApplication(world, command.application)
  if (application === null) return null
  switch (command.type) {
    case 'RemoveApplication':
      removeApplication(world, environment, application, sink)
      return null
    case 'CrashApplication':
      crashApplication(world, environment, application, sink)
      return null
    case 'RestartApplication':
      restartApplication(world, environment, application, sink)
      return null
    case 'SetApplicationSettings':
      return setSettings(world, environment, application, command.settings, sink)
    case 'SetWorkPerRecord':
      application.settings.workUs = Math.min(WORK_US_MAX, Math.max(0, Math.floor(command.workUs)))
      return null
    case 'SetDeduplication':
      setDeduplication(application, command.deduplication, world.nowUs)
      return null
    default:
      if (application.kind !== 'kcl') return `${command.application} has no workers: it is of kind ${application.kind}.`
      return application.state === 'RUNNING' ? submitToKcl(world, application, command, sink) : `${command.application} has crashed: it must be restarted first.`
  }
}

/** As ConsumerName must be, which an application with enhanced fan-out gives itself. */
const NAME = /^[a-zA-Z0-9_.-]{1,128}$/

function add(world: World, environment: Environment, settings: ApplicationSettings, sink: Sink): string | null {
  if (world.producing.streamName === '') return 'There is no stream to read.'
  if (!NAME.test(settings.name)) return `An application's name has 1 to 128 of the characters a–z, A–Z, 0–9, _ . and -: ${settings.name} is none.`
  if (findApplication(world, settings.name) !== null) return `There is an application named ${settings.name} already.`
  if (!hasPlace(world)) return `There is no room for another application: at most ${APPLICATION_COUNT_MAX} at a time, and ${APPLICATIONS_EVER_MAX} in a run.`
  const problem = problemOf(environment, settings)
  if (problem === null) addApplication(world, environment, settings, sink)
  return problem
}

function problemOf(environment: Environment, settings: ApplicationSettings): string | null {
  const { workUs } = settings
  if (!Number.isSafeInteger(workUs) || workUs < 0 || workUs > WORK_US_MAX) return `Work per record must be whole microseconds, 0 to ${WORK_US_MAX}: ${workUs} are not.`
  return kindNamed(environment, settings.kind).problemOf?.(settings) ?? null
}

function setSettings(world: World, environment: Environment, application: Application, settings: ApplicationSettings, sink: Sink): string | null {
  if (settings.kind !== application.kind) return `${application.settings.name} is of kind ${application.kind}, and cannot become ${settings.kind}.`
  if (settings.name !== application.settings.name) return `${application.settings.name} keeps its name.`
  const problem = problemOf(environment, settings)
  if (problem !== null) return problem
  const before = application.settings
  // A copy, as later acts change it and the log keeps what was said; of the same kind, as was seen above.
  application.settings = clone(settings)
  setDeduplication(application, settings.deduplication, world.nowUs)
  // One that has crashed finds them when it begins again.
  if (application.state === 'RUNNING') kindNamed(environment, application.kind).settingsChanged(world, environment, application, before, sink)
  return null
}
