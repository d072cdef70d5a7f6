/** Who may speak to the service: no page of a stranger, and nobody who was led here under another name. */
import type { Headers } from '../../wire/httpMessage'
import { isIP } from 'node:net'

export interface Rules {
  /** Names, besides those of this machine, under which the service is called. */
  hosts: ReadonlySet<string>
  /** An address cannot be made to point elsewhere, so beyond loopback every one is taken. */
  anyAddress: boolean
  /** Origins of pages, besides those of this machine. */
  origins: ReadonlySet<string>
}

const PREFLIGHT_SECONDS = '172800'
const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amz-request-id,x-amz-id-2,x-amzn-ErrorMessage,Date'
const HEADER_NAMES = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+( *, *[A-Za-z0-9!#$%&'*+.^_`|~-]+)*$/

const HOST_REFUSED = 'This service answers to names of this machine only, such as localhost:4567. Start it with --allow-host NAME to allow another one.'
const ORIGIN_REFUSED = 'This service answers pages of this machine only. Start it with --allow-origin ORIGIN to allow another one.'

/** @returns a sentence for the one who is refused, which repeats nothing of what was sent. */
export function refuseStranger(rules: Rules, host: string | null, origin: string | undefined): string | null {
  if (host === null || !isHostAllowed(rules, host)) return HOST_REFUSED
  return origin === undefined || isOriginAllowed(rules, origin) ? null : ORIGIN_REFUSED
}

function isHostAllowed({ hosts, anyAddress }: Rules, host: string): boolean {
  const name = nameOf(host)
  if (name === null) return false
  return isLoopback(name) || hosts.has(name) || (anyAddress && isIP(unbracketed(name)) !== 0)
}

function isOriginAllowed({ origins }: Rules, origin: string): boolean {
  if (origins.has(origin)) return true
  const [, host] = /^https?:\/\/([^/?#@]+)$/.exec(origin) ?? []
  const name = host === undefined ? null : nameOf(host)
  return name !== null && isLoopback(name)
}

/** @returns the host without its port, in lower case; null when it is none. */
function nameOf(host: string): string | null {
  const [, name] = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]/?#@\\]+)(?::\d{1,5})?$/.exec(host) ?? []
  return name?.toLowerCase().replace(/\.$/, '') ?? null
}

function unbracketed(name: string): string {
  return name.startsWith('[') ? name.slice(1, -1) : name
}

export function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const address = unbracketed(name)
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

/** What an allowed page must hear to see the answer. */
export function corsHeaders(origin: string): Headers {
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED, vary: 'Origin' }
}

export function preflightHeaders(asked: Headers): Headers {
  const names = asked['access-control-request-headers']
  return {
    'access-control-allow-methods': 'POST',
    'access-control-max-age': PREFLIGHT_SECONDS,
    ...(names !== undefined && HEADER_NAMES.test(names) ? { 'access-control-allow-headers': names } : {}),
    ...(asked['access-control-request-private-network'] === 'true' ? { 'access-control-allow-private-network': 'true' } : {}),
  }
}
