/** What the command line asks of the service. */
import { parseArgs } from 'node:util'

export interface ServeArguments {
  help: boolean
  port: number
  host: string
  seed: number | null
  speed: number
  scenario: string | null
  data: string | null
  throttling: boolean
  allowOrigins: string[]
  allowHosts: string[]
  quiet: boolean
}

const PORT_DEFAULT = 4_567
const PORT_MAX = 65_535
const SPEED_MIN = 0.1
const SPEED_MAX = 1_000

export const USAGE = `npm run serve -- [--port ${PORT_DEFAULT}] [--host 127.0.0.1] [--scenario S] [--data DIR] [--speed 1] [--seed N]
                 [--no-throttling] [--allow-origin O …] [--allow-host H …] [--quiet]
  --port           where to listen, HTTP/1.1 and HTTP/2 alike; 0 takes any free port
  --host           the address to bind; without it nobody but this machine can connect
  --scenario       begin with a scenario's stream, producers and applications: a name or a JSON file
  --data           a folder that keeps the account between runs
  --speed          virtual seconds a second, ${SPEED_MIN} … ${SPEED_MAX}
  --seed           a whole number, for the chance in a scenario
  --no-throttling  lift the limits of throughput and of calls a second
  --allow-origin   let pages of this origin call, such as https://example.org; those of this machine may
  --allow-host     answer to this name, such as the one that other containers use
  --quiet          print no calls`

/** @throws Error with a sentence for whoever typed it. */
export function readArguments(args: string[]): ServeArguments {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      port: { type: 'string', default: String(PORT_DEFAULT) },
      host: { type: 'string', default: '127.0.0.1' },
      seed: { type: 'string' },
      speed: { type: 'string', default: '1' },
      scenario: { type: 'string' },
      data: { type: 'string' },
      'no-throttling': { type: 'boolean', default: false },
      'allow-origin': { type: 'string', multiple: true, default: [] },
      'allow-host': { type: 'string', multiple: true, default: [] },
      quiet: { type: 'boolean', default: false },
    },
  })
  return {
    help: values.help,
    port: readPort(values.port),
    host: readHost(values.host),
    seed: values.seed === undefined ? null : readSeed(values.seed),
    speed: readSpeed(values.speed),
    scenario: values.scenario ?? null,
    data: values.data === undefined ? null : readFolder(values.data),
    throttling: !values['no-throttling'],
    allowOrigins: values['allow-origin'].map(readOrigin),
    allowHosts: values['allow-host'].map(readName),
    quiet: values.quiet,
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > PORT_MAX) throw new Error(`--port takes a number up to ${PORT_MAX}, not ${text}`)
  return port
}

function readHost(text: string): string {
  if (!/^[A-Za-z0-9:._%-]+$/.test(text)) throw new Error(`--host takes an address such as 127.0.0.1, ::1 or 0.0.0.0, not ${text}`)
  return text
}

function readSeed(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${text}`)
  return seed
}

function readSpeed(text: string): number {
  const speed = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || speed < SPEED_MIN || speed > SPEED_MAX) throw new Error(`--speed takes a number from ${SPEED_MIN} to ${SPEED_MAX}, not ${text}`)
  return speed
}

function readFolder(text: string): string {
  if (text === '') throw new Error('--data takes a folder')
  return text
}

/** As browsers send it: no path, no final slash. */
function readOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  if (origin === 'null' || origin !== text) throw new Error(`--allow-origin takes an origin such as https://example.org, not ${text}`)
  return origin
}

function readName(text: string): string {
  if (!/^[A-Za-z0-9._-]+$/.test(text)) throw new Error(`--allow-host takes a name without port, such as kinesis.test, not ${text}`)
  return text
}
