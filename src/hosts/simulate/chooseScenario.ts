/** The scenario that the command line names, with its settings changed and checked. */
import { existsSync, readFileSync } from 'node:fs'
import type { Scenario } from '../../engine/scenario'
import { findScenario, scenarios } from '../../scenarios/scenarios'
import { readScenario } from '../../scenarios/scenarioSchema'
import type { SimulateArguments } from './arguments'

/** @throws Error with a sentence for whoever typed it. */
export async function chooseScenario({ scenario: name, seed, settings }: Pick<SimulateArguments, 'scenario' | 'seed' | 'settings'>): Promise<Scenario> {
  const chosen: unknown = structuredClone(name === null ? null : ((await findScenario(name)) ?? readFile(name)))
  if (chosen === null) throw new Error(`Which scenario? One of: ${names()}, or a JSON file.`)
  for (const setting of settings) change(chosen, setting)
  const result = readScenario(chosen)
  if ('problems' in result) throw new Error(`The scenario ${name} cannot be run:\n  ${result.problems.join('\n  ')}`)
  return seed === null ? result.scenario : { ...result.scenario, seed }
}

export function names(): string {
  return scenarios.map(({ id }) => id).join(', ')
}

function readFile(path: string): unknown {
  if (!existsSync(path)) throw new Error(`There is no scenario and no file named ${path}. Scenarios: ${names()}.`)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} is not JSON: ${String(error)}`, { cause: error })
  }
}

function change(scenario: unknown, { path, value }: SimulateArguments['settings'][number]): void {
  let place = scenario
  for (const step of path.slice(0, -1)) place = childOf(place, step, path)
  const last = path[path.length - 1] ?? ''
  childOf(place, last, path)
  ;(place as Record<string, unknown>)[last] = value
}

/** Only what is there can be changed: a misspelt path must not pass unnoticed. */
function childOf(place: unknown, step: string, path: readonly string[]): unknown {
  if (typeof place !== 'object' || place === null || !Object.hasOwn(place, step)) {
    throw new Error(`--set ${path.join('.')}: there is no ${step} in the scenario.`)
  }
  return (place as Record<string, unknown>)[step]
}
