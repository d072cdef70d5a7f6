/** The service as a whole: one world, its clock, its port, its folder. Tests start it as the command line does. */
import { environmentWith } from '../environmentWith'
import { US_PER_HOUR, US_PER_MS, US_PER_SECOND } from '../../base/units'
import type { Scenario } from '../../engine/scenario'
import { silentSink } from '../../engine/sink'
import type { Source } from '../../engine/source'
import type { World } from '../../engine/state'
import { createWorld } from '../../engine/world'
import { createManualClock, createWallClock, type Clock, type ManualClock } from './clock'
import { openDataFolder, type DataFolder } from './dataFolder'
import { emptyAccount } from './emptyAccount'
import { isLoopback, type Rules } from './guard'
import { keepWorld } from './keeper'
import { openListener, type Listener } from './listener'
import { keepTime } from './pacemaker'
import { createRequests } from './requests'
import { runWorld, type RunningWorld } from './runningWorld'
import { createSubscriptions } from './subscriptions'
import { createUpgrades, type UpgradeListener } from './upgrades'

/** For requests that are under way when the service ends. */
const GRACE_MS = 5_000

export interface ServiceOptions {
  /** 0: any that is free. */
  port?: number
  host?: string
  clock?: 'wall' | 'manual'
  /** Virtual seconds in a second of the wall clock. */
  speed?: number
  throttling?: boolean
  seed?: number
  /** Null: an empty account. */
  scenario?: Scenario | null
  loadSources?: (scenario: Scenario) => Promise<ReadonlyMap<string, Source>>
  /** A folder that keeps the world between runs. */
  data?: string | null
  /** Names, besides those of this machine, under which the service may be called. */
  allowHosts?: readonly string[]
  allowOrigins?: readonly string[]
  /** Takes a line for whoever started it. */
  log?: (line: string) => void
}

export interface Service {
  readonly port: number
  readonly host: string
  readonly running: RunningWorld
  /** Takes connections that are upgraded on `path`; strangers are refused before. */
  onUpgrade: (path: string, listener: UpgradeListener) => void
  /** While somebody watches, the world keeps up with the clock by itself. @returns what ends it. */
  attend: () => () => void
  /** Moves the manual clock, and the world with it. */
  advance(ms: number): Promise<void>
  /** @returns whether all that is to be kept is on disk. */
  close(): Promise<boolean>
}

/** @throws Error with a sentence for whoever started it. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const folder = options.data === undefined || options.data === null ? null : await openDataFolder(options.data)
  try {
    return await openService(options, folder, await openWorld(options, folder))
  } catch (error) {
    await folder?.close()
    throw error
  }
}

interface OpenWorld {
  scenario: Scenario
  running: RunningWorld
  clock: Clock
  /** Null where the wall clock rules. */
  manual: ManualClock | null
}

async function openWorld(options: ServiceOptions, folder: DataFolder | null): Promise<OpenWorld> {
  const { log = silent, speed = 1, loadSources } = options
  const { scenario, world } = beginOrGoOn(options, folder)
  const sources = (await loadSources?.(scenario)) ?? new Map<string, Source>()
  const startUs = startOf(world, folder !== null && folder.saved !== null)
  const manual = options.clock === 'manual' ? createManualClock(startUs) : null
  const clock = manual ?? createWallClock(startUs, speed)
  const script = scenario.commands.filter(({ atUs }) => atUs > world.nowUs || world.nowUs === 0)
  const onSlip = (lostUs: number) => log(`This machine cannot keep up with the clock: ${(lostUs / US_PER_SECOND).toFixed(1)} s of virtual time are left out.`)
  const running = runWorld({ world, environment: environmentWith(sources), clock, script, onSlip })
  running.listen({
    event(event) {
      if (event.kind === 'RecordsSummarised') log('The memory for records is used up: the oldest are dropped as new ones come, earlier than their retention says.')
    },
  })
  const behindUs = startUs - world.nowUs
  if (behindUs > US_PER_HOUR) log(`Bringing the account up to now, ${Math.round(behindUs / US_PER_HOUR)} h later …`)
  await running.catchUp('however long it takes')
  return { scenario, running, clock, manual }
}

async function openService(options: ServiceOptions, folder: DataFolder | null, { scenario, running, clock, manual }: OpenWorld): Promise<Service> {
  const { host = LOOPBACK, port = 0, speed = 1, log = silent } = options
  const onFailure = (error: unknown) => log(`Something broke inside the service: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const pacemaker = manual === null ? keepTime(running, clock, speed, onFailure) : null
  const attend = pacemaker?.attend ?? (() => () => undefined)
  const rules = rulesOf(options)
  const subscriptions = createSubscriptions(running, attend)
  const requests = createRequests({ running, subscriptions, rules, onFailure })
  const upgrades = createUpgrades(rules)
  const listener = await openListener({ host, port, onExchange: requests.take, onUpgrade: upgrades.take }).catch((error: unknown) => {
    pacemaker?.stop()
    throw error
  })
  const keeper = folder === null ? null : keepWorld(running, scenario, folder, log)
  return {
    port: listener.port,
    host,
    running,
    onUpgrade: upgrades.listen,
    attend,
    async advance(ms) {
      manual?.advance(ms)
      await running.catchUp()
    },
    async close() {
      pacemaker?.stop()
      subscriptions.close()
      await closeListener(listener, () => requests.idle())
      keeper?.stop()
      const isKept = (await keeper?.save()) ?? true
      await folder?.close()
      return isKept
    },
  }
}

const LOOPBACK = '127.0.0.1'
const silent = () => undefined

function beginOrGoOn({ scenario = null, seed, throttling = true, data }: ServiceOptions, folder: DataFolder | null): { scenario: Scenario; world: World } {
  const saved = folder?.saved ?? null
  if (saved !== null && scenario !== null && saved.scenario.id !== scenario.id) {
    const held = saved.scenario.id === emptyAccount.id ? 'an account that began empty' : `a run of the scenario ${saved.scenario.id}`
    throw new Error(`${String(data)} holds ${held}, not of ${scenario.id}. Leave out --scenario, or choose another folder with --data.`)
  }
  const beginning = saved?.scenario ?? { ...(scenario ?? emptyAccount), epochMs: Date.now(), ...(seed === undefined ? {} : { seed }) }
  const world = saved?.world ?? createWorld(beginning, silentSink)
  world.account.throttling = throttling
  return { scenario: beginning, world }
}

/**
 * A saved account goes on at the wall clock's instant, so that its records age as on AWS; one with producers and applications of
 * its own goes on where it stood, since they stood still as well.
 */
function startOf(world: World, isSaved: boolean): number {
  if (!isSaved || world.producers.some(({ state }) => state !== 'STOPPED') || world.applications.length > 0) return world.nowUs
  return Math.max(world.nowUs, (Date.now() - world.epochMs) * US_PER_MS)
}

function rulesOf({ host = LOOPBACK, allowHosts = [], allowOrigins = [] }: ServiceOptions): Rules {
  const names = [host, ...allowHosts].map((name) => name.toLowerCase())
  return { hosts: new Set(names), anyAddress: !isLoopback(host.toLowerCase()), origins: new Set(allowOrigins) }
}

async function closeListener(listener: Listener, idle: () => Promise<void>): Promise<void> {
  const closed = listener.close()
  let timer: NodeJS.Timeout | undefined
  const grace = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, GRACE_MS)
  })
  await Promise.race([idle(), grace])
  clearTimeout(timer)
  await listener.tear()
  await closed
}
