/** A person's acts on applications. One that is gone by now makes the act void: another was quicker. */
import { clone } from '../../base/plainData'
import type { Command } from '../commands'
import type { Environment } from '../environment'
import type { RefusalReason } from '../refusalReasons'
import { refuseUnlessWhole } from '../settingBounds'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { Application } from './application'
import { submitToKcl } from './kcl/submitToKcl'
import { kindNamed } from './kinds'
import { addApplication, crashApplication, findApplication, hasPlace, removeApplication, restartApplication } from './lifecycle'
import { problemOfDeduplication, setDeduplication } from './reading/deduplication'
import { APPLICATION_COUNT_MAX, APPLICATIONS_EVER_MAX, WORK_US_MAX, type ApplicationSettings } from './settings'

export type ApplicationCommand = Extract<Command, { type: 'AddApplication' } | { application: string }>

export function submitToApplications(world: World, environment: Environment, command: ApplicationCommand, sink: Sink): void {
  const reason = carryOut(world, environment, command, sink)
  if (reason !== null) tell(world, sink, { kind: 'CommandRefused', command: command.type, reason })
}

/** @returns why it could not be done; null when it was, or was void. */
function carryOut(world: World, environment: Environment, command: ApplicationCommand, sink: Sink): RefusalReason | null {
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
    case 'SetWorkPerRecord': {
      const workUs = Math.min(WORK_US_MAX, Math.max(0, Math.floor(command.workUs)))
      const problem = refuseUnlessWhole('workUs', workUs, { min: 0, max: WORK_US_MAX })
      if (problem === null) application.settings.workUs = workUs
      return problem
    }
    case 'SetDeduplication': {
      const problem = problemOf(world, environment, { ...application.settings, deduplication: command.deduplication })
      if (problem === null) setDeduplication(application, command.deduplication, world.nowUs)
      return problem
    }
    default:
      if (application.kind !== 'kcl') return { key: 'noWorkers', values: { application: command.application, is: application.kind } }
      return application.state === 'RUNNING' ? submitToKcl(world, application, command, sink) : { key: 'crashed', values: { application: command.application } }
  }
}

/** As ConsumerName must be, which an application with enhanced fan-out gives itself. */
const NAME = /^[a-zA-Z0-9_.-]+$/
const NAME_CHARACTERS_MAX = 128

function add(world: World, environment: Environment, settings: ApplicationSettings, sink: Sink): RefusalReason | null {
  if (world.producing.streamName === '') return { key: 'noStream', values: {} }
  if (!NAME.test(settings.name) || settings.name.length > NAME_CHARACTERS_MAX) return { key: 'nameCharacters', values: { name: settings.name, max: NAME_CHARACTERS_MAX } }
  if (findApplication(world, settings.name) !== null) return { key: 'nameTaken', values: { application: settings.name } }
  if (world.applications.length >= APPLICATIONS_EVER_MAX) return { key: 'applicationsEver', values: { max: APPLICATIONS_EVER_MAX } }
  if (!hasPlace(world)) return { key: 'noRoomForApplication', values: { max: APPLICATION_COUNT_MAX } }
  const problem = problemOf(world, environment, settings)
  if (problem === null) addApplication(world, environment, settings, sink)
  return problem
}

function problemOf(world: World, environment: Environment, settings: ApplicationSettings): RefusalReason | null {
  return (
    refuseUnlessWhole('workUs', settings.workUs, { min: 0, max: WORK_US_MAX }) ??
    problemOfDeduplication(settings.deduplication) ??
    kindNamed(environment, settings.kind).problemOf?.(settings, world) ??
    null
  )
}

function setSettings(world: World, environment: Environment, application: Application, settings: ApplicationSettings, sink: Sink): RefusalReason | null {
  if (settings.kind !== application.kind) return { key: 'applicationKind', values: { application: application.settings.name, is: application.kind, wanted: settings.kind } }
  if (settings.name !== application.settings.name) return { key: 'nameKept', values: { application: application.settings.name } }
  const problem = problemOf(world, environment, settings)
  if (problem !== null) return problem
  const before = application.settings
  // A copy, as later acts change it and the log keeps what was said; of the same kind, as was seen above.
  application.settings = clone(settings)
  setDeduplication(application, settings.deduplication, world.nowUs)
  // One that has crashed finds them when it begins again.
  if (application.state === 'RUNNING') kindNamed(environment, application.kind).settingsChanged(world, environment, application, before, sink)
  return null
}
