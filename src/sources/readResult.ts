/** What one asks of a reading, and what comes of it. */
import type { Source } from '../engine/source'
import type { SourceForm } from './sourceForm'
import type { SourceFacts, SourceProblem } from './sourceFacts'

export interface ReadOptions {
  sourceId: string
  fileName: string
  /** What is known beforehand; absent = find out. */
  form?: SourceForm
  onProgress?: (doneBytes: number, totalBytes: number) => void
  /** An AbortSignal, or anything like it. */
  signal?: { readonly aborted: boolean }
}

export type ReadResult =
  | { type: 'Read'; source: Source; facts: SourceFacts }
  | { type: 'Refused'; line: number | null; problem: SourceProblem }
  | { type: 'Cancelled' }
