/** What is told about a file that was read or refused: keys and values, which the page says in the reader's language. */

export interface SourceFacts {
  sourceId: string
  fileName: string
  records: number
  spanMs: number
  columns: { name: string; distinct: number; topPercent: number }[]
  warnings: SourceWarning[]
}

/** What is wrong with one line, or with one cell of it. */
export type LineFaultKey = 'csvColumns' | 'csvQuote' | 'jsonSyntax' | 'jsonNotObject' | 'logLine' | 'timeValue' | 'numberValue'

/** Why a file was refused: `sources:<key>` in the strings. */
export interface SourceProblem {
  key: 'empty' | 'tooLarge' | 'notText' | 'noKey' | 'noKeyColumn' | 'unreadable' | LineFaultKey
  values: SourceValues
}

/** What a reader of a source should know about it: `sources:warning.<key>` in the strings. */
export interface SourceWarning {
  key:
    | 'noTime'
    | 'outOfOrder'
    | 'timeCarried'
    | 'keysCut'
    | 'keysEmpty'
    | 'columnsLeftOut'
    | 'recordsLeftOut'
    | 'largeRecords'
    | 'encodingGuessed'
    /** How many lines were left out; the first 20 follow, each by its fault. */
    | 'linesLeftOut'
    | LineFaultKey
  values: SourceValues
}

export interface LineFault {
  key: LineFaultKey
  values: SourceValues & { readonly line: number }
}

export type SourceValues = Readonly<Record<string, string | number>>

const EXCERPT_CHARACTERS_MAX = 60

/** A piece of the file to show in a sentence. */
export function excerpt(text: string): string {
  return text.length <= EXCERPT_CHARACTERS_MAX ? text : `${text.slice(0, EXCERPT_CHARACTERS_MAX)}…`
}
