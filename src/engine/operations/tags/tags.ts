/** Tags of a stream or consumer: what may be in them, how many, and in which order they are listed. */
import type { ApiShape } from '../../../kinesis/api/types'
import { refused, type Refused } from '../../../kinesis/exceptions'
import { TAGS_MAX } from '../../../kinesis/limits'

const VALID = /^[\p{L}\p{N}\p{Z}_./=+\-%@]*$/u

/**
 * All sentences, and that of more than 50 tags with its 10, are as recorded on AWS (kinesalite tests; kinesalite#54).
 * @param resource is where they go, as in "stream S under account A". @returns null when all may be added.
 */
export function refuseTags(resource: string, present: ReadonlyMap<string, string>, added: Readonly<Record<string, string>>): Refused | null {
  const entries = Object.entries(added)
  const refusal = refuseCharacters(entries.flat(), `Failed to add tags to ${resource}`)
  if (refusal !== null) return refusal
  const count = entries.reduce((sum, [key]) => sum + (present.has(key) ? 0 : 1), present.size)
  if (count <= TAGS_MAX) return null
  return refused('InvalidArgumentException', `Failed to add tags to ${resource} because a given stream cannot have more than 10 tags associated with it.`)
}

export function refuseTagKeys(resource: string, keys: readonly string[]): Refused | null {
  return refuseCharacters(keys, `Failed to remove tags from ${resource}`)
}

/** A percent sign passes the first check and fails the second one. */
function refuseCharacters(texts: readonly string[], failure: string): Refused | null {
  if (!texts.every((text) => VALID.test(text))) {
    return refused('InvalidArgumentException', 'Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.')
  }
  if (!texts.some((text) => text.includes('%'))) return null
  return refused(
    'InvalidArgumentException',
    `${failure} because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.`,
  )
}

/** Existing keys get the new value. */
export function addTags(tags: Map<string, string>, added: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(added)) tags.set(key, value)
}

/** In the order of their keys' code units, as recorded on AWS (kinesalite listTagsForStream test). */
export function listTags(tags: ReadonlyMap<string, string>): ApiShape<'Tag'>[] {
  return Array.from(tags, ([Key, Value]) => ({ Key, Value })).sort((left, right) => (left.Key < right.Key ? -1 : 1))
}
