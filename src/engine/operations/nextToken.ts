/** NextToken: the rest of a question as opaque text, good for a while. */
import { fromBase64, toBase64 } from '../../base/base64'
import { US_PER_SECOND, type SimUs } from '../../base/units'
import { accepted, refused, type Answer } from '../../kinesis/exceptions'
import { NEXT_TOKEN_LIFE_US } from '../../kinesis/limits'
import type { World } from '../state'

/** @param page of plain ASCII. */
export function formatNextToken(world: World, page: object): string {
  return toBase64(JSON.stringify({ ...page, issuedAtUs: world.nowUs }))
}

/**
 * Texts UNVERIFIED.
 * @param isMade tells what the operation itself put into a token; members may be missing, and of any type.
 */
export function readNextToken<Page>(world: World, token: string, isMade: (page: Page) => boolean): Answer<Page> {
  const page = parse(token) as (Page & { issuedAtUs: SimUs }) | null
  if (page === null || !Number.isSafeInteger(page.issuedAtUs) || !isMade(page)) return refused('InvalidArgumentException', 'NextToken is invalid.')
  if (world.nowUs - page.issuedAtUs <= NEXT_TOKEN_LIFE_US) return accepted(page)
  return refused('ExpiredNextTokenException', `NextToken has expired. The pagination token is valid for ${NEXT_TOKEN_LIFE_US / US_PER_SECOND} seconds.`)
}

/** @returns null where it stands for no stream; it may have expired. */
export function streamNameInToken(token: string): string | null {
  const { streamName } = (parse(token) ?? {}) as { streamName?: unknown }
  return typeof streamName === 'string' ? streamName : null
}

/** @returns null for what is no object. */
function parse(token: string): object | null {
  try {
    const page: unknown = JSON.parse(fromBase64(token) ?? '')
    return typeof page === 'object' ? page : null
  } catch {
    return null
  }
}
