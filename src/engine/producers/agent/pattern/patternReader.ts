/** How far a pattern has been read, and the first thing in it that we cannot do. */

/** What we do not do of what Java can: said by its sign, such as `(?=`. */
export interface PatternFault {
  key: 'patternSyntax' | 'patternFeature' | 'patternTooLarge'
  sign: string
}

export interface PatternReader {
  text: string
  at: number
  groups: number
  depth: number
  ignoreCase: boolean
  dotAll: boolean
  fault: PatternFault | null
}

/** The first fault counts; what is left is not read. */
export function fail(reader: PatternReader, key: PatternFault['key'], sign: string): void {
  reader.fault ??= { key, sign }
  reader.at = reader.text.length
}

export function takes(reader: PatternReader, sign: string): boolean {
  if (!reader.text.startsWith(sign, reader.at)) return false
  reader.at += sign.length
  return true
}
