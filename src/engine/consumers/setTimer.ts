/** What an application promises itself; void once it has crashed. */
import type { SimUs } from '../../base/units'
import { schedule } from '../agenda'
import type { World } from '../state'
import type { Application, ApplicationTimer } from './application'

export function setTimer(world: World, { applicationIndex, life }: Application, dueUs: SimUs, timer: ApplicationTimer): void {
  schedule(world.agenda, dueUs, { type: 'ApplicationTimer', applicationIndex, life, timer })
}
